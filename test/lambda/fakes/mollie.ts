import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { at as memberAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { createIdempotency } from '../../../lib/preview/gateways/idempotency.ts';
import { secretOf } from '../gateways/support/accounts.ts';
import type { Message } from '../gateways/support/message.ts';
import { createMade, type Made } from './callback.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './loopback.ts';

/** Mollie on loopback. */
export interface MollieFake extends Fake {
  /** Says what became of a payment, for example `{ status: 'paid' }`. */
  readonly settle: (change: object, of?: string) => void;
  /** The classic callback about a payment, which says its id and is signed by nothing. */
  readonly callbackFor: (of?: string) => Message;
}

interface Payment {
  readonly id: string;
  readonly content: object;
  change: object;
}

/** Starts Mollie: making payments and telling what became of them. */
export async function createMollieFake(secret: Secret = secretOf('mollie')): Promise<MollieFake> {
  const payments = createMade<Payment>();
  const idempotency = createIdempotency(refusal(400, 'The idempotency key was used for another request'));

  const answer = (request: SeenRequest): FakeAnswer => {
    const { method, path, headers, body } = request;
    if (headers['authorization'] !== `Bearer ${secret['apiKey']}`)
      return refusal(401, 'Unauthorized Request');
    const [, id] = /^\/v2\/payments\/(\w+)(?:\?|$)/.exec(path) ?? [];
    if (method !== 'POST' && id !== undefined) return kept(method, payments.find(id));
    if (method !== 'POST' || path !== '/v2/payments') return refusal(404, 'Not Found');
    return (
      problemOf(request) ??
      idempotency.once(headers['idempotency-key'], body, () => make(payments, parseJson(body) as object))
    );
  };

  return {
    ...(await startLoopback(['api.mollie.com'], answer)),
    settle: (change, of) => Object.assign(payments.get(of), { change }),
    callbackFor: (of) => {
      const body = new URLSearchParams({ id: payments.get(of).id }).toString();
      const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
      return { query: '', headers, body: Buffer.from(body) };
    },
  };
}

function problemOf({ headers, body }: SeenRequest): FakeAnswer | undefined {
  const content = parseJson(body);
  if (!headers['content-type']?.startsWith('application/json') || typeof content !== 'object')
    return refusal(400, 'Bad Request');
  const missing = ['description', 'redirectUrl'].find((name) => !textAt(content, name));
  if (missing) return refusal(422, `The '${missing}' field is missing`);
  const isAmount =
    /^\d+(?:\.\d+)?$/.test(textAt(content, 'amount', 'value') ?? '') &&
    /^[A-Z]{3}$/.test(textAt(content, 'amount', 'currency') ?? '');
  return isAmount ? undefined : refusal(422, 'The amount is invalid');
}

function make(payments: Made<Payment>, content: object): FakeAnswer {
  const id = `tr_${payments.count() + 1}`;
  const payment: Payment = { id, content, change: {} };
  payments.add(id, payment);
  return { status: 201, body: paymentOf(payment), headers: hal };
}

function kept(method: string, payment: Payment | undefined): FakeAnswer {
  if (payment && method === 'DELETE') payment.change = { status: 'canceled' };
  return found(payment);
}

function found(payment: Payment | undefined): FakeAnswer {
  return payment
    ? { status: 200, body: paymentOf(payment), headers: hal }
    : refusal(404, 'No payment exists with token');
}

// The SDK takes nothing else for an answer of Mollie's.
const hal = { 'content-type': 'application/hal+json' };

function paymentOf({ id, content, change }: Payment): object {
  return {
    resource: 'payment',
    id,
    mode: 'live',
    createdAt: '2026-01-01T00:00:00+00:00',
    amount: memberAt(content, 'amount'),
    description: textAt(content, 'description'),
    method: null,
    metadata: memberAt(content, 'metadata'),
    status: 'open',
    isCancelable: false,
    sequenceType: 'oneoff',
    profileId: 'pfl_1',
    redirectUrl: textAt(content, 'redirectUrl'),
    _links: {
      self: { href: `https://api.mollie.com/v2/payments/${id}`, type: 'application/hal+json' },
      checkout: { href: `https://www.mollie.com/checkout/${id}`, type: 'text/html' },
      dashboard: { href: `https://my.mollie.com/dashboard/payments/${id}`, type: 'text/html' },
    },
    ...change,
  };
}

function refusal(status: number, detail: string): FakeAnswer {
  const documentation = { href: 'https://docs.mollie.com/errors', type: 'text/html' };
  return {
    status,
    body: { status, title: 'Error', detail, _links: { documentation } },
    headers: hal,
  };
}
