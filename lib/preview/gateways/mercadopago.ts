import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { at, parseJson, textAt } from '../../../lambda/gateways/json.ts';
import { toDecimal } from '../../../lambda/gateways/money.ts';
import { redirectOrigins } from '../../../lambda/gateways/registry.ts';
import { countingOf } from './counting.ts';
import type { FakeContext, FakeGateway, FakeGatewayMaker } from './fake-gateway.ts';
import { type GatewayAnswer, type GatewayRequest, queryOf } from './gateway-request.ts';
import type { Happening } from './happenings.ts';
import { createIdempotency } from './idempotency.ts';
import { type Payment, refundableOf, refundedOf, type Wanted } from './payments.ts';
import { type Route, routed } from './routes.ts';
import { isJson, mac, secondsOf } from './signing.ts';
import { cardOfToken } from './test-cards.ts';

/** Mercado Pago: preferences and payments. It signs an id and a time, not what happened. */
export const mercadopago: FakeGatewayMaker = (context) => {
  const { account, payments } = context;
  let events = 0;
  return {
    api: createApi(context),
    tells: (happening) => told[happening] ?? [],
    hostedPayment: (request) => payments.find(queryOf(request).get('pref_id') ?? ''),
    scriptPayment: (name) => payments.find(`preference-${name}`) ?? byNumber(context, name),
    returnQuery: (payment) => ({
      payment_id: String(numberOf(payment)),
      status: payment.state === 'paid' ? 'approved' : 'rejected',
      external_reference: payment.orderReference,
    }),
    callback: ({ payment, type, at: time }) => {
      if (type !== 'payment' && type !== chargebacks) throw new Error(`the fake knows no ${type}`);
      events += 1;
      const id = type === 'payment' ? String(numberOf(payment)) : `cb${payment.number}`;
      const event = {
        id: events,
        live_mode: account.config.mode === 'live',
        type,
        date_created: time.toISOString(),
        data: { id },
      };
      const body = Buffer.from(JSON.stringify(event));
      const request = `request-${events}`;
      return (sentAt) => {
        const ts = secondsOf(sentAt);
        const key = account.secret()['webhookSecret'] ?? '';
        const v1 = mac('sha256', key, `id:${id.toLowerCase()};request-id:${request};ts:${ts};`);
        const headers = [
          ['content-type', 'application/json'],
          ['x-request-id', request],
          ['x-signature', `ts=${ts},v1=${v1}`],
        ] as const;
        return { query: new URLSearchParams({ 'data.id': id, type }).toString(), headers, body };
      };
    },
  };
};

const chargebacks = 'topic_chargebacks_wh';

const told: Readonly<Partial<Record<Happening, readonly string[]>>> = {
  paid: ['payment'],
  declined: ['payment'],
  refunded: ['payment'],
  disputed: [chargebacks],
  won: ['payment'],
  lost: ['payment'],
};

const { fromText } = countingOf('mercadopago');
const numberOf = ({ number }: Payment) => 1_000_000 + number;
const wasTried = ({ state, content }: Payment) =>
  state === 'paid' || state === 'failed' || textAt(content, 'token') !== undefined;

function byNumber({ payments }: FakeContext, id: string | undefined): Payment | undefined {
  return payments.all().find((payment) => String(numberOf(payment)) === id && wasTried(payment));
}

const isRequest = { status: 400, body: { message: 'bad_request', cause: [] } };
const isMissing = { status: 404, body: { message: 'not_found' } };

function createApi(context: FakeContext): FakeGateway['api'] {
  const idempotency = createIdempotency({ status: 409, body: { message: 'idempotency_key_already_used' } });
  const make = (request: GatewayRequest, act: (wanted: Wanted) => GatewayAnswer): GatewayAnswer => {
    const key = request.headers['x-idempotency-key'];
    const isPayment = request.path === '/v1/payments';
    // https://www.mercadopago.com/developers: payments are refused without it, preferences are not.
    if (isPayment && !key)
      return { status: 400, body: { message: 'Header X-Idempotency-Key can’t be null' } };
    const wanted = read(request, context);
    if ('status' in wanted) return wanted;
    return idempotency.once(key, request.path + request.body, () => act(wanted));
  };
  const answer = routed(
    [
      [
        /^POST \/checkout\/preferences$/,
        (request) => make(request, (wanted) => makePreference(wanted, context)),
      ],
      [/^POST \/v1\/payments$/, (request) => make(request, (wanted) => charge(wanted, context))],
      ...kept(context),
    ],
    isMissing,
  );
  return (request) =>
    request.headers['authorization'] === `Bearer ${context.account.secret()['accessToken']}`
      ? answer(request)
      : { status: 401, body: { message: 'invalid access token' } };
}

/** What is asked about what was made. */
function kept(context: FakeContext): readonly Route[] {
  const { payments, happen, account } = context;
  const isLive = account.config.mode === 'live';
  const end = (payment: Payment | undefined): GatewayAnswer | undefined => {
    if (payment?.state === 'paid') return isRequest;
    if (payment && payment.state !== 'over') happen('over', payment);
    return payment && { status: 200, body: paymentOf(payment, isLive) };
  };
  return [
    [/^PUT \/checkout\/preferences\/(preference-\d+)$/, (_, id) => end(payments.find(id ?? ''))],
    [/^PUT \/v1\/payments\/(\d+)$/, (_, id) => end(byNumber(context, id))],
    [
      /^GET \/v1\/payments\/search\?external_reference=(\w+)$/,
      (_, reference) => {
        const own = payments.all().filter((each) => each.orderReference === reference && wasTried(each));
        return { status: 200, body: { results: own.map((each) => paymentOf(each, isLive)) } };
      },
    ],
    [
      /^GET \/v1\/payments\/(\d+)$/,
      (_, id) => {
        const payment = byNumber(context, id);
        return payment && { status: 200, body: paymentOf(payment, isLive) };
      },
    ],
    [
      /^GET \/v1\/chargebacks\/cb(\d+)$/,
      (_, number) => {
        const payment = payments.all().find((each) => each.number === Number(number) && each.dispute);
        return payment && { status: 200, body: chargebackOf(payment) };
      },
    ],
    [/^GET \/users\/me$/, () => ({ status: 200, body: { id: 1 } })],
  ];
}

function read(request: GatewayRequest, { account }: FakeContext): Wanted | GatewayAnswer {
  const content = parseJson(request.body);
  if (!isJson(request) || content === undefined) return isRequest;
  const price = at(content, 'items', 0, 'unit_price') ?? at(content, 'transaction_amount');
  const currency = textAt(content, 'items', 0, 'currency_id') ?? currencyOf(account.config);
  const amountMinor = typeof price === 'number' ? amountOf(price, currency) : undefined;
  if (amountMinor === undefined) return isRequest;
  if (request.path === '/v1/payments' && !isWholePayment(content)) return isRequest;
  return {
    orderReference: textAt(content, 'external_reference') ?? '',
    amountMinor,
    currency,
    description: textAt(content, 'items', 0, 'title') ?? textAt(content, 'description'),
    returnUrl: textAt(content, 'back_urls', 'success'),
    cancelUrl: textAt(content, 'back_urls', 'failure'),
    callbackUrl: textAt(content, 'notification_url'),
    content,
  };
}

// An account takes the currency of its own country.
function currencyOf({ currencies, settings }: GatewayConfig): string {
  return currencies?.[0] ?? byCountry[settings['country'] ?? ''] ?? '';
}

const byCountry: Readonly<Record<string, string>> = {
  AR: 'ARS',
  BR: 'BRL',
  CL: 'CLP',
  CO: 'COP',
  MX: 'MXN',
  PE: 'PEN',
  UY: 'UYU',
};

function isWholePayment(content: unknown): boolean {
  const needed = [['payment_method_id'], ['payer', 'email'], ['token']];
  return needed.every((path) => textAt(content, ...path) !== undefined);
}

// A number of JSON has no zeros at its end: what is written is as exact as the currency.
function amountOf(price: number, currency: string): number | undefined {
  const digits = /\.(\d+)$/.exec(String(price))?.[1]?.length ?? 0;
  const isCents = digits <= 2 && toDecimal(1, currency).includes('.');
  return fromText(isCents ? price.toFixed(2) : String(price), currency);
}

function makePreference(wanted: Wanted, { payments, account }: FakeContext): GatewayAnswer {
  const { id, orderReference } = payments.make((number) => `preference-${number}`, wanted);
  const origins = redirectOrigins({ ...account.config, integration: 'redirect' });
  const link = (isSandbox: boolean) => {
    const origin = origins.find((each) => each.includes('//sandbox.') === isSandbox);
    return origin && `${origin}/checkout/v1/redirect?pref_id=${id}`;
  };
  const links = { init_point: link(false), sandbox_init_point: link(true) };
  return { status: 201, body: { id, external_reference: orderReference, ...links } };
}

/** Charges a token of its script. A card that is refused is answered as a payment too. */
function charge(wanted: Wanted, { payments, happen, account }: FakeContext): GatewayAnswer {
  const payment = payments.make((number) => `payment-${number}`, wanted);
  const card = cardOfToken(textAt(wanted.content, 'token'));
  if (card !== 'challenge') happen(card === 'paid' ? 'paid' : 'declined', payment);
  return { status: 201, body: paymentOf(payment, account.config.mode === 'live') };
}

const statuses = {
  open: 'pending',
  approved: 'authorized',
  paid: 'approved',
  failed: 'rejected',
  over: 'cancelled',
} as const;
const settled = { open: 'in_process', won: 'reimbursed', lost: 'settled' } as const;

function paymentOf(payment: Payment, isLive: boolean): object {
  const { state, dispute, orderReference, currency, amountMinor } = payment;
  const isChallenged = state === 'open' && textAt(payment.content, 'token') !== undefined;
  const isRefunded = state === 'paid' && refundableOf(payment) === 0;
  return {
    id: numberOf(payment),
    live_mode: isLive,
    external_reference: orderReference,
    transaction_amount: Number(toDecimal(amountMinor, currency)),
    transaction_amount_refunded: Number(toDecimal(refundedOf(payment), currency)),
    currency_id: currency,
    status: dispute ? 'charged_back' : isRefunded ? 'refunded' : statuses[state],
    status_detail: dispute ? settled[dispute] : isChallenged ? 'pending_challenge' : detailOf(payment),
    ...(isChallenged && {
      three_ds_info: {
        external_resource_url: 'https://api.mercadopago.com/fake/challenge',
        creq: String(numberOf(payment)),
      },
    }),
  };
}

function detailOf(payment: Payment): string {
  if (payment.state === 'failed') return 'cc_rejected_other_reason';
  return refundedOf(payment) > 0 ? 'partially_refunded' : 'accredited';
}

function chargebackOf(payment: Payment): object {
  const { number, currency, amountMinor } = payment;
  const amount = Number(toDecimal(amountMinor, currency));
  return { id: `cb${number}`, payments: [numberOf(payment)], amount, currency };
}
