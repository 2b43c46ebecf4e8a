import { at, entryOf, isObject, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { takesCurrency } from '../../../lambda/gateways/registry.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, queryOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import type { Payment, Payments, Refund, Wanted } from './payments.ts';
import { mac } from './signing.ts';
import { cardOfToken } from './test-cards.ts';

/** Authorize.Net: Accept Hosted, transactions of Accept.js, and the lists in which they are found. It tells of no disputes. */
export const authorizenet: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  let events = 0;
  return {
    api: createApi(context),
    tells: (happening) => told[happening] ?? [],
    // The shop's page posts the token here; later the page's own address names it.
    hostedPayment: (request) => {
      const token = new URLSearchParams(request.body).get('token') ?? queryOf(request).get('token') ?? '';
      return payments.find(token.replace('token-of-', ''));
    },
    callback: ({ payment, type, at: time, change = {} }) => {
      events += 1;
      const event = {
        notificationId: `notification-${events}`,
        eventType: type,
        eventDate: time.toISOString(),
      };
      const payload = { ...payloadOf(type, payment), ...change };
      const body = Buffer.from(JSON.stringify({ ...event, webhookId: 'webhook-1', payload }));
      return () => {
        // The key's characters themselves: decoded from hexadecimal it would sign another hash.
        const signature = mac('sha512', account.secret()['signatureKey'] ?? '', body).toUpperCase();
        const headers = [
          ['content-type', 'application/json'],
          ['x-anet-signature', `sha512=${signature}`],
        ] as const;
        return { query: '', headers, body };
      };
    },
  };
};

const captured = 'net.authorize.payment.authcapture.created';
const refunded = 'net.authorize.payment.refund.created';

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: [captured],
  declined: [captured],
  refunded: [refunded],
};

const { decimal, fromText } = countingOf('authorizenet');
const transId = ({ number }: Payment) => String(60_000_000 + number);
const refundId = ({ number }: Payment, refund: Refund) => String(70_000_000 + number * 100 + refund.number);
const lastRefund = ({ refunds, amountMinor }: Payment): Refund =>
  refunds.at(-1) ?? { number: 1, amountMinor };

function payloadOf(type: string, payment: Payment): object {
  const { amountMinor, currency, orderReference, state } = payment;
  const about = { entityName: 'transaction', invoiceNumber: orderReference };
  if (type === refunded) {
    const refund = lastRefund(payment);
    return {
      ...about,
      responseCode: 1,
      authAmount: Number(decimal(refund.amountMinor, currency)),
      id: refundId(payment, refund),
    };
  }
  if (type !== captured) throw new Error(`the fake knows no ${type}`);
  const responseCode = state === 'failed' ? 2 : 1;
  const authAmount = Number(decimal(amountMinor, currency));
  return { ...about, responseCode, authCode: 'ABC123', avsResponse: 'Y', authAmount, id: transId(payment) };
}

type Asked = (content: object, context: FakeContext) => GatewayAnswer;

/** By the name of the request, which stands in the body. */
const asks: Readonly<Record<string, Asked>> = {
  authenticateTestRequest: () => ok({}),
  getHostedPaymentPageRequest: openPage,
  createTransactionRequest: charge,
  getTransactionDetailsRequest: (content, { payments }) => details(textAt(content, 'transId'), payments),
  getUnsettledTransactionListRequest: (_, { payments }) => {
    const rows = payments.all().filter(wasTried).map(rowOf);
    return ok({ totalNumInResultSet: rows.length, ...(rows.length > 0 && { transactions: rows }) });
  },
  // Nothing is ever settled here, and an empty list is left out.
  getSettledBatchListRequest: () => ok({}),
  getTransactionListRequest: () => ok({}),
};

function createApi(context: FakeContext): FakeGateway['api'] {
  return ({ method, path, body }) => {
    if (method !== 'POST' || path !== '/xml/v1/request.api') return { status: 404, body: '' };
    const [[name = '', content] = []] = Object.entries(parseJson(body) ?? {});
    const ask = entryOf(asks, name);
    if (!ask || !isObject(content)) return error('E00003', 'The element is invalid.');
    if (!isOpened(content, context))
      return error('E00007', 'User authentication failed due to invalid authentication values.');
    return ask(content, context);
  };
}

function isOpened(content: object, { account }: FakeContext): boolean {
  const { apiLoginId, transactionKey } = account.secret();
  const given = at(content, 'merchantAuthentication');
  return textAt(given, 'name') === apiLoginId && textAt(given, 'transactionKey') === transactionKey;
}

// Whatever it is, its status is 200, and a mark of the byte order comes first.
function reply(resultCode: 'Ok' | 'Error', code: string, text: string, content: object): GatewayAnswer {
  const messages = { resultCode, message: [{ code, text }] };
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return { status: 200, body: `\uFEFF${JSON.stringify({ ...content, messages })}`, headers };
}

const ok = (content: object) => reply('Ok', 'I00001', 'Successful.', content);
const error = (code: string, text: string, content = {}) => reply('Error', code, text, content);

function wantedIn(content: object, { account }: FakeContext): Wanted | GatewayAnswer {
  const request = at(content, 'transactionRequest');
  const currency = textAt(request, 'currencyCode') ?? '';
  if (!takesCurrency(account.config, currency, [currency]))
    return error('E00027', 'The currency is not one that the account takes.');
  const amountMinor = fromText(textAt(request, 'amount'), currency);
  if (amountMinor === undefined) return error('E00027', 'A valid amount is required.');
  const orderReference = textAt(request, 'order', 'invoiceNumber') ?? '';
  if (orderReference.length > 20) return error('E00003', 'The invoice number is too long.');
  const description = textAt(request, 'order', 'description');
  return { orderReference, amountMinor, currency, description, ...returnsIn(content), content };
}

/** Settings of the page are JSON in JSON. */
function returnsIn(content: object): Pick<Wanted, 'returnUrl' | 'cancelUrl'> {
  const settings = at(content, 'hostedPaymentSettings', 'setting');
  const found = (Array.isArray(settings) ? settings : []).find(
    (each) => textAt(each, 'settingName') === 'hostedPaymentReturnOptions',
  );
  const returns = parseJson(textAt(found, 'settingValue') ?? '');
  return { returnUrl: textAt(returns, 'url'), cancelUrl: textAt(returns, 'cancelUrl') };
}

function openPage(content: object, context: FakeContext): GatewayAnswer {
  const wanted = wantedIn(content, context);
  if ('status' in wanted) return wanted;
  const { id } = context.payments.make((number) => `hosted-${number}`, wanted);
  return ok({ token: `token-of-${id}` });
}

/** Charges a nonce of Accept.js, which counts once. */
function charge(content: object, context: FakeContext): GatewayAnswer {
  const wanted = wantedIn(content, context);
  if ('status' in wanted) return wanted;
  const nonce = textAt(content, 'transactionRequest', 'payment', 'opaqueData', 'dataValue');
  if (!nonce) return error('E00003', 'The payment is missing.');
  const payment = context.payments.make((number) => `sale-${number}`, wanted);
  const isGood = cardOfToken(nonce) === 'paid';
  context.happen(isGood ? 'paid' : 'declined', payment);
  const transactionResponse = {
    responseCode: isGood ? '1' : '2',
    authCode: isGood ? 'ABC123' : '',
    avsResultCode: 'Y',
    transId: transId(payment),
    ...(!isGood && { errors: [{ errorCode: '2', errorText: 'This transaction has been declined.' }] }),
  };
  return ok({ transactionResponse });
}

const wasTried = ({ state }: Payment) => state === 'paid' || state === 'failed';

const rowOf = (payment: Payment) => ({
  transId: transId(payment),
  invoiceNumber: payment.orderReference,
  transactionStatus: statusOf(payment),
});

const statusOf = ({ state }: Payment) => (state === 'failed' ? 'declined' : 'capturedPendingSettlement');

function details(id: string | undefined, payments: Payments): GatewayAnswer {
  for (const payment of payments.all().filter(wasTried)) {
    if (transId(payment) === id) return ok({ transaction: saleOf(payment) });
    const refund = payment.refunds.find((each) => refundId(payment, each) === id);
    if (refund) return ok({ transaction: refundOf(payment, refund) });
  }
  return error('E00040', 'The record cannot be found.');
}

function saleOf(payment: Payment): object {
  return {
    ...rowOf(payment),
    transactionType: 'authCaptureTransaction',
    responseCode: payment.state === 'failed' ? 2 : 1,
    authAmount: Number(decimal(payment.amountMinor, payment.currency)),
    order: { invoiceNumber: payment.orderReference },
  };
}

function refundOf(payment: Payment, refund: Refund): object {
  return {
    transId: refundId(payment, refund),
    refTransId: transId(payment),
    transactionType: 'refundTransaction',
    transactionStatus: 'refundPendingSettlement',
    responseCode: 1,
    authAmount: Number(decimal(refund.amountMinor, payment.currency)),
    order: { invoiceNumber: payment.orderReference },
  };
}
