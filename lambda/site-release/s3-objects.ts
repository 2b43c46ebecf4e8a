import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Objects } from './release.ts';

/** S3 behind the port of a release. */
export function createS3Objects(s3: S3Client): Objects {
  return {
    exists: async ({ bucket, key }) => {
      try {
        await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        // Without permission to list, S3 answers 403 for an object that is not there.
        if ([403, 404].includes(statusOf(error) ?? 0)) return false;
        throw error;
      }
    },
    read: async ({ bucket, key }) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!Body) throw new Error('the archive has no content');
      return Body.transformToByteArray();
    },
    writeOnce: async ({ bucket, key }, bytes, { contentType, cacheControl }) => {
      const input = {
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        CacheControl: cacheControl,
      };
      try {
        await s3.send(new PutObjectCommand({ ...input, IfNoneMatch: '*' }));
      } catch (error) {
        const isThere = statusOf(error) === 412;
        if (!isThere) throw error;
      }
    },
  };
}

/** The status that S3 answered with, where it did. */
function statusOf(error: unknown): number | undefined {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  return $metadata?.httpStatusCode;
}

export interface RetrySchedule {
  /** How long to wait before each further attempt, in milliseconds. */
  readonly pauses: readonly number[];
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Waits for permissions to arrive: IAM takes some seconds until a role that was just made may do what its policy
 * says, and a first deployment would fail now and then. All permissions come with one policy, so reading, which
 * comes first, is what has to wait.
 */
export function retryingObjects(objects: Objects, { pauses, wait }: RetrySchedule): Objects {
  return {
    ...objects,
    read: async (place) => {
      for (const pause of pauses) {
        try {
          return await objects.read(place);
        } catch (error) {
          if (statusOf(error) !== 403) throw error;
          await wait(pause);
        }
      }
      return objects.read(place);
    },
  };
}
