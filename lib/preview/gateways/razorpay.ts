import { basic } from '../../../lambda/gateways/http.ts';
import { integerAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import { type Payment, refundedOf, type Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson, mac, secondsOf } from './signing.ts';

/** Razorpay: payment links, and orders for its frame. It knows no idempotency key, and takes a reference once. */
export const razorpay: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  let events = 0;
  return {
    api: createApi(context),
    tells: (happening, payment) =>
      told[happening]?.map((type) => type.replace('LINK', isLink(payment) ? 'payment_link' : 'order')) ?? [],
    hostedPayment: (request) => payments.find(/^\/i\/(plink_\w+)$/.exec(pathOf(request))?.[1] ?? ''),
    scriptPayment: (name) => payments.find(name),
    returnQuery: (payment) => ({
      razorpay_payment_id: payId(payment),
      razorpay_payment_link_id: payment.id,
      razorpay_payment_link_reference_id: textAt(payment.content, 'reference_id') ?? '',
      razorpay_payment_link_status: 'paid',
    }),
    callback: ({ payment, type, at, change = {} }) => {
      events += 1;
      const id = `event${events}`;
      const event = { entity: 'event', event: type, created_at: secondsOf(at) };
      const body = Buffer.from(JSON.stringify({ ...event, payload: payloadOf(type, payment, change) }));
      return () => ({
        query: '',
        headers: [
          ['content-type', 'application/json'],
          ['x-razorpay-event-id', id],
          ['x-razorpay-signature', mac('sha256', account.secret()['webhookSecret'] ?? '', body)],
        ],
        body,
      });
    },
  };
};

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: ['payment.authorized', 'payment.captured', 'LINK.paid'],
  declined: ['payment.failed'],
  over: ['payment_link.cancelled'],
  refunded: ['refund.processed'],
  disputed: ['payment.dispute.created'],
  won: ['payment.dispute.won'],
  lost: ['payment.dispute.lost'],
};

const isLink = ({ id }: Payment) => id.startsWith('plink_');
const payId = ({ number }: Payment) => `pay_${number}`;
const orderId = (payment: Payment) => (isLink(payment) ? `order_of_plink_${payment.number}` : payment.id);
const { units, fromUnits } = countingOf('razorpay');

const moneyOf = ({ currency }: Payment, amountMinor: number) => ({
  amount: units(amountMinor, currency),
  currency,
});

const notesOf = ({ orderReference }: Payment) => ({ notes: { order_reference: orderReference } });

function createApi({ account, payments, happen }: FakeContext): FakeGateway['api'] {
  const make = (request: GatewayRequest, prefix: 'plink' | 'order'): GatewayAnswer => {
    const wanted = read(request);
    if ('status' in wanted) return wanted;
    const reference = textAt(wanted.content, 'reference_id');
    const isKnown =
      reference !== undefined &&
      payments.all().some(({ content }) => textAt(content, 'reference_id') === reference);
    if (isKnown) return refusal(400, `payment link with given reference_id (${reference}) already exists`);
    const payment = payments.make((number) => `${prefix}_${number}`, wanted);
    return { status: 200, body: prefix === 'plink' ? linkOf(payment) : orderOf(payment) };
  };
  const answer = routed(
    [
      [/^POST \/v1\/payment_links$/, (request) => make(request, 'plink')],
      [/^POST \/v1\/orders$/, (request) => make(request, 'order')],
      [/^POST \/v1\/payment_links\/(plink_\d+)\/cancel$/, (_, id) => cancel(payments.find(id ?? ''), happen)],
      [/^GET \/v1\/payment_links\/(plink_\d+)$/, (_, id) => found(payments.find(id ?? ''), linkOf)],
      [
        /^GET \/v1\/orders\?(?:receipt=([\w.-]+)|count=\d+)$/,
        (_, receipt) =>
          listed(
            payments
              .all()
              .filter(({ content }) => textAt(content, 'receipt') === receipt)
              .map(orderOf),
          ),
      ],
      [
        /^GET \/v1\/orders\/(\w+)\/payments$/,
        (_, id) =>
          listed(
            payments
              .all()
              .filter((each) => orderId(each) === id && wasTried(each))
              .map(paymentOf),
          ),
      ],
    ],
    refusal(404, 'The requested URL was not found on the server.'),
  );
  return (request) => {
    const { keyId = '', keySecret = '' } = account.secret();
    const isOpened = request.headers['authorization'] === basic(keyId, keySecret)['authorization'];
    return isOpened ? answer(request) : refusal(401, 'Authentication failed');
  };
}

const wasTried = ({ state }: Payment) => state === 'paid' || state === 'failed';
const listed = (items: readonly object[]): GatewayAnswer => ({
  status: 200,
  body: { entity: 'collection', count: items.length, items },
});

function found(payment: Payment | undefined, write: (payment: Payment) => object): GatewayAnswer | undefined {
  return payment && { status: 200, body: write(payment) };
}

function cancel(link: Payment | undefined, happen: FakeContext['happen']): GatewayAnswer | undefined {
  if (link?.state === 'paid' || link?.state === 'over')
    return refusal(400, `Payment Link cannot be cancelled: it is ${link.state}`);
  if (link) happen('over', link);
  return found(link, linkOf);
}

function read(request: GatewayRequest): Wanted | GatewayAnswer {
  const content = parseJson(request.body);
  if (!isJson(request) || content === undefined) return refusal(400, 'The request is not JSON');
  const currency = textAt(content, 'currency') ?? '';
  const amountMinor = fromUnits(integerAt(content, 'amount'), currency);
  if (amountMinor === undefined) return refusal(400, 'The amount must be an integer of the smallest unit');
  return {
    orderReference: textAt(content, 'notes', 'order_reference') ?? '',
    amountMinor,
    currency,
    description: textAt(content, 'description'),
    returnUrl: textAt(content, 'callback_url'),
    content,
  };
}

function refusal(status: number, description: string): GatewayAnswer {
  return { status, body: { error: { code: 'BAD_REQUEST_ERROR', description } } };
}

const linkStates = {
  open: 'created',
  failed: 'created',
  approved: 'created',
  paid: 'paid',
  over: 'cancelled',
} as const;

function linkOf(payment: Payment): object {
  const { id, state, content, amountMinor } = payment;
  return {
    id,
    ...moneyOf(payment, amountMinor),
    amount_paid: state === 'paid' ? moneyOf(payment, amountMinor).amount : 0,
    reference_id: textAt(content, 'reference_id'),
    short_url: `https://rzp.io/i/${id}`,
    status: linkStates[state],
    ...(wasTried(payment) && { order_id: orderId(payment) }),
    ...notesOf(payment),
  };
}

function orderOf(payment: Payment): object {
  const { amount, currency } = moneyOf(payment, payment.amountMinor);
  return {
    id: orderId(payment),
    entity: 'order',
    amount,
    amount_paid: payment.state === 'paid' ? amount : 0,
    currency,
    receipt: textAt(payment.content, 'receipt'),
    status: payment.state === 'paid' ? 'paid' : 'created',
    ...notesOf(payment),
  };
}

function paymentOf(payment: Payment): object {
  const refunded = refundedOf(payment);
  const isWhole = refunded === payment.amountMinor;
  return {
    id: payId(payment),
    entity: 'payment',
    ...moneyOf(payment, payment.amountMinor),
    amount_refunded: units(refunded, payment.currency),
    captured: payment.state === 'paid',
    order_id: orderId(payment),
    status: payment.state === 'failed' ? 'failed' : isWhole ? 'refunded' : 'captured',
    ...notesOf(payment),
  };
}

function disputeOf(payment: Payment): object {
  const { dispute = 'open' } = payment;
  const { amount, currency } = moneyOf(payment, payment.amountMinor);
  return {
    id: `disp_${payment.number}`,
    entity: 'dispute',
    payment_id: payId(payment),
    amount,
    currency,
    amount_deducted: dispute === 'lost' ? amount : 0,
    status: dispute,
  };
}

function refundOf(payment: Payment): object {
  const { number, amountMinor } = payment.refunds.at(-1) ?? { number: 1, amountMinor: payment.amountMinor };
  return {
    id: `rfnd_${payment.number}_${number}`,
    entity: 'refund',
    payment_id: payId(payment),
    ...moneyOf(payment, amountMinor),
    status: 'processed',
  };
}

/** What an event brings along, by the first part of its type. */
function payloadOf(type: string, payment: Payment, change: object): object {
  const paid = { payment: { entity: paymentOf(payment) } };
  const changed = (entity: object) => ({ entity: { ...entity, ...change } });
  if (type.startsWith('payment.dispute.')) return { ...paid, dispute: changed(disputeOf(payment)) };
  if (type.startsWith('payment.')) return { payment: changed(paymentOf(payment)) };
  if (type.startsWith('refund.')) return { ...paid, refund: changed(refundOf(payment)) };
  if (type.startsWith('order.')) return { ...paid, order: changed(orderOf(payment)) };
  if (type === 'payment_link.paid') return { ...paid, payment_link: changed(linkOf(payment)) };
  if (type.startsWith('payment_link.')) return { payment_link: changed(linkOf(payment)) };
  throw new Error(`the fake knows no ${type}`);
}
