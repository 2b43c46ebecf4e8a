import { integerAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import { createIdempotency } from './idempotency.ts';
import { type Payment, refundedOf, type Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson, mac } from './signing.ts';

/** Checkout.com: hosted pages and payment sessions, whose payments are found by the shop's reference. */
export const checkoutcom: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  let events = 0;
  return {
    api: createApi(context),
    tells: (happening) => told[happening] ?? [],
    hostedPayment: (request) => payments.find(/^\/page\/(hpp_\d+)$/.exec(pathOf(request))?.[1] ?? ''),
    scriptPayment: (name) => payments.find(name),
    returnQuery: ({ number }) => ({ 'cko-payment-id': `pay_${number}` }),
    callback: ({ payment, type, at, change = {} }) => {
      events += 1;
      const data = { ...dataOf(type, payment), ...change };
      const event = { id: `evt_${events}`, type, created_on: at.toISOString(), data };
      const body = Buffer.from(JSON.stringify(event));
      return () => {
        const { signatureKey = '', authorizationKey } = account.secret();
        const headers = [
          ['content-type', 'application/json'],
          ['cko-signature', mac('sha256', signatureKey, body)],
          ...(authorizationKey ? [['authorization', authorizationKey] as const] : []),
        ] as const;
        return { query: '', headers, body };
      };
    },
  };
};

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: ['payment_approved', 'payment_captured'],
  declined: ['payment_declined'],
  over: ['payment_expired'],
  refunded: ['payment_refunded'],
  disputed: ['dispute_received'],
  won: ['dispute_won'],
  lost: ['dispute_lost'],
};

const { units, fromUnits } = countingOf('checkoutcom');

function createApi({ account, payments }: FakeContext): FakeGateway['api'] {
  const idempotency = createIdempotency(refusal(422, 'idempotency_key_already_used'));
  const make = (request: GatewayRequest, prefix: 'hpp' | 'ps'): GatewayAnswer => {
    const wanted = read(request, prefix);
    if ('status' in wanted) return wanted;
    const key = request.headers['cko-idempotency-key'];
    return idempotency.once(key, request.path + request.body, () => {
      const payment = payments.make((number) => `${prefix}_${number}`, wanted);
      return { status: 201, body: madeOf(payment, request) };
    });
  };
  const answer = routed(
    [
      [/^POST \/hosted-payments$/, (request) => make(request, 'hpp')],
      [/^POST \/payment-sessions$/, (request) => make(request, 'ps')],
      [
        /^GET \/payments\?limit=\d+&reference=(\w+)$/,
        (_, reference) => {
          const own = payments.all().filter((each) => each.orderReference === reference && wasTried(each));
          return { status: 200, body: { limit: 100, total_count: own.length, data: own.map(paymentOf) } };
        },
      ],
    ],
    { status: 404, body: {} },
  );
  return (request) =>
    request.headers['authorization'] === `Bearer ${account.secret()['secretKey']}`
      ? answer(request)
      : { status: 401, body: {} };
}

const wasTried = ({ state }: Payment) => state === 'paid' || state === 'failed';

function madeOf({ id, orderReference }: Payment, { host }: GatewayRequest): object {
  if (id.startsWith('ps_'))
    return { id, payment_session_token: `token-of-${id}`, payment_session_secret: `secret-of-${id}` };
  const page = host.includes('.sandbox.') ? 'pay.sandbox.checkout.com' : 'pay.checkout.com';
  return { id, reference: orderReference, _links: { redirect: { href: `https://${page}/page/${id}` } } };
}

function read(request: GatewayRequest, prefix: 'hpp' | 'ps'): Wanted | GatewayAnswer {
  const content = parseJson(request.body);
  if (!isJson(request) || content === undefined) return refusal(422, 'request_invalid');
  const currency = textAt(content, 'currency') ?? '';
  const amountMinor = fromUnits(integerAt(content, 'amount'), currency);
  if (amountMinor === undefined) return refusal(422, 'amount_invalid');
  const required = ['success_url', 'failure_url', ...(prefix === 'hpp' ? ['cancel_url'] : [])];
  const missing = required.find((name) => !textAt(content, name)?.startsWith('https://'));
  if (missing) return refusal(422, `${missing}_invalid`);
  if (!textAt(content, 'billing', 'address', 'country'))
    return refusal(422, 'billing_address_country_required');
  return {
    orderReference: textAt(content, 'reference') ?? '',
    amountMinor,
    currency,
    description: textAt(content, 'description'),
    returnUrl: textAt(content, 'success_url'),
    cancelUrl: textAt(content, 'cancel_url'),
    content,
  };
}

function refusal(status: number, code: string): GatewayAnswer {
  return { status, body: { error_type: 'request_invalid', error_codes: [code] } };
}

const checked = { source: { type: 'card', avs_check: 'Y', cvv_check: 'Y' }, risk: { flagged: false } };

/** A payment as it is asked for, with its sums so far. */
function paymentOf(payment: Payment): object {
  const { number, orderReference, amountMinor, currency, state } = payment;
  const amount = units(amountMinor, currency);
  const refunded = units(refundedOf(payment), currency);
  const balances = { total_authorized: amount, total_captured: amount, total_refunded: refunded };
  return {
    id: `pay_${number}`,
    reference: orderReference,
    amount,
    currency,
    status: state === 'failed' ? 'Declined' : refunded > 0 ? 'Partially Refunded' : 'Captured',
    ...(state === 'paid' && { balances }),
    ...checked,
  };
}

/** What an event says. Each capture and each refund is an action with an id of its own. */
function dataOf(type: string, payment: Payment): object {
  const { number, orderReference, currency } = payment;
  const amount = units(payment.amountMinor, currency);
  const about = { reference: orderReference, currency };
  if (type.startsWith('dispute_')) {
    const id = `dsp_${number}`;
    return { id, payment_id: `pay_${number}`, payment_reference: orderReference, amount, currency };
  }
  const refund = payment.refunds.at(-1) ?? { number: 1, amountMinor: payment.amountMinor };
  if (type === 'payment_refunded') {
    const action = { id: `pay_${number}`, action_id: `act_${number}_refund_${refund.number}` };
    return { ...about, ...action, amount: units(refund.amountMinor, currency) };
  }
  if (!type.startsWith('payment_')) throw new Error(`the fake knows no ${type}`);
  return { ...about, id: `pay_${number}`, action_id: `act_${number}_${type}`, amount, ...checked };
}
