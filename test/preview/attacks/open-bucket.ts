import {
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { Preview } from '../../../lib/preview/preview.ts';
import { currentRelease, putObject, removeObject, siteBucket } from '../support/site-bucket.ts';

/** Lets anybody read the bucket of the site; gives what closes it again. */
export async function withOpenBucket(preview: Preview): Promise<() => Promise<void>> {
  const { client, Bucket } = siteBucket(preview);
  const { Policy } = await client.send(new GetBucketPolicyCommand({ Bucket }));
  const { PublicAccessBlockConfiguration } = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
  const open = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
      },
    ],
  };
  await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(open) }));
  const remove = await withObjects(preview, ['releases/current/index.html']);
  return async () => {
    await remove();
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  };
}

/** Puts files into the release that the shop shows, as a careless one would have them; gives what takes them out. */
export async function withForgottenFiles(preview: Preview): Promise<() => Promise<void>> {
  const release = await currentRelease(preview);
  return withObjects(preview, [`${release}.git/config/index.html`, `${release}.env.txt`]);
}

async function withObjects(preview: Preview, keys: readonly string[]): Promise<() => Promise<void>> {
  for (const key of keys) await putObject(preview, key, 'root:x:0:0');
  return async () => {
    for (const key of keys) await removeObject(preview, key);
  };
}
