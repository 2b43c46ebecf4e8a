import { S3Client } from '@aws-sdk/client-s3';
import { createCustomResource } from './custom-resource.ts';
import { createPutAnswer } from './put-answer.ts';
import { createRelease } from './release.ts';
import { createS3Objects } from './s3-objects.ts';

/** Entry point of the function behind `Custom::SiteRelease`. */
export const handler = createCustomResource({
  release: createRelease({ objects: createS3Objects(new S3Client({})) }),
  answer: createPutAnswer(),
  log: (message, fields) => process.stdout.write(`${JSON.stringify({ message, ...fields })}\n`),
});
