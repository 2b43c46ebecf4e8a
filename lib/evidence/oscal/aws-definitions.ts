import * as z from 'zod/mini';
import { once } from '../../once.ts';
import list from './aws-definitions.json' with { type: 'json' };
import type { Resource } from './document.ts';
import { uuidOf } from './identifiers.ts';

const definition = z.strictObject({
  title: z.string(),
  /** In AWS's repository. */
  path: z.string(),
  /** The document's own. */
  uuid: z.uuid(),
  version: z.string(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** Checks of Security Hub that it has by their ids, and that controls of the catalogue name. */
  checks: z.array(z.string()),
});

/** A component definition that AWS publishes of one of its services. */
type AwsDefinition = z.infer<typeof definition>;

const file = z.strictObject({
  asOf: z.iso.date(),
  source: z.url(),
  /** The version of the repository that was read. */
  commit: z.string().check(z.regex(/^[0-9a-f]{40}$/)),
  note: z.string(),
  definitions: z.array(definition),
});

/** What AWS publishes of the services that controls look at. The kit points to it and repeats nothing of it. */
export const awsDefinitions = once(() => file.parse(list));

/** How a document points to a definition of AWS: the file as it was read, with its hash. */
export function awsResource({ title, path, uuid, version, sha256 }: AwsDefinition): Resource {
  const { source, commit } = awsDefinitions();
  return {
    uuid: resourceUuid(path),
    title: `${title}: component definition of AWS, version ${version}`,
    'document-ids': [{ identifier: uuid }],
    rlinks: [
      {
        href: `${source.replace('//github.com/', '//raw.githubusercontent.com/')}/${commit}/${path}`,
        'media-type': 'application/json',
        hashes: [{ algorithm: 'SHA-256', value: sha256 }],
      },
    ],
  };
}

/** The reference to the definition of AWS that has a check of Security Hub; none where AWS has published none. */
export function awsReference(check: string): string | undefined {
  const found = awsDefinitions().definitions.find(({ checks }) => checks.includes(check));
  return found && `#${resourceUuid(found.path)}`;
}

function resourceUuid(path: string): string {
  return uuidOf(`resource AWS ${path}`);
}
