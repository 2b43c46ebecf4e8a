import { at, integerAt, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, pathOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import { createIdempotency } from './idempotency.ts';
import type { Payment, Wanted } from './payments.ts';
import { routed } from './routes.ts';
import { isJson, mac } from './signing.ts';

/** Adyen, test and live: payment links and sessions, captured without delay. */
export const adyen: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  return {
    api: createApi(context),
    tells: (happening) => told[happening] ?? [],
    hostedPayment: (request) => payments.find(/^\/(PL\d+)$/.exec(pathOf(request))?.[1] ?? ''),
    scriptPayment: (name) => payments.find(name),
    callback: ({ payment, type, change = {} }) => {
      const item = { ...itemOf(type, payment), ...change };
      return () => {
        const { hmacKey = '', merchantAccount = '' } = account.secret();
        const signed = { merchantAccountCode: merchantAccount, ...item };
        const hmacSignature = mac('sha256', Buffer.from(hmacKey, 'hex'), lineOf(signed), 'base64');
        const NotificationRequestItem = { ...signed, additionalData: { hmacSignature } };
        const live = String(account.config.mode === 'live');
        const body = JSON.stringify({ live, notificationItems: [{ NotificationRequestItem }] });
        return { query: '', headers: [['content-type', 'application/json']], body: Buffer.from(body) };
      };
    },
  };
};

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: ['AUTHORISATION'],
  declined: ['AUTHORISATION'],
  over: ['OFFER_CLOSED'],
  refunded: ['REFUND'],
  disputed: ['NOTIFICATION_OF_CHARGEBACK', 'CHARGEBACK'],
  won: ['CHARGEBACK_REVERSED'],
  lost: ['DISPUTE_DEFENSE_PERIOD_ENDED'],
};

/** https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures: eight fields with a colon between. */
function lineOf(item: object): string {
  const fields = [
    at(item, 'pspReference'),
    at(item, 'originalReference'),
    at(item, 'merchantAccountCode'),
    at(item, 'merchantReference'),
    at(item, 'amount', 'value'),
    at(item, 'amount', 'currency'),
    at(item, 'eventCode'),
    at(item, 'success'),
  ];
  return fields.map((field) => field ?? '').join(':');
}

// These are about the payment itself; a modification has a reference of its own, and names the payment's as the original.
const aboutPayment = ['AUTHORISATION', 'OFFER_CLOSED'];

function itemOf(eventCode: string, payment: Payment): object {
  const { number, orderReference, currency, state, refunds } = payment;
  const refund = eventCode === 'REFUND' ? refunds.at(-1) : undefined;
  const own = `${eventCode}${number}${refund && refund.number > 1 ? `-${refund.number}` : ''}`;
  const references = aboutPayment.includes(eventCode)
    ? { pspReference: `PSP${number}`, originalReference: '' }
    : { pspReference: own, originalReference: `PSP${number}` };
  return {
    ...references,
    merchantReference: orderReference,
    amount: { value: units(refund?.amountMinor ?? payment.amountMinor, currency), currency },
    eventCode,
    success: String(eventCode !== 'AUTHORISATION' || state !== 'failed'),
  };
}

const { units, fromUnits } = countingOf('adyen');

function createApi({ account, payments, happen }: FakeContext): FakeGateway['api'] {
  const idempotency = createIdempotency(refusal(422, '704', 'request already processed or in progress'));
  const change = ({ body }: GatewayRequest, link: Payment): GatewayAnswer => {
    const status = textAt(parseJson(body), 'status');
    if (status !== 'expired') return refusal(422, '130', 'Invalid status');
    if (link.state === 'open' || link.state === 'failed') happen('over', link);
    return { status: 200, body: linkOf(link) };
  };
  const make = (request: GatewayRequest, wanted: Wanted): GatewayAnswer => {
    const isLink = request.path.endsWith('paymentLinks');
    const payment = payments.make((number) => `${isLink ? 'PL' : 'CS'}${number}`, wanted);
    const page = request.host === testHost ? 'test.adyen.link' : 'eu.adyen.link';
    const way = isLink ? { url: `https://${page}/${payment.id}` } : { sessionData: sessionData(payment) };
    return { status: 201, body: { ...linkOf(payment), ...way } };
  };
  const start = (request: GatewayRequest): GatewayAnswer => {
    const wanted = read(request, account.secret()['merchantAccount']);
    if ('status' in wanted) return wanted;
    return idempotency.once(request.headers['idempotency-key'], request.path + request.body, () =>
      make(request, wanted),
    );
  };
  const answer = routed(
    [
      [/^GET \/v3\/me$/, () => ({ status: 200, body: { active: true } })],
      [
        /^(PATCH|GET) \/(?:checkout\/)?v72\/paymentLinks\/(PL\d+)$/,
        (request, method, id) => {
          const link = payments.find(id ?? '');
          return link && (method === 'PATCH' ? change(request, link) : { status: 200, body: linkOf(link) });
        },
      ],
      [/^POST /, start],
    ],
    refusal(404, '000', 'Not Found'),
  );
  return (request) =>
    request.headers['x-api-key'] === account.secret()['apiKey']
      ? answer(request)
      : refusal(401, '000', 'HTTP Status Response - Unauthorized');
}

const testHost = 'checkout-test.adyen.com';

// What the session was asked for decides where its script asks the issuer.
function sessionData({ id, content }: Payment): string {
  const native = textAt(content, 'authenticationData', 'threeDSRequestData', 'nativeThreeDS');
  return `data-of-${id}${native === 'preferred' ? '.preferred' : ''}`;
}

const states = {
  open: 'active',
  failed: 'active',
  approved: 'paymentPending',
  paid: 'completed',
  over: 'expired',
} as const;

function linkOf({ id, content, orderReference, state }: Payment): object {
  return {
    id,
    amount: at(content, 'amount'),
    reference: orderReference,
    expiresAt: textAt(content, 'expiresAt'),
    status: states[state],
  };
}

function read(request: GatewayRequest, merchantAccount: string | undefined): Wanted | GatewayAnswer {
  const { host, path } = request;
  const root = host === testHost ? '/v72/' : '/checkout/v72/';
  if (![`${root}paymentLinks`, `${root}sessions`].includes(path)) return refusal(404, '000', 'Not Found');
  if (!isJson(request)) return refusal(415, '000', 'No JSON');
  const content = parseJson(request.body);
  const currency = textAt(content, 'amount', 'currency') ?? '';
  const amountMinor = fromUnits(integerAt(content, 'amount', 'value'), currency);
  if (amountMinor === undefined) return refusal(422, '100', 'No amount specified');
  const missing = ['reference', 'returnUrl'].find((name) => !textAt(content, name));
  if (missing) return refusal(422, '130', `Required field '${missing}' is not provided.`);
  if (textAt(content, 'merchantAccount') !== merchantAccount)
    return refusal(403, '901', 'Invalid Merchant Account');
  return {
    orderReference: textAt(content, 'reference') ?? '',
    amountMinor,
    currency,
    returnUrl: textAt(content, 'returnUrl'),
    content,
  };
}

function refusal(status: number, errorCode: string, message: string): GatewayAnswer {
  return { status, body: { status, errorCode, message, errorType: 'validation' } };
}
