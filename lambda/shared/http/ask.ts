import type { HttpRequest, HttpResponse } from '../../gateways/gateway.ts';
import { boundedBody } from './bounded-body.ts';
import { NoAnswerError } from './no-answer-error.ts';

/** The part of `fetch` that is used; a test puts one here that leads to a gateway on loopback. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** An answer, with what it says about coming back later. */
export interface Asked {
  readonly response: HttpResponse;
  /** The header as it arrived. */
  readonly retryAfter?: string;
}

/** How long to wait for an answer, and how much of it to take. */
export interface AskLimits {
  readonly milliseconds: number;
  readonly bytes: number;
}

/**
 * Asks once. A redirect is an answer like any other: whoever follows one hands the key in the headers to another
 * host. Throws `NoAnswerError` where no answer came that could be used.
 */
export async function ask(fetch: Fetch, request: HttpRequest, limits: AskLimits): Promise<Asked> {
  const { method, url, headers, body } = request;
  const address = new URL(url);
  if (address.protocol !== 'https:' || address.username !== '')
    throw new Error('only https addresses without credentials are asked');
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.milliseconds),
      ...(body !== undefined && { body }),
    });
    const retryAfter = response.headers.get('retry-after');
    return {
      response: { status: response.status, body: await textOf(response, limits.bytes) },
      ...(retryAfter !== null && { retryAfter }),
    };
  } catch (error) {
    throw error instanceof NoAnswerError ? error : new NoAnswerError(reasonOf(error), { cause: error });
  }
}

async function textOf(response: Response, limit: number): Promise<string> {
  const body = await boundedBody(response, limit);
  if (!body) throw new NoAnswerError('too large');
  return body.toString('utf8');
}

function reasonOf(error: unknown): 'timeout' | 'network' {
  return (error as { readonly name?: unknown } | undefined)?.name === 'TimeoutError' ? 'timeout' : 'network';
}
