import { setTimeout } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { createCustomResource } from './custom-resource.ts';
import { createPutAnswer } from './put-answer.ts';
import { createRelease } from './release.ts';
import { createS3Objects, retryingObjects } from './s3-objects.ts';

const objects = retryingObjects(createS3Objects(new S3Client({})), {
  pauses: [1000, 2000, 4000, 8000, 16000],
  wait: (milliseconds) => setTimeout(milliseconds),
});

/** Entry point of the function behind `Custom::SiteRelease`. */
export const handler = createCustomResource({
  release: createRelease({ objects }),
  answer: createPutAnswer(),
  log: (message, fields) => process.stdout.write(`${JSON.stringify({ message, ...fields })}\n`),
});
