import type { Objects } from './release.ts';
import { statusOf } from './s3-objects.ts';

export interface Patience {
  /** How long to wait before each further attempt, in milliseconds. */
  readonly pauses: readonly number[];
  readonly wait: (milliseconds: number) => Promise<void>;
}

/**
 * Waits for permissions to arrive: IAM takes some seconds until a role that was just made may do what its policy
 * says, and a first deployment would fail now and then. All permissions come with one policy, so reading, which
 * comes first, is what has to wait.
 */
export function patientObjects(objects: Objects, { pauses, wait }: Patience): Objects {
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
