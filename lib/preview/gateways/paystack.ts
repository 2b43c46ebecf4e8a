import { integerAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { takesCurrency } from '../../../lambda/gateways/registry.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import { type Payment, refundableOf, type Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson, mac } from './signing.ts';

/** Paystack: transactions, for its page and for its frame. It signs with the key of its API, and takes a reference once. */
export const paystack: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  return {
    api: createApi(context),
    tells: (happening) => told[happening] ?? [],
    hostedPayment: (request) => payments.find(pathOf(request).slice(1)),
    scriptPayment: (name) => payments.find(name),
    returnQuery: (payment) => ({ trxref: referenceOf(payment), reference: referenceOf(payment) }),
    callback: ({ payment, type, at, change = {} }) => {
      const data = { ...dataOf(type, payment, at), domain: account.config.mode, ...change };
      const body = Buffer.from(JSON.stringify({ event: type, data }));
      return () => {
        const signature = mac('sha512', account.secret()['secretKey'] ?? '', body);
        const headers = [
          ['content-type', 'application/json'],
          ['x-paystack-signature', signature],
        ] as const;
        return { query: '', headers, body };
      };
    },
  };
};

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: ['charge.success'],
  declined: ['charge.failed'],
  refunded: ['refund.processed'],
  disputed: ['charge.dispute.create'],
  won: ['charge.dispute.resolve'],
  lost: ['charge.dispute.resolve'],
};

const { units, fromUnits } = countingOf('paystack');
const referenceOf = ({ content }: Payment) => textAt(content, 'reference') ?? '';

function createApi(context: FakeContext): FakeGateway['api'] {
  const { account, payments } = context;
  const byReference = (reference: string | undefined) =>
    payments.all().find((payment) => referenceOf(payment) === reference);
  const initialize = (request: GatewayRequest): GatewayAnswer => {
    const wanted = read(request, context);
    if ('status' in wanted) return wanted;
    const reference = textAt(wanted.content, 'reference');
    if (byReference(reference)) return refusal(400, 'Duplicate Transaction Reference');
    const { id } = payments.make((number) => `access-${number}`, wanted);
    const url = `https://checkout.paystack.com/${id}`;
    const data = { authorization_url: url, access_code: id, reference };
    return { status: 200, body: { status: true, message: 'Authorization URL created', data } };
  };
  const verify = (reference: string | undefined): GatewayAnswer | undefined => {
    const payment = byReference(reference);
    const { mode } = account.config;
    return (
      payment && { status: 200, body: { status: true, data: { ...transactionOf(payment), domain: mode } } }
    );
  };
  const answer = routed(
    [
      [/^POST \/transaction\/initialize$/, initialize],
      [/^GET \/transaction\/verify\/([\w.-]+)$/, (_, reference) => verify(reference)],
      [/^GET \/balance$/, () => ({ status: 200, body: { status: true, data: [] } })],
    ],
    refusal(404, 'Transaction reference not found', 'transaction_not_found'),
  );
  return (request) =>
    request.headers['authorization'] === `Bearer ${account.secret()['secretKey']}`
      ? answer(request)
      : refusal(401, 'Invalid key');
}

function read(request: GatewayRequest, { account }: FakeContext): Wanted | GatewayAnswer {
  const content = parseJson(request.body);
  if (!isJson(request) || content === undefined) return refusal(400, 'The request is not JSON');
  if (!textAt(content, 'email')?.includes('@')) return refusal(400, 'Invalid Email Address Passed');
  const currency = textAt(content, 'currency') ?? '';
  const amountMinor = fromUnits(integerAt(content, 'amount'), currency);
  if (amountMinor === undefined) return refusal(400, 'Invalid Amount Sent');
  if (!takesCurrency(account.config, currency, [currency]))
    return refusal(403, 'Currency not supported by merchant');
  return {
    orderReference: textAt(content, 'metadata', 'order_reference') ?? '',
    amountMinor,
    currency,
    returnUrl: textAt(content, 'callback_url'),
    cancelUrl: textAt(content, 'metadata', 'cancel_action'),
    content,
  };
}

function refusal(status: number, message: string, code?: string): GatewayAnswer {
  return { status, body: { status: false, message, ...(code !== undefined && { code }) } };
}

const statuses = {
  open: 'abandoned',
  approved: 'ongoing',
  paid: 'success',
  failed: 'failed',
  over: 'abandoned',
} as const;

function transactionOf(payment: Payment): object {
  const { number, currency, amountMinor, orderReference, state } = payment;
  const isReversed = state === 'paid' && refundableOf(payment) === 0;
  return {
    id: 1_000_000 + number,
    reference: referenceOf(payment),
    amount: units(amountMinor, currency),
    currency,
    status: isReversed ? 'reversed' : statuses[state],
    metadata: { order_reference: orderReference },
  };
}

/** What an event says. Refunds and disputes name their transaction, and some amounts are text. */
function dataOf(type: string, payment: Payment, at: Date): object {
  const { number, currency, amountMinor } = payment;
  if (type.startsWith('charge.dispute.')) {
    return {
      id: 3_000_000 + number,
      refund_amount: units(amountMinor, currency),
      currency,
      resolution:
        payment.dispute === 'lost' ? 'merchant-accepted' : payment.dispute === 'won' ? 'declined' : null,
      transaction: transactionOf(payment),
    };
  }
  if (type.startsWith('refund.')) {
    const refund = payment.refunds.at(-1) ?? { number: 1, amountMinor };
    return {
      id: String(2_000_000 + number * 100 + refund.number),
      status: 'processed',
      transaction_reference: referenceOf(payment),
      amount: String(units(refund.amountMinor, currency)),
      currency,
    };
  }
  if (!type.startsWith('charge.')) throw new Error(`the fake knows no ${type}`);
  return { ...transactionOf(payment), paid_at: at.toISOString() };
}
