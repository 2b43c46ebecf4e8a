import { basic } from '../../../../lambda/gateways/http.ts';
import { at, parseJson, textAt } from '../../../../lambda/gateways/json.ts';
import { takesCurrency } from '../../../../lambda/gateways/registry.ts';
import { countingOf } from '../counting.ts';
import type { FakeContext } from '../fake-gateway.ts';
import type { GatewayAnswer, GatewayRequest } from '../gateway-request.ts';
import { createIdempotency } from '../idempotency.ts';
import type { Payment, Payments } from '../payments.ts';
import { captureOf, disputeOf, orderOf, refundOf } from './orders.ts';

const token = 'access-token-of-the-fake';

/** PayPal's API: tokens, orders, captures, refunds and disputes. */
export function createPayPalApi(context: FakeContext): (request: GatewayRequest) => GatewayAnswer {
  const idempotency = createIdempotency(issue(422, 'UNPROCESSABLE_ENTITY', 'DUPLICATE_REQUEST_ID'));
  return (request) => {
    if (request.path === '/v1/oauth2/token') return access(request, context);
    const key = request.method === 'POST' ? request.headers['paypal-request-id'] : undefined;
    const problem = problemOf(request);
    if (problem) return problem;
    return idempotency.once(key, request.path + request.body, () => answerOf(request, context));
  };
}

function access(request: GatewayRequest, { account }: FakeContext): GatewayAnswer {
  const { clientId = '', clientSecret = '' } = account.secret();
  if (request.headers['authorization'] !== basic(clientId, clientSecret)['authorization'])
    return { status: 401, body: { error: 'invalid_client' } };
  const isGranted = new URLSearchParams(request.body).get('grant_type') === 'client_credentials';
  if (!isGranted) return { status: 400, body: { error: 'unsupported_grant_type' } };
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: 32400 } };
}

function problemOf({ method, headers }: GatewayRequest): GatewayAnswer | undefined {
  if (headers['authorization'] !== `Bearer ${token}`)
    return issue(401, 'AUTHENTICATION_FAILURE', 'INVALID_TOKEN');
  if (method === 'POST' && headers['content-type'] !== 'application/json')
    return issue(415, 'UNSUPPORTED_MEDIA_TYPE', 'UNSUPPORTED_MEDIA_TYPE');
  return undefined;
}

/** A refusal, with the name that PayPal has for it. */
function issue(status: number, name: string, issueName: string): GatewayAnswer {
  return { status, body: { name, details: [{ issue: issueName }] } };
}

const unprocessable = (issueName: string) => issue(422, 'UNPROCESSABLE_ENTITY', issueName);

type Route = readonly [
  target: RegExp,
  answer: (context: FakeContext, id: string, request: GatewayRequest) => GatewayAnswer | undefined,
];

const routes: readonly Route[] = [
  [/^POST \/v2\/checkout\/orders$/, (context, _, request) => create(request, context)],
  [/^GET \/v2\/checkout\/orders\/(\w+)$/, ({ payments }, id) => found(payments.find(id), orderOf)],
  [/^POST \/v2\/checkout\/orders\/(\w+)\/capture$/, capture],
  [
    /^GET \/v2\/payments\/captures\/CAPTURE(\d+)$/,
    ({ payments }, id) => found(taken(payments, id), captureOf),
  ],
  [/^GET \/v2\/payments\/refunds\/REFUND([\d-]+)$/, ({ payments }, id) => refund(payments, id)],
  [/^GET \/v1\/customer\/disputes\/PP-D-(\d+)$/, ({ payments }, id) => found(taken(payments, id), disputeOf)],
];

function answerOf(request: GatewayRequest, context: FakeContext): GatewayAnswer {
  for (const [target, answer] of routes) {
    const [whole, id = ''] = target.exec(`${request.method} ${request.path}`) ?? [];
    const answered = whole && answer(context, id, request);
    if (answered) return answered;
  }
  return issue(404, 'RESOURCE_NOT_FOUND', 'INVALID_RESOURCE_ID');
}

const { fromText } = countingOf('paypal');

function create({ body, host }: GatewayRequest, { account, payments }: FakeContext): GatewayAnswer {
  const content = parseJson(body);
  const unit = at(content, 'purchase_units', 0);
  if (textAt(content, 'intent') !== 'CAPTURE' || unit === undefined)
    return issue(400, 'INVALID_REQUEST', 'MISSING_REQUIRED_PARAMETER');
  const currency = textAt(unit, 'amount', 'currency_code') ?? '';
  if (!takesCurrency(account.config, currency, [currency])) return unprocessable('INVALID_CURRENCY_CODE');
  const amountMinor = fromText(textAt(unit, 'amount', 'value'), currency);
  if (amountMinor === undefined) return unprocessable('DECIMAL_PRECISION');
  const context = at(content, 'payment_source', 'paypal', 'experience_context');
  const payment = payments.make((number) => `ORDER${number}`, {
    orderReference: textAt(unit, 'custom_id') ?? '',
    amountMinor,
    currency,
    description: textAt(unit, 'description'),
    returnUrl: textAt(context, 'return_url'),
    cancelUrl: textAt(context, 'cancel_url'),
    content,
  });
  const pages = host.includes('sandbox') ? 'www.sandbox.paypal.com' : 'www.paypal.com';
  const href = `https://${pages}/checkoutnow?token=${payment.id}`;
  const links = [{ rel: 'payer-action', href, method: 'GET' }];
  return { status: 200, body: { ...orderOf(payment), links } };
}

/** Takes the money of an order. Where the shopper chose a card that is refused, PayPal says so here. */
function capture({ payments, happen }: FakeContext, id: string): GatewayAnswer | undefined {
  const order = payments.find(id);
  if (order?.state === 'paid') return unprocessable('ORDER_ALREADY_CAPTURED');
  if (order && order.state !== 'approved') return unprocessable('ORDER_NOT_APPROVED');
  if (order?.isToBeDeclined) {
    happen('declined', order);
    return unprocessable('INSTRUMENT_DECLINED');
  }
  if (order) happen('paid', order);
  return order && { status: 201, body: orderOf(order) };
}

function taken(payments: Payments, number: string): Payment | undefined {
  const order = payments.find(`ORDER${number}`);
  return order?.state === 'paid' ? order : undefined;
}

function refund(payments: Payments, name: string): GatewayAnswer | undefined {
  const [number = '', refundNumber = '1'] = name.split('-');
  const order = taken(payments, number);
  const index = order?.refunds.findIndex((each) => each.number === Number(refundNumber)) ?? -1;
  return index < 0 ? undefined : found(order, (payment) => refundOf(payment, index));
}

function found(payment: Payment | undefined, write: (payment: Payment) => object): GatewayAnswer | undefined {
  return payment && { status: 200, body: write(payment) };
}
