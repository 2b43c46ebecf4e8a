import type { HttpResponse } from '../gateways/exchange.ts';
import { parseJson } from '../gateways/json.ts';
import { verifyStandardWebhook } from '../gateways/standard-webhooks.ts';
import type { Cart } from '../shared/catalogue/price-cart.ts';
import type { RetryingSend } from '../shared/http/send.ts';
import { signedWebhook } from '../shared/http/sign-webhook.ts';
import type { Log } from '../shared/log/log.ts';
import { type Quoted, readQuote } from './quote-form.ts';

/** What it takes to ask the shop's own system what an order costs. */
export interface Quoting {
  readonly url: string;
  /** The keys that sign, the current one first. Throws where there is none. */
  readonly keys: () => Promise<readonly string[]>;
  /** Follows no redirect, takes little, and gives up soon. */
  readonly send: RetryingSend;
  readonly shop: { readonly shop: string; readonly environment: string };
  /** A name that nobody can guess, and that no question had before. */
  readonly newId: () => string;
  readonly now: () => Date;
}

/** A question to that system. Nobody is named in it. */
export interface QuoteQuestion extends Cart {
  readonly currency: string;
  readonly postalCode?: string | undefined;
  readonly region?: string | undefined;
  /** Version of the catalogue that counts. */
  readonly catalogue: string;
}

/** The system does not sell this cart, or not there: 409 or 422. */
type Unsold = 'unsold';

/**
 * Asks what an order costs, and believes nothing but what the system has signed for this question. Nothing where there is no answer
 * that can be charged, which the log tells.
 */
export async function askQuote(
  { url, keys, send, shop, newId, now }: Quoting,
  question: QuoteQuestion,
  log: Log,
): Promise<(Quoted & { readonly quote: string }) | Unsold | undefined> {
  try {
    const id = newId();
    const signing = await keys();
    const data = { version: 1, id, ...shop, ...question };
    const body = JSON.stringify({ type: 'quote.requested', timestamp: now().toISOString(), data });
    const answer = await send(signedWebhook({ url, id, body, keys: signing, now: now() }));
    if (answer.status === 409 || answer.status === 422) return 'unsold';
    const quoted = judge(answer, { id, signing, now: now(), question });
    if (typeof quoted !== 'string') return { ...quoted, quote: id };
    log.warn('the quote cannot be used', { reason: quoted, statusCode: answer.status });
  } catch (error) {
    log.error('the quote could not be asked for', error);
  }
  return undefined;
}

interface Asked {
  readonly id: string;
  readonly signing: readonly string[];
  readonly now: Date;
  readonly question: QuoteQuestion;
}

function judge({ status, body, signed }: HttpResponse, asked: Asked): Quoted | string {
  if (status !== 200) return 'status';
  // An answer to another question, however well it is signed, is somebody's repetition.
  if (signed?.['webhook-id'] !== asked.id) return 'unsigned';
  const delivery = {
    method: 'POST',
    registeredUrl: '',
    query: '',
    headers: new Map(Object.entries(signed).map(([name, value]) => [name, [value]] as const)),
    body: Buffer.from(body, 'utf8'),
  };
  const verdict = verifyStandardWebhook(delivery, asked.signing, asked.now);
  if (verdict !== 'authentic') return 'signature';
  return readQuote(parseJson(Buffer.from(body, 'utf8')), asked.question, asked.question.currency);
}
