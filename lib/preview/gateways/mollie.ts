import { at, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import { createIdempotency } from './idempotency.ts';
import { type Payment, refundedOf, type Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson } from './signing.ts';
import { cardOfToken } from './test-cards.ts';

/** Mollie: payments. Its classic callback is the id of a payment, unsigned, to the address that the payment named. */
export const mollie: FakeGatewayMaker = (context) => ({
  api: createApi(context),
  tells: (happening) => (happening === 'approved' ? [] : ['payment']),
  hostedPayment: (request) =>
    context.payments.find(/^\/checkout\/(tr_\d+)$/.exec(pathOf(request))?.[1] ?? ''),
  // A payment that failed stays so: the shop makes a new one.
  endsWithDecline: true,
  callback: ({ payment }) => {
    const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
    const body = Buffer.from(new URLSearchParams({ id: payment.id }).toString());
    return () => ({ query: '', headers, body });
  },
});

function createApi({ account, payments, happen }: FakeContext): FakeGateway['api'] {
  const idempotency = createIdempotency(refusal(400, 'The idempotency key was used for another request'));
  const write = (payment: Payment) => paymentOf(payment, account.config.mode);
  const make = (wanted: Wanted): GatewayAnswer => {
    const payment = payments.make((number) => `tr_${number}`, wanted);
    const card = cardOfToken(textAt(wanted.content, 'cardToken'));
    const isCharged = textAt(wanted.content, 'cardToken') !== undefined && card !== 'challenge';
    if (isCharged) happen(card === 'paid' ? 'paid' : 'declined', payment);
    return { status: 201, body: write(payment), headers: hal };
  };
  const start = (request: GatewayRequest): GatewayAnswer => {
    const wanted = read(request);
    if ('status' in wanted) return wanted;
    return idempotency.once(request.headers['idempotency-key'], request.body, () => make(wanted));
  };
  const cancel = (payment: Payment | undefined): GatewayAnswer | undefined => {
    if (payment?.state === 'paid') return refusal(422, 'The payment cannot be canceled');
    if (payment?.state === 'open') happen('over', payment);
    return shown(payment);
  };
  const shown = (payment: Payment | undefined): GatewayAnswer =>
    payment
      ? { status: 200, body: write(payment), headers: hal }
      : refusal(404, 'No payment exists with token');
  const answer = routed(
    [
      [/^POST \/v2\/payments$/, start],
      [/^DELETE \/v2\/payments\/(\w+)(?:\?|$)/, (_, id) => cancel(payments.find(id ?? ''))],
      [/^GET \/v2\/payments\/(\w+)(?:\?|$)/, (_, id) => shown(payments.find(id ?? ''))],
      [/^GET \/v2\/methods(?:\?|$)/, () => ({ status: 200, body: {}, headers: hal })],
    ],
    refusal(404, 'Not Found'),
  );
  return (request) =>
    request.headers['authorization'] === `Bearer ${account.secret()['apiKey']}`
      ? answer(request)
      : refusal(401, 'Unauthorized Request');
}

const { decimal, fromText } = countingOf('mollie');

function read(request: GatewayRequest): Wanted | GatewayAnswer {
  const content = parseJson(request.body);
  if (!isJson(request) || typeof content !== 'object') return refusal(400, 'Bad Request');
  const missing = ['description', 'redirectUrl'].find((name) => !textAt(content, name));
  if (missing) return refusal(422, `The '${missing}' field is missing`);
  const currency = textAt(content, 'amount', 'currency') ?? '';
  const amountMinor = fromText(textAt(content, 'amount', 'value'), currency);
  if (amountMinor === undefined) return refusal(422, 'The amount is invalid');
  return {
    orderReference: textAt(content, 'metadata', 'order_reference') ?? '',
    amountMinor,
    currency,
    description: textAt(content, 'description'),
    returnUrl: textAt(content, 'redirectUrl'),
    cancelUrl: textAt(content, 'cancelUrl'),
    callbackUrl: textAt(content, 'webhookUrl'),
    content,
  };
}

// The SDK takes nothing else for an answer of Mollie's.
const hal = { 'content-type': 'application/hal+json' };

const statuses = {
  open: 'open',
  approved: 'authorized',
  paid: 'paid',
  failed: 'failed',
  over: 'canceled',
} as const;

function paymentOf(payment: Payment, mode: string): object {
  const { id, content, state, currency } = payment;
  const money = (amountMinor: number) => ({ currency, value: decimal(amountMinor, currency) });
  const isDisputed = payment.dispute === 'open' || payment.dispute === 'lost';
  const isAsked = textAt(content, 'cardToken') !== undefined;
  const back = new URLSearchParams({ of: id, to: textAt(content, 'redirectUrl') ?? '' });
  // The issuer of a card that was sent wants to see its owner first.
  const page = isAsked ? `https://pay.mollie.com/fake/bank?${back}` : `https://www.mollie.com/checkout/${id}`;
  return {
    resource: 'payment',
    id,
    mode,
    createdAt: '2026-01-01T00:00:00+00:00',
    amount: at(content, 'amount'),
    ...(refundedOf(payment) > 0 && { amountRefunded: money(refundedOf(payment)) }),
    ...(isDisputed && { amountChargedBack: money(payment.amountMinor) }),
    description: textAt(content, 'description'),
    method: null,
    metadata: at(content, 'metadata'),
    status: statuses[state],
    isCancelable: false,
    sequenceType: 'oneoff',
    profileId: 'pfl_1',
    redirectUrl: textAt(content, 'redirectUrl'),
    _links: {
      self: { href: `https://api.mollie.com/v2/payments/${id}`, type: 'application/hal+json' },
      ...(state === 'open' && { checkout: { href: page, type: 'text/html' } }),
      dashboard: { href: `https://my.mollie.com/dashboard/payments/${id}`, type: 'text/html' },
    },
    ...payment.change,
  };
}

function refusal(status: number, detail: string): GatewayAnswer {
  const documentation = { href: 'https://docs.mollie.com/errors', type: 'text/html' };
  return { status, body: { status, title: 'Error', detail, _links: { documentation } }, headers: hal };
}
