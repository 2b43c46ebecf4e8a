import { createHash } from 'node:crypto';
import { basic } from '../../../lambda/gateways/http.ts';
import { parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import type { Payment, Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson, mac } from './signing.ts';
import { cardOfToken } from './test-cards.ts';

/** Braintree: tokens of clients and sales. It answers in XML, and posts a form that its API key signs. */
export const braintree: FakeGatewayMaker = (context) => ({
  api: createApi(context),
  tells: (happening) => told[happening] ?? [],
  callback: ({ payment, type, at, change = {} }) => {
    const subject = subjectOf(type, payment, currencyOf(context), change);
    const timestamp = `${at.toISOString().slice(0, 19)}Z`;
    const text = `<?xml version="1.0" encoding="UTF-8"?>${xml({ notification: { kind: type, timestamp, subject } })}`;
    const payload = `${Buffer.from(text).toString('base64')}\n`;
    return () => {
      const { publicKey = '', privateKey = '' } = context.account.secret();
      const key = createHash('sha1').update(privateKey).digest();
      const form = { bt_signature: `${publicKey}|${mac('sha1', key, payload)}`, bt_payload: payload };
      const headers = [['content-type', 'application/x-www-form-urlencoded']] as const;
      return { query: '', headers, body: Buffer.from(new URLSearchParams(form).toString()) };
    };
  },
});

// Of cards, the answer to a sale is all that tells of money coming in.
const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  refunded: ['transaction_disbursed'],
  disputed: ['dispute_opened'],
  won: ['dispute_won'],
  lost: ['dispute_lost'],
};

const { decimal, fromText } = countingOf('braintree');

/** A merchant account has one currency, which the storefront file names. */
function currencyOf({ account }: FakeContext): string {
  return account.config.currencies?.[0] ?? 'EUR';
}

function createApi(context: FakeContext): FakeGateway['api'] {
  const { account, payments, happen } = context;
  const sale = (request: GatewayRequest): GatewayAnswer => {
    const wanted = read(request, context);
    if ('status' in wanted) return wanted;
    const payment = payments.make((number) => `bt${number}`, wanted);
    const isGood = cardOfToken(textAt(wanted.content, 'transaction', 'payment_method_nonce')) === 'paid';
    happen(isGood ? 'paid' : 'declined', payment);
    const transaction = transactionOf(payment);
    if (isGood) return document(201, { transaction });
    return document(422, { 'api-error-response': { message: 'Do Not Honor', transaction } });
  };
  const answer = routed(
    [
      [/^POST \/client_token$/, () => document(201, { 'client-token': { value: 'client-token' } })],
      [/^POST \/transactions$/, sale],
      [
        /^GET \/transactions\/(bt\d+)$/,
        (_, id) => {
          const payment = payments.find(id ?? '');
          return payment && document(200, { transaction: transactionOf(payment) });
        },
      ],
      [
        /^GET \/merchant_accounts\/([^/]+)$/,
        (_, id) =>
          id === account.secret()['merchantAccountId']
            ? document(200, { 'merchant-account': { id, 'currency-iso-code': currencyOf(context) } })
            : undefined,
      ],
    ],
    { status: 404, body: '' },
  );
  return (request) => {
    const { publicKey = '', privateKey = '', merchantId = '' } = account.secret();
    if (request.headers['authorization'] !== basic(publicKey, privateKey)['authorization'])
      return { status: 401, body: '' };
    const root = `/merchants/${merchantId}`;
    if (!pathOf(request).startsWith(`${root}/`)) return { status: 403, body: '' };
    return answer({ ...request, path: request.path.slice(root.length) });
  };
}

function read(request: GatewayRequest, context: FakeContext): Wanted | GatewayAnswer {
  const content = parseJson(request.body);
  if (!isJson(request) || content === undefined) return { status: 400, body: '' };
  const asked = (name: string) => textAt(content, 'transaction', name);
  const currency = currencyOf(context);
  if (asked('merchant_account_id') !== context.account.secret()['merchantAccountId'])
    return invalid('merchant-account-id', '91513');
  const amountMinor = fromText(asked('amount'), currency);
  if (amountMinor === undefined) return invalid('amount', '81503');
  if (!asked('payment_method_nonce')) return invalid('payment-method-nonce', '91565');
  return { orderReference: asked('order_id') ?? '', amountMinor, currency, content };
}

function invalid(attribute: string, code: string): GatewayAnswer {
  const error = { code, attribute };
  return document(422, { 'api-error-response': { errors: { transaction: { errors: { error } } } } });
}

function document(status: number, content: object): GatewayAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?>${xml(content)}`;
  return { status, body, headers: { 'content-type': 'application/xml; charset=utf-8' } };
}

/** Nested members as elements. */
function xml(content: object): string {
  return Object.entries(content)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const inner =
        typeof value === 'object' ? xml(value) : String(value).replace(/&/g, '&amp;').replace(/</g, '&lt;');
      return `<${name}>${inner}</${name}>`;
    })
    .join('');
}

function transactionOf({ id, state, amountMinor, currency, orderReference }: Payment): object {
  const isDeclined = state === 'failed';
  return {
    id,
    status: isDeclined ? 'processor_declined' : 'submitted_for_settlement',
    type: 'sale',
    amount: decimal(amountMinor, currency),
    'currency-iso-code': currency,
    'order-id': orderReference,
    'processor-response-code': isDeclined ? '2000' : '1000',
    'avs-street-address-response-code': 'M',
    'avs-postal-code-response-code': 'M',
    'cvv-response-code': 'M',
  };
}

function subjectOf(type: string, payment: Payment, currency: string, change: object): object {
  const { id, orderReference, amountMinor } = payment;
  const money = (amount: number) => ({ amount: decimal(amount, currency), 'currency-iso-code': currency });
  if (type.startsWith('dispute_')) {
    const transaction = { id, 'order-id': orderReference, amount: decimal(amountMinor, currency) };
    const sums = {
      'amount-disputed': decimal(amountMinor, currency),
      'amount-won': payment.dispute === 'won' ? decimal(amountMinor, currency) : undefined,
    };
    return { dispute: { id: `dispute-${id}`, ...money(amountMinor), ...sums, transaction, ...change } };
  }
  if (type === 'transaction_disbursed') {
    const refund = payment.refunds.at(-1) ?? { number: 1, amountMinor };
    const credit = { id: `${id}r${refund.number}`, type: 'credit', 'refunded-transaction-id': id };
    return { transaction: { ...credit, ...money(refund.amountMinor), ...change } };
  }
  throw new Error(`the fake knows no ${type}`);
}
