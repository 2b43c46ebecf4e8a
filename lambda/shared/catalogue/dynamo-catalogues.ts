import { gunzipSync, gzipSync } from 'node:zlib';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { catalogueLimits } from './catalogue-limits.ts';
import { type ReleasedCatalogue, releasedCatalogue } from './released-catalogue.ts';

/** Which catalogue counts, and which ones did before. */
export interface CatalogueHistory {
  /** Counts the switches, so that nobody switches from a state that they have not seen. */
  readonly revision: number;
  /** The newest first; the first one counts. At most `mostReleases`. */
  readonly releases: readonly CatalogueRelease[];
}

/** That a catalogue began to count. */
export interface CatalogueRelease {
  readonly version: string;
  /** ISO 8601. */
  readonly at: string;
  /** Who released it, as AWS calls them. */
  readonly by: string;
  readonly products: number;
}

/** How many releases are remembered. */
const mostReleases = 50;

/** DynamoDB keeps at most 400 kB in an item, with its key. */
const mostStoredBytes = 390_000;

const text = z.string();
const whole = z.int().check(z.nonnegative());
const historyForm = z.object({
  revision: whole,
  releases: z.array(z.object({ version: text, at: text, by: text, products: whole })).check(z.minLength(1)),
});
const versionForm = z.object({ content: z.instanceof(Uint8Array) });

/** Reads catalogues from the table of orders, and nothing else there. */
export function createCatalogueReader(client: DynamoDBDocumentClient, TableName: string) {
  const get = async (name: string): Promise<unknown> =>
    (await client.send(new GetCommand({ TableName, Key: keyOf(name), ConsistentRead: true }))).Item;
  return {
    /** What counts now; nothing where nothing was ever released. Throws where the item is none. */
    history: async (): Promise<CatalogueHistory | undefined> => {
      const item = await get('current');
      return item === undefined ? undefined : historyForm.parse(item);
    },
    /** A catalogue that was released. Throws where it is not there, or not what its version says. */
    read: async (version: string): Promise<ReleasedCatalogue> => {
      const { content } = versionForm.parse(await get(version));
      const json = gunzipSync(content, { maxOutputLength: 2 * catalogueLimits.mostBytes }).toString('utf8');
      const released = releasedCatalogue(json);
      if (released.version !== version) throw new Error(`the catalogue ${version} is not what it was`);
      return released;
    },
  };
}

/** Reads catalogues of a shop. */
export type CatalogueReader = ReturnType<typeof createCatalogueReader>;

/** Releases catalogues: adds versions, which never change, and says which one counts. */
export function createCatalogueReleaser(client: DynamoDBDocumentClient, TableName: string) {
  return {
    /** Keeps a catalogue; the same one a second time is kept already. */
    add: async ({ version, text: json }: ReleasedCatalogue): Promise<'kept' | 'too_large'> => {
      const content = gzipSync(json);
      if (content.length > mostStoredBytes) return 'too_large';
      const put = new PutCommand({
        TableName,
        Item: { ...keyOf(version), content },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await unlessRefused(client.send(put));
      return 'kept';
    },
    /** Lets a catalogue count from now on, after the history that was seen. */
    switchTo: async (
      release: CatalogueRelease,
      seen: CatalogueHistory | undefined,
    ): Promise<'switched' | 'overtaken'> => {
      const revision = (seen?.revision ?? 0) + 1;
      const releases = [release, ...(seen?.releases ?? [])].slice(0, mostReleases);
      const put = new PutCommand({
        TableName,
        Item: { ...keyOf('current'), revision, releases },
        ...(seen
          ? {
              ConditionExpression: 'revision = :seen',
              ExpressionAttributeValues: { ':seen': seen.revision },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' }),
      });
      return (await unlessRefused(client.send(put))) ? 'switched' : 'overtaken';
    },
  };
}

function keyOf(name: string) {
  return { pk: `CATALOGUE#${name}`, sk: 'CATALOGUE' };
}

async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
