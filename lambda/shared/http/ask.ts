import type { HttpRequest, HttpResponse } from '../../gateways/exchange.ts';

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
      response: {
        status: response.status,
        body: await textOf(response, limits.bytes),
        ...signatureOf(response),
      },
      ...(retryAfter !== null && { retryAfter }),
    };
  } catch (error) {
    throw error instanceof NoAnswerError ? error : new NoAnswerError(reasonOf(error), { cause: error });
  }
}

const signatureHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

function signatureOf({ headers }: Response): Pick<HttpResponse, 'signed'> {
  const found = signatureHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return found.length === signatureHeaders.length ? { signed: Object.fromEntries(found) } : {};
}

async function textOf(response: Response, limit: number): Promise<string> {
  const body = await boundedBody(response, limit);
  if (!body) throw new NoAnswerError('too large');
  return body.toString('utf8');
}

function reasonOf(error: unknown): 'timeout' | 'network' {
  return (error as { readonly name?: unknown } | undefined)?.name === 'TimeoutError' ? 'timeout' : 'network';
}

/** The bytes of an answer; nothing when they are more than `most`, of which no more are read. */
export async function boundedBody({ body }: Response, most: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What became of a request to which no answer came that could be used. */
type NoAnswerReason = 'timeout' | 'network' | 'too large';

/** Thrown where a gateway did not answer: whether it did what it was asked, nobody knows. */
export class NoAnswerError extends Error {
  /** Told to the log, which takes an error's name and code and nothing else. */
  readonly code: NoAnswerReason;

  constructor(code: NoAnswerReason, options?: ErrorOptions) {
    super(`no answer came: ${code}`, options);
    this.name = 'NoAnswerError';
    this.code = code;
  }
}
