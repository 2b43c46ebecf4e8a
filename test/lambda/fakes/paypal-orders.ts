import { at, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import type { Made } from './callback.ts';
import type { FakeAnswer, SeenRequest } from './loopback.ts';

/** An order of a shopper, and what became of it. */
export interface PayPalOrder {
  readonly id: string;
  readonly number: number;
  readonly unit: Unit;
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  capture: Readonly<Record<string, unknown>>;
  isRefunded: boolean;
}

interface Unit {
  readonly custom_id?: string;
  readonly amount: { readonly currency_code: string; readonly value: string };
}

type Route = readonly [
  target: RegExp,
  answer: (request: SeenRequest, orders: Made<PayPalOrder>, id: string) => FakeAnswer | undefined,
];

const routes: readonly Route[] = [
  [/^POST \/v2\/checkout\/orders$/, create],
  [/^GET \/v2\/checkout\/orders\/(\w+)$/, (_, orders, id) => found(orders.find(id), orderOf)],
  [/^POST \/v2\/checkout\/orders\/(\w+)\/capture$/, capture],
  [/^GET \/v2\/payments\/captures\/CAPTURE(\w+)$/, (_, orders, id) => found(taken(orders, id), captureOf)],
  [/^GET \/v2\/payments\/refunds\/REFUND(\w+)$/, (_, orders, id) => found(refunded(orders, id), refundOf)],
  [/^GET \/v1\/customer\/disputes\/PP-D-(\w+)$/, (_, orders, id) => found(taken(orders, id), disputeOf)],
];

/** What the API says to an authenticated request. */
export function answerOf(request: SeenRequest, orders: Made<PayPalOrder>): FakeAnswer {
  for (const [target, answer] of routes) {
    const [whole, id = ''] = target.exec(`${request.method} ${request.path}`) ?? [];
    const answered = whole && answer(request, orders, id);
    if (answered) return answered;
  }
  return issue(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
}

function create({ body, host }: SeenRequest, orders: Made<PayPalOrder>): FakeAnswer {
  const content = parseJson(body);
  const unit = at(content, 'purchase_units', 0);
  const amount = at(unit, 'amount');
  if (textAt(content, 'intent') !== 'CAPTURE' || unit === undefined)
    return issue(400, 'INVALID_REQUEST', 'MISSING_REQUIRED_PARAMETER');
  if (!/^[A-Z]{3}$/.test(textAt(amount, 'currency_code') ?? ''))
    return issue(422, 'UNPROCESSABLE_ENTITY', 'INVALID_CURRENCY_CODE');
  const digits = ['HUF', 'JPY', 'TWD'].includes(textAt(amount, 'currency_code') ?? '')
    ? /^\d+$/
    : /^\d+\.\d\d$/;
  if (!digits.test(textAt(amount, 'value') ?? ''))
    return issue(422, 'UNPROCESSABLE_ENTITY', 'DECIMAL_PRECISION');
  const number = orders.count() + 1;
  const order: PayPalOrder = {
    id: `ORDER${number}`,
    number,
    unit: unit as Unit,
    status: 'PAYER_ACTION_REQUIRED',
    capture: {},
    isRefunded: false,
  };
  orders.add(order.id, order);
  const pages = host.includes('sandbox') ? 'www.sandbox.paypal.com' : 'www.paypal.com';
  const link = { rel: 'payer-action', href: `https://${pages}/checkoutnow?token=${order.id}`, method: 'GET' };
  return { status: 200, body: { ...orderOf(order), links: [link] } };
}

function capture(_: SeenRequest, orders: Made<PayPalOrder>, id: string): FakeAnswer | undefined {
  const order = orders.find(id);
  if (order?.status === 'COMPLETED') return issue(422, 'UNPROCESSABLE_ENTITY', 'ORDER_ALREADY_CAPTURED');
  if (order && order.status !== 'APPROVED') return issue(422, 'UNPROCESSABLE_ENTITY', 'ORDER_NOT_APPROVED');
  if (order) order.status = 'COMPLETED';
  return order && { status: 201, body: orderOf(order) };
}

function taken(orders: Made<PayPalOrder>, number: string): PayPalOrder | undefined {
  const order = orders.find(`ORDER${number}`);
  return order?.status === 'COMPLETED' ? order : undefined;
}

function refunded(orders: Made<PayPalOrder>, number: string): PayPalOrder | undefined {
  const order = taken(orders, number);
  return order?.isRefunded ? order : undefined;
}

function found(
  order: PayPalOrder | undefined,
  write: (order: PayPalOrder) => object,
): FakeAnswer | undefined {
  return order && { status: 200, body: write(order) };
}

/** A refusal, with the name that PayPal has for it. */
export function issue(status: number, name: string, issueName: string): FakeAnswer {
  return { status, body: { name, details: [{ issue: issueName }] } };
}

function orderOf(order: PayPalOrder): object {
  const { id, status, unit } = order;
  const payments = status === 'COMPLETED' ? { payments: { captures: [captureOf(order)] } } : {};
  return { id, intent: 'CAPTURE', status, purchase_units: [{ ...unit, ...payments }] };
}

function captureOf({ number, unit, isRefunded, capture: more }: PayPalOrder): object {
  const status = isRefunded ? 'REFUNDED' : 'COMPLETED';
  return { id: `CAPTURE${number}`, status, amount: unit.amount, custom_id: unit.custom_id, ...more };
}

function refundOf({ number, unit }: PayPalOrder): object {
  const links = [{ rel: 'up', href: `https://api-m.paypal.com/v2/payments/captures/CAPTURE${number}` }];
  return {
    id: `REFUND${number}`,
    status: 'COMPLETED',
    amount: unit.amount,
    custom_id: unit.custom_id,
    links,
  };
}

function disputeOf({ number, unit }: PayPalOrder): object {
  const transaction = { seller_transaction_id: `CAPTURE${number}`, custom: unit.custom_id };
  return {
    dispute_id: `PP-D-${number}`,
    status: 'OPEN',
    dispute_amount: unit.amount,
    disputed_transactions: [transaction],
  };
}

/** What a callback of a type says about an order. */
export function resourceOf(type: string, order: PayPalOrder): object {
  if (type.startsWith('CHECKOUT.ORDER.')) return orderOf(order);
  if (type === 'PAYMENT.CAPTURE.REFUNDED') return refundOf(order);
  if (type.startsWith('PAYMENT.CAPTURE.')) return captureOf(order);
  if (type.startsWith('CUSTOMER.DISPUTE.')) return disputeOf(order);
  throw new Error(`the fake knows no ${type}`);
}
