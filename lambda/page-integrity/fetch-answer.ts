import { boundedBody } from '../shared/http/ask.ts';
import { isTrouble } from '../shared/http/send.ts';
import type { FetchAnswer, PageAnswer } from './ports.ts';

/** How long one request may take, and how large its answer may be. */
export interface FetchLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** Where no answer came that could be compared. Its message names no address. */
export class UnreachableError extends Error {
  /** The answer's status, if there was one. */
  readonly statusCode?: number;

  constructor(
    message: string,
    { statusCode, cause }: { readonly statusCode?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = 'UnreachableError';
    if (statusCode !== undefined) this.statusCode = statusCode;
  }
}

/** Fetches as a shopper's browser does: whoever serves other code to machines must not know this one by its name. */
export function createFetchAnswer({ milliseconds, bytes }: FetchLimits): FetchAnswer {
  return async (url) => {
    try {
      const response = await fetch(url, {
        redirect: 'manual',
        headers: {
          'user-agent': userAgent,
          accept: 'text/html,*/*;q=0.8',
          'accept-language': 'en-GB,en;q=0.8',
        },
        signal: AbortSignal.timeout(milliseconds),
      });
      return {
        status: response.status,
        headers: new Map(response.headers),
        body: await bodyOf(response, bytes),
      };
    } catch (cause) {
      throw new UnreachableError('no whole answer came', { cause });
    }
  };
}

/** The name of a common browser. */
const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

async function bodyOf(response: Response, most: number): Promise<Buffer> {
  const body = await boundedBody(response, most);
  if (!body) throw new RangeError('the answer is too large');
  return body;
}

export interface RetrySchedule {
  /** Milliseconds before each further attempt. */
  readonly pauses: readonly number[];
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/** Tries again where no answer came, or one that says only that the shop is not well. Throws when that lasts. */
export function retryingFetch(fetchAnswer: FetchAnswer, { pauses, wait }: RetrySchedule): FetchAnswer {
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
