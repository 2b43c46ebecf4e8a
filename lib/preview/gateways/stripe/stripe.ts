import { createHmac } from 'node:crypto';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from '../fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from '../gateway-request.ts';
import type { Happening } from '../happenings.ts';
import { createIdempotency } from '../idempotency.ts';
import type { Payment, Payments } from '../payments.ts';
import { chargeOf, disputeOf, intentOf, madeOf, objectOf, refundOf } from './objects.ts';
import { makers, refusal } from './requests.ts';

/** Stripe: Checkout Sessions and PaymentIntents, with their charges, refunds and disputes. */
export const stripe: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  let events = 0;
  return {
    api: createApi(context),
    tells,
    hostedPayment: (request) => payments.find(/^\/c\/pay\/(cs_test_\d+)$/.exec(pathOf(request))?.[1] ?? ''),
    scriptPayment: (name) => payments.find(name.split('_secret_')[0] ?? ''),
    callback: ({ payment, type, at, change = {} }) => {
      const object = { ...objectOf(type, payment), ...payment.change, ...change };
      events += 1;
      const event = {
        id: `evt_${events}`,
        object: 'event',
        created: seconds(at),
        livemode: account.config.mode === 'live',
        type,
        data: { object },
      };
      const body = Buffer.from(JSON.stringify(event, null, 2));
      return (sentAt) => ({
        query: '',
        headers: [
          ['content-type', 'application/json; charset=utf-8'],
          ['stripe-signature', signature(body, account.secret()['signingSecret'] ?? '', sentAt)],
        ],
        body,
      });
    },
  };
};

const seconds = (time: Date) => Math.floor(time.getTime() / 1000);

/** https://docs.stripe.com/webhooks/signature: the time, a point and the body; anew with each try. */
function signature(body: Buffer, key: string, at: Date): string {
  const mac = createHmac('sha256', key)
    .update(`${seconds(at)}.`)
    .update(body)
    .digest('hex');
  return `t=${seconds(at)},v1=${mac}`;
}

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  declined: ['charge.failed', 'payment_intent.payment_failed'],
  refunded: ['refund.created', 'charge.refunded'],
  disputed: ['charge.dispute.created', 'charge.dispute.funds_withdrawn'],
  won: ['charge.dispute.funds_reinstated', 'charge.dispute.closed'],
  lost: ['charge.dispute.closed'],
};

function tells(happening: Happening, { id }: Payment): readonly string[] {
  const isSession = id.startsWith('cs_');
  if (happening === 'over') return [isSession ? 'checkout.session.expired' : 'payment_intent.canceled'];
  if (happening !== 'paid') return told[happening] ?? [];
  const both = ['charge.succeeded', 'payment_intent.succeeded'];
  return isSession ? [...both, 'checkout.session.completed'] : both;
}

function createApi({ account, payments, happen }: FakeContext): FakeGateway['api'] {
  const idempotency = createIdempotency(
    refusal(
      400,
      'idempotency_error',
      'Keys for idempotent requests can only be used with the same parameters',
    ),
    { headers: { 'idempotent-replayed': 'true' } },
  );
  const make = (request: GatewayRequest): GatewayAnswer => {
    const maker = makers[`${request.method} ${request.path}`];
    if (!maker) return refusal(404, 'invalid_request_error', 'Unrecognized request URL');
    if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return refusal(400, 'invalid_request_error', 'Invalid request body encoding');
    const wanted = maker.read(new URLSearchParams(request.body));
    if ('status' in wanted) return wanted;
    return idempotency.once(request.headers['idempotency-key'], request.path + request.body, () => {
      const payment = payments.make(maker.id, wanted);
      return { status: 200, body: { ...madeOf(payment), ...maker.more(payment) } };
    });
  };
  const end = (payment: Payment | undefined): GatewayAnswer => {
    if (!payment) return refusal(404, 'invalid_request_error', 'No such object');
    if (payment.state === 'paid' || payment.state === 'over')
      return refusal(400, 'invalid_request_error', 'Only what is open can be ended');
    happen('over', payment);
    return { status: 200, body: madeOf(payment) };
  };
  return (request) => {
    if (request.headers['authorization'] !== `Bearer ${account.secret()['secretKey']}`)
      return refusal(401, 'invalid_request_error', 'Invalid API Key provided');
    const [, ending] = endPath.exec(`${request.method} ${request.path}`) ?? [];
    if (ending !== undefined) return end(payments.find(ending));
    return request.method === 'GET' ? read(pathOf(request), payments) : make(request);
  };
}

const endPath =
  /^POST \/v1\/(?:checkout\/sessions\/(?=.*\/expire$)|payment_intents\/(?=.*\/cancel$))(\w+)\/\w+$/;

type Writer = (payment: Payment) => object;

/** What can be asked for: where it lies, and whether a payment has one. */
const readable: readonly (readonly [path: RegExp, write: Writer, isThere: (payment: Payment) => boolean])[] =
  [
    [/^\/v1\/checkout\/sessions\/cs_test_(\d+)$/, madeOf, ({ id }) => id.startsWith('cs_')],
    [/^\/v1\/payment_intents\/pi_test_(\d+)$/, intentOf, () => true],
    [/^\/v1\/charges\/ch_test_(\d+)$/, chargeOf, ({ state }) => state === 'paid'],
    [/^\/v1\/refunds\/re_test_(\d+)_\d+$/, refundOf, ({ refunds }) => refunds.length > 0],
    [/^\/v1\/disputes\/dp_test_(\d+)$/, disputeOf, ({ dispute }) => dispute !== undefined],
  ];

function read(path: string, payments: Payments): GatewayAnswer {
  if (path === '/v1/balance') return { status: 200, body: { object: 'balance' } };
  for (const [pattern, write, isThere] of readable) {
    const [, number] = pattern.exec(path) ?? [];
    const payment = payments.all().find((each) => each.number === Number(number));
    if (payment && isThere(payment)) return { status: 200, body: { ...write(payment), ...payment.change } };
  }
  return refusal(404, 'invalid_request_error', 'No such object');
}
