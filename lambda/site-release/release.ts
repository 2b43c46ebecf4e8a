import {
  CustomResourceError,
  type Properties,
  textProperty,
} from '../shared/custom-resource/custom-resource.ts';
import { contentHash, type SiteFile } from './content.ts';
import { type FileHeaders, headersOf } from './headers.ts';
import { unpack } from './unpack.ts';

/** Where things lie in S3. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** The bucket as a release sees it. */
export interface Objects {
  readonly exists: (place: ObjectPlace) => Promise<boolean>;
  readonly read: (place: ObjectPlace) => Promise<Uint8Array>;
  /** Writes an object unless there is one: what was released is never changed. */
  readonly writeOnce: (place: ObjectPlace, bytes: Uint8Array, headers: FileHeaders) => Promise<void>;
}

/** What the template asks for. */
export interface ReleaseRequest {
  /** The site's bucket. */
  readonly bucket: string;
  /** Hash of the site's content; names the release. */
  readonly release: string;
  /** The zip archive that `cdk deploy` uploaded. */
  readonly archive: ObjectPlace;
}

/** Reads what the template asks for. */
export function releaseRequest(properties: Properties): ReleaseRequest {
  return {
    bucket: textProperty(properties, 'Bucket'),
    release: textProperty(properties, 'Release'),
    archive: {
      bucket: textProperty(properties, 'ArchiveBucket'),
      key: textProperty(properties, 'ArchiveKey'),
    },
  };
}

export interface Dependencies {
  readonly objects: Objects;
}

/** Publishes a site under `releases/RELEASE/`. It may run twice; it never changes or deletes a release. */
export function createRelease({ objects }: Dependencies) {
  const publish = async ({ bucket, release }: ReleaseRequest, files: readonly SiteFile[]) => {
    await inBatches(files, async ({ name, bytes }) =>
      objects.writeOnce({ bucket, key: `releases/${release}/${name}` }, bytes, headersOf(name)),
    );
  };

  return async (request: ReleaseRequest): Promise<void> => {
    const { bucket, release, archive } = request;
    if (!/^[0-9a-f]{64}$/.test(release)) throw new CustomResourceError('the release is no SHA-256 hash');
    // Written last, so it says that the release is whole; a rollback finds it and needs no archive. It lies
    // beside the release's folder, where the edge never looks.
    const manifest = { bucket, key: `releases/${release}.json` };
    if (await objects.exists(manifest)) return;

    const files = unpack(await objects.read(archive));
    if (contentHash(files) !== release)
      throw new CustomResourceError('the archive holds another site than the template says');
    await publish(request, files);
    await objects.writeOnce(manifest, listOf(files), headersOf(manifest.key));
  };
}

function listOf(files: readonly SiteFile[]): Uint8Array {
  const entries = files.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
  return Buffer.from(`${JSON.stringify({ files: entries }, null, 2)}\n`);
}

const batchSize = 16;

async function inBatches<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += batchSize) {
    await Promise.all(items.slice(start, start + batchSize).map(run));
  }
}
