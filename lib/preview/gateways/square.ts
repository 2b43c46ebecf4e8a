import { at, integerAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import { createIdempotency } from './idempotency.ts';
import { type Payment, type Payments, refundedOf, type Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson, mac } from './signing.ts';
import { cardOfToken } from './test-cards.ts';

/** Square: payment links and payments. It signs the address that was registered together with the body. */
export const square: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  let events = 0;
  return {
    api: createApi(context),
    tells: (happening) => told[happening] ?? [],
    hostedPayment: (request) => payments.find(`PAYMENT${/^\/u\/(\d+)$/.exec(pathOf(request))?.[1]}`),
    returnQuery: ({ number, id }) => ({ transactionId: id, orderId: `ORDER${number}` }),
    callback: ({ payment, type, at: time, change = {} }) => {
      events += 1;
      const event = { event_id: `event-${events}`, type, created_at: time.toISOString() };
      const object = objectOf(type, payment, change);
      const body = Buffer.from(JSON.stringify({ ...event, data: { object } }));
      return () => {
        const key = account.secret()['signatureKey'] ?? '';
        const signed = Buffer.concat([Buffer.from(account.callbackUrl), body]);
        const signature = mac('sha256', key, signed, 'base64');
        const headers = [
          ['content-type', 'application/json'],
          ['x-square-hmacsha256-signature', signature],
        ] as const;
        return { query: '', headers, body };
      };
    },
  };
};

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: ['payment.created', 'payment.updated'],
  declined: ['payment.updated'],
  refunded: ['refund.created', 'refund.updated'],
  disputed: ['dispute.created'],
  won: ['dispute.state.updated'],
  lost: ['dispute.state.updated'],
};

const { units, fromUnits } = countingOf('square');
const links = '/v2/online-checkout/payment-links';

function createApi(context: FakeContext): FakeGateway['api'] {
  const { account, payments, happen } = context;
  const idempotency = createIdempotency(refusal(400, 'IDEMPOTENCY_KEY_REUSED'));
  const start = (request: GatewayRequest): GatewayAnswer => {
    const wanted = wantedIn(request, account.secret()['locationId']);
    if ('status' in wanted) return wanted;
    return idempotency.once(textAt(wanted.content, 'idempotency_key'), request.path + request.body, () =>
      request.path === links ? makeLink(request, wanted, payments) : charge(wanted, context),
    );
  };
  const unlink = (number: string | undefined): GatewayAnswer | undefined => {
    const payment = payments.find(`PAYMENT${number}`);
    if (payment?.state === 'open' || payment?.state === 'failed') happen('over', payment);
    return payment && { status: 200, body: { id: `LINK${number}` } };
  };
  const found = (number: string | undefined, write: (payment: Payment) => object) => {
    const payment = payments.find(`PAYMENT${number}`);
    return payment && { status: 200, body: write(payment) };
  };
  const answer = routed(
    [
      [/^POST \/v2\/(?:online-checkout\/payment-links|payments)$/, start],
      [/^DELETE \/v2\/online-checkout\/payment-links\/LINK(\d+)$/, (_, number) => unlink(number)],
      [/^GET \/v2\/orders\/ORDER(\d+)$/, (_, number) => found(number, (each) => ({ order: orderOf(each) }))],
      [
        /^GET \/v2\/payments\/PAYMENT(\d+)$/,
        (_, number) => found(number, (each) => ({ payment: paymentOf(each) })),
      ],
      [/^GET \/v2\/locations$/, () => ({ status: 200, body: { locations: [] } })],
    ],
    refusal(404, 'NOT_FOUND'),
  );
  return (request) =>
    request.headers['authorization'] === `Bearer ${account.secret()['accessToken']}`
      ? answer(request)
      : refusal(401, 'UNAUTHORIZED');
}

function makeLink({ host }: GatewayRequest, wanted: Wanted, payments: Payments): GatewayAnswer {
  const { number } = payments.make((each) => `PAYMENT${each}`, wanted);
  const page = host === 'connect.squareup.com' ? 'square.link' : 'sandbox.square.link';
  const link = { id: `LINK${number}`, version: 1, order_id: `ORDER${number}` };
  return { status: 200, body: { payment_link: { ...link, url: `https://${page}/u/${number}` } } };
}

/** Charges a card of Square's script. A refusal names no payment. */
function charge(wanted: Wanted, { payments, happen }: FakeContext): GatewayAnswer {
  const payment = payments.make((number) => `PAYMENT${number}`, wanted);
  const isGood = cardOfToken(textAt(wanted.content, 'source_id')) === 'paid';
  happen(isGood ? 'paid' : 'declined', payment);
  if (isGood) return { status: 200, body: { payment: paymentOf(payment) } };
  return { status: 402, body: { errors: [{ category: 'PAYMENT_METHOD_ERROR', code: 'GENERIC_DECLINE' }] } };
}

function wantedIn(request: GatewayRequest, locationId: string | undefined): Wanted | GatewayAnswer {
  if (!isJson(request)) return refusal(400, 'BAD_REQUEST');
  const content = parseJson(request.body);
  if (!textAt(content, 'idempotency_key')) return refusal(400, 'MISSING_REQUIRED_PARAMETER');
  const order = at(content, 'order') ?? content;
  const money = at(order, 'line_items', 0, 'base_price_money') ?? at(order, 'amount_money');
  const currency = textAt(money, 'currency') ?? '';
  const amountMinor = fromUnits(integerAt(money, 'amount'), currency);
  if (amountMinor === undefined) return refusal(400, 'MISSING_REQUIRED_PARAMETER');
  if (textAt(order, 'location_id') !== locationId) return refusal(403, 'FORBIDDEN');
  return {
    orderReference: textAt(content, 'payment_note') ?? textAt(content, 'reference_id') ?? '',
    amountMinor,
    currency,
    description: textAt(order, 'line_items', 0, 'name'),
    returnUrl: textAt(content, 'checkout_options', 'redirect_url'),
    content,
  };
}

function refusal(status: number, code: string): GatewayAnswer {
  return { status, body: { errors: [{ category: 'INVALID_REQUEST_ERROR', code }] } };
}

function orderOf({ number, id, orderReference, state }: Payment): object {
  return {
    id: `ORDER${number}`,
    reference_id: orderReference,
    state: state === 'paid' ? 'COMPLETED' : state === 'over' ? 'CANCELED' : 'OPEN',
    ...(state === 'paid' && { tenders: [{ id, payment_id: id }] }),
  };
}

const moneyOf = ({ currency }: Payment, amountMinor: number) => ({
  amount: units(amountMinor, currency),
  currency,
});

function paymentOf(payment: Payment): object {
  const refunded = refundedOf(payment);
  return {
    id: payment.id,
    status: payment.state === 'failed' ? 'FAILED' : 'COMPLETED',
    note: payment.orderReference,
    amount_money: moneyOf(payment, payment.amountMinor),
    ...(refunded > 0 && { refunded_money: moneyOf(payment, refunded) }),
    card_details: { status: 'CAPTURED', avs_status: 'AVS_ACCEPTED', cvv_status: 'CVV_ACCEPTED' },
    risk_evaluation: { risk_level: 'NORMAL' },
  };
}

const disputeStates = { open: 'EVIDENCE_REQUIRED', won: 'WON', lost: 'LOST' } as const;

function objectOf(type: string, payment: Payment, change: object): object {
  const { id } = payment;
  if (type.startsWith('payment.')) return { payment: { ...paymentOf(payment), ...change } };
  if (type.startsWith('refund.')) {
    const { number, amountMinor } = payment.refunds.at(-1) ?? { number: 1, amountMinor: payment.amountMinor };
    const refund = { id: `REFUND${number}-${id}`, payment_id: id, status: 'COMPLETED' };
    return { refund: { ...refund, amount_money: moneyOf(payment, amountMinor), ...change } };
  }
  if (type.startsWith('dispute.')) {
    const dispute = { id: `DISPUTE-${id}`, state: disputeStates[payment.dispute ?? 'open'] };
    const about = {
      disputed_payment: { payment_id: id },
      amount_money: moneyOf(payment, payment.amountMinor),
    };
    return { dispute: { ...dispute, ...about, ...change } };
  }
  throw new Error(`the fake knows no ${type}`);
}
