import { setTimeout } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { createCustomResource } from '../shared/custom-resource/custom-resource.ts';
import { createPutAnswer } from '../shared/custom-resource/put-answer.ts';
import { createRelease, releaseRequest } from './release.ts';
import { createS3Objects, retryingObjects } from './s3-objects.ts';

const objects = retryingObjects(createS3Objects(new S3Client({})), {
  pauses: [1000, 2000, 4000, 8000, 16000],
  wait: (milliseconds) => setTimeout(milliseconds),
});
const release = createRelease({ objects });

/** Entry point of the function behind `Custom::SiteRelease`. */
export const handler = createCustomResource({
  subject: 'the release',
  // A release stays when it is no longer the current one, and when the stack goes: orders may refer to it.
  apply: (properties) => release(releaseRequest(properties)),
  answer: createPutAnswer(),
  log: (message, fields) => process.stdout.write(`${JSON.stringify({ message, ...fields })}\n`),
});
