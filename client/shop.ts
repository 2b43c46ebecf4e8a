import { cardDataIn } from './card-guard.ts';
import { CheckoutError, type ErrorKind } from './checkout-error.ts';
import type { CheckoutRequest, PaymentMethod, PaymentState, SessionAnswer } from './wire.ts';

/**
 * Sends a checkout request. Where no answer comes, the same request is sent again: the shop takes it for the same attempt. Throws a
 * `CheckoutError`; `fields` before anything is sent where a field holds card data.
 */
export async function postSession(request: CheckoutRequest): Promise<SessionAnswer> {
  const refused = cardDataIn(request);
  if (refused.length > 0) throw new CheckoutError('fields', refused);
  const answer = await repeated(() => post('session', request), request.card !== undefined);
  return (await bodyOf(answer)) as unknown as SessionAnswer;
}

/** The ways to pay that the shop offers. Throws a `CheckoutError`. */
export async function paymentMethods(): Promise<readonly PaymentMethod[]> {
  const answer = await repeated(() => fetch('/api/payment-methods', { signal: limit() }), false);
  const { methods } = (await bodyOf(answer)) as { readonly methods: readonly PaymentMethod[] };
  return methods;
}

/** What became of an order's payment; nothing where the shop cannot be asked. */
export async function paymentState(checkout: string): Promise<PaymentState | undefined> {
  try {
    const answer = await post('payment-state', { checkout });
    return answer.ok ? (await answer.json()).state : undefined;
  } catch {
    return undefined;
  }
}

// In the body: addresses are kept in logs, and whoever knows the name of an order may change it until it is paid.
function post(name: string, body: CheckoutRequest | { readonly checkout: string }): Promise<Response> {
  // Of whoever sends JSON the shop knows that it reads JSON.
  const headers = {
    'content-type': 'application/json',
    ...('locale' in body && body.locale && { 'accept-language': body.locale }),
  };
  return fetch(`/api/${name}`, { method: 'POST', headers, body: JSON.stringify(body), signal: limit() });
}

/** Longer than the shop's function takes at the most, in milliseconds. */
const answerMilliseconds = 35_000;
const limit = () => AbortSignal.timeout(answerMilliseconds);

/** Waits between the tries, in milliseconds. */
const pauses = [1000, 3000];

/** CloudFront's own answers where the function gave none. */
const unanswered = [502, 503, 504];

async function repeated(ask: () => Promise<Response>, hasCard: boolean): Promise<Response> {
  let answer = await ask().catch(noAnswer);
  for (const pause of pauses) {
    if (isAnswer(answer)) return answer;
    await online(pause);
    answer = await ask().catch(noAnswer);
  }
  if (isAnswer(answer)) return answer;
  throw new CheckoutError(answer === undefined ? 'offline' : hasCard ? 'uncertain' : 'unavailable');
}

const noAnswer = () => undefined;

function isAnswer(answer: Response | undefined): answer is Response {
  return answer !== undefined && (isOfShop(answer) || !unanswered.includes(answer.status));
}

/** Waits, and for a browser without a connection until it has one again, or for as long as a shopper would look. */
function online(milliseconds: number): Promise<unknown> {
  const pause = new Promise((resolve) => setTimeout(resolve, milliseconds));
  if (navigator.onLine) return pause;
  const back = new Promise((resolve) => window.addEventListener('online', resolve, { once: true }));
  return Promise.race([back, new Promise((resolve) => setTimeout(resolve, 10 * milliseconds))]);
}

function isOfShop({ headers }: Response): boolean {
  return /json/.test(headers.get('content-type') ?? '');
}

async function bodyOf(answer: Response): Promise<Readonly<Record<string, unknown>>> {
  if (!isOfShop(answer)) throw new CheckoutError('unavailable');
  const body = await answer.json();
  if (answer.ok) return body;
  const { code, detail, errors = [] } = body as Problem;
  throw new CheckoutError(
    kindOf(code),
    errors.map(({ field }) => field),
    detail,
  );
}

/** RFC 9457, with the shop's name of the problem. */
interface Problem {
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly field: string }[];
}

/** What a shopper can do about a problem of the shop's, by its code. */
export function kindOf(code: string): ErrorKind {
  return kinds[code] ?? 'unavailable';
}

const kinds: Readonly<Record<string, ErrorKind>> = {
  invalid_fields: 'fields',
  card_data_refused: 'fields',
  declined: 'declined',
  payment_uncertain: 'uncertain',
  card_token_expired: 'expired',
  malformed_cart: 'cart',
  cart_outdated: 'cart',
  not_in_currency: 'cart',
  currency_not_taken: 'cart',
  no_delivery: 'cart',
  already_paid: 'cart',
  order_cancelled: 'cart',
  too_many_attempts: 'cart',
};
