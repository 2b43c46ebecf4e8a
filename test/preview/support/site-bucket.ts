import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Preview } from '../../../lib/preview/preview.ts';

/** The bucket of a previewed shop's site, with a client that may do everything with it. */
export function siteBucket({ emulator, resources }: Preview) {
  const bucket = resources.find(
    ({ type, physicalId }) => type === 'AWS::S3::Bucket' && physicalId.includes('-site-'),
  );
  if (!bucket) throw new Error('the shop has no bucket for its site');
  const client = new S3Client({
    region: bucket.region,
    endpoint: emulator.endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: bucket.account, secretAccessKey: 'test' },
  });
  return { client, Bucket: bucket.physicalId };
}

/** Where the files of the release lie that the shop shows, with a slash at the end. */
export async function currentRelease(preview: Preview): Promise<string> {
  const { client, Bucket } = siteBucket(preview);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'releases/' }));
  const [page] = Contents.flatMap(({ Key = '' }) => (Key.endsWith('/404.html') ? Key : []));
  if (page === undefined) throw new Error(`the bucket ${Bucket} has no release`);
  return page.replace(/404\.html$/, '');
}

/** Writes an object that is not there yet, since the bucket's policy lets nobody write over one. */
export async function putObject(
  preview: Preview,
  key: string,
  body: string,
  type = 'text/html',
): Promise<void> {
  const { client, Bucket } = siteBucket(preview);
  await client.send(
    new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: type, IfNoneMatch: '*' }),
  );
}

export async function removeObject(preview: Preview, key: string): Promise<void> {
  const { client, Bucket } = siteBucket(preview);
  await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
}

/** Changes a script as somebody does who can write into the bucket; gives what writes it as it was. */
export async function withChangedScript(
  preview: Preview,
  path: string,
  change: (code: string) => string,
): Promise<() => Promise<void>> {
  const { client, Bucket } = siteBucket(preview);
  const key = `${await currentRelease(preview)}${path}`;
  const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket, Key: key }));
  const code = (await Body?.transformToString()) ?? '';
  const write = async (text: string) => {
    await removeObject(preview, key);
    await putObject(preview, key, text, ContentType);
  };
  await write(change(code));
  return () => write(code);
}
