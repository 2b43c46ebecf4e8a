import { createHmac } from 'node:crypto';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { integerAt, at as memberAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { createIdempotency } from '../../../lib/preview/gateways/idempotency.ts';
import { secretOf } from '../gateways/support/accounts.ts';
import { type Message, registeredUrl } from '../gateways/support/message.ts';
import { type CheckoutRequest, createMade } from './callback.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './loopback.ts';

/** Square on loopback. */
export interface SquareFake extends Fake {
  /**
   * The signed callback of a type, for example `payment.updated`, about a payment or what a link led to. The payment
   * passed every check and is of normal risk unless it is changed.
   */
  readonly callbackFor: (type: string, wanted?: CheckoutRequest) => Message;
}

interface Payment {
  readonly id: string;
  readonly orderReference: string;
  readonly money: unknown;
}

/** Starts Square: payment links and payments. */
export async function createSquareFake(secret: Secret = secretOf('square')): Promise<SquareFake> {
  const made = createMade<Payment>();
  const idempotency = createIdempotency(refusal(400, 'IDEMPOTENCY_KEY_REUSED'));
  let events = 0;

  const answer = (request: SeenRequest): FakeAnswer => {
    const content = parseJson(request.body);
    const problem = problemOf(request, content, secret);
    if (problem) return problem;
    if (request.method === 'DELETE') return { status: 200, body: { id: request.path.split('/').at(-1) } };
    return idempotency.once(textAt(content, 'idempotency_key'), request.path + request.body, () => {
      const { payment, body } = makers[request.path]?.(content, made.count() + 1) ?? missing();
      made.add(payment.id, payment);
      return { status: 200, body };
    });
  };

  return {
    ...(await startLoopback(['connect.squareup.com', 'connect.squareupsandbox.com'], answer)),
    callbackFor: (type, { of, change = {} } = {}) => {
      events += 1;
      const object = objectOf(type, made.get(of), change);
      const body = JSON.stringify({ event_id: `event-${events}`, type, data: { object } });
      const key = secret['signatureKey'] ?? '';
      const signature = createHmac('sha256', key).update(`${registeredUrl}${body}`).digest('base64');
      return {
        query: '',
        headers: [['x-square-hmacsha256-signature', signature]],
        body: Buffer.from(body),
      };
    },
  };
}

function problemOf(
  { method, path, headers }: SeenRequest,
  content: unknown,
  { accessToken, locationId }: Secret,
): FakeAnswer | undefined {
  if (headers['authorization'] !== `Bearer ${accessToken}`) return refusal(401, 'UNAUTHORIZED');
  if (method === 'DELETE' && /^\/v2\/online-checkout\/payment-links\/LINK\d+$/.test(path)) return undefined;
  if (method !== 'POST' || !Object.hasOwn(makers, path)) return refusal(404, 'NOT_FOUND');
  if (!headers['content-type']?.startsWith('application/json')) return refusal(400, 'BAD_REQUEST');
  if (!textAt(content, 'idempotency_key')) return refusal(400, 'MISSING_REQUIRED_PARAMETER');
  const { amount, location } = askedOf(content);
  if (amount === undefined || amount < 1) return refusal(400, 'MISSING_REQUIRED_PARAMETER');
  return location === locationId ? undefined : refusal(403, 'FORBIDDEN');
}

function askedOf(content: unknown): { amount: number | undefined; location: string | undefined } {
  const order = memberAt(content, 'order') ?? content;
  const money = memberAt(order, 'line_items', 0, 'base_price_money') ?? memberAt(order, 'amount_money');
  return { amount: integerAt(money, 'amount'), location: textAt(order, 'location_id') };
}

type Maker = (content: unknown, number: number) => { payment: Payment; body: object };

const makers: Readonly<Record<string, Maker>> = {
  '/v2/online-checkout/payment-links': (content, number) => {
    const id = `PAYMENT${number}`;
    const order = memberAt(content, 'order');
    return {
      payment: {
        id,
        orderReference: textAt(content, 'payment_note') ?? '',
        money: memberAt(order, 'line_items', 0, 'base_price_money'),
      },
      body: {
        payment_link: {
          ...{ id: `LINK${number}`, version: 1, order_id: `ORDER${number}` },
          url: `https://square.link/u/${number}`,
        },
      },
    };
  },
  '/v2/payments': (content, number) => {
    const payment = {
      id: `PAYMENT${number}`,
      orderReference: textAt(content, 'reference_id') ?? '',
      money: memberAt(content, 'amount_money'),
    };
    return { payment, body: { payment: paymentOf(payment) } };
  },
};

function missing(): never {
  throw new Error('paths without a maker are refused before');
}

function refusal(status: number, code: string): FakeAnswer {
  return { status, body: { errors: [{ category: 'INVALID_REQUEST_ERROR', code }] } };
}

function paymentOf({ id, orderReference, money }: Payment): object {
  return {
    id,
    status: 'COMPLETED',
    note: orderReference,
    amount_money: money,
    card_details: { status: 'CAPTURED', avs_status: 'AVS_ACCEPTED', cvv_status: 'CVV_ACCEPTED' },
    risk_evaluation: { risk_level: 'NORMAL' },
  };
}

function objectOf(type: string, payment: Payment, change: object): object {
  const { id, money } = payment;
  if (type.startsWith('payment.')) return { payment: { ...paymentOf(payment), ...change } };
  if (type.startsWith('refund.')) {
    const refund = { id: `REFUND-${id}`, payment_id: id, status: 'COMPLETED', amount_money: money };
    return { refund: { ...refund, ...change } };
  }
  if (type === 'dispute.created')
    return { dispute: { disputed_payment: { payment_id: id }, amount_money: money, ...change } };
  throw new Error(`the fake knows no ${type}`);
}
