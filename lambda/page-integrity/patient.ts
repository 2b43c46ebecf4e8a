import { isTrouble } from '../shared/http/send.ts';
import { UnreachableError } from './fetch-answer.ts';
import type { FetchAnswer, PageAnswer } from './ports.ts';

export interface Patience {
  /** Milliseconds before each further attempt. */
  readonly pauses: readonly number[];
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** Tries again where no answer came, or one that says only that the shop is not well. Throws when that lasts. */
export function patientFetch(fetchAnswer: FetchAnswer, { pauses, wait }: Patience): FetchAnswer {
  const attempt = async (url: string): Promise<PageAnswer> => {
    const answer = await fetchAnswer(url);
    if (!isTrouble(answer)) return answer;
    throw new UnreachableError('the shop is not well', { statusCode: answer.status });
  };
  return async (url) => {
    for (const pause of pauses) {
      const answer = await attempt(url).catch((error: unknown) => unreached(error));
      if (answer) return answer;
      await wait(pause);
    }
    return attempt(url);
  };
}

/** Nothing, if it is worth another attempt. */
function unreached(error: unknown): undefined {
  if (error instanceof UnreachableError) return undefined;
  throw error;
}
