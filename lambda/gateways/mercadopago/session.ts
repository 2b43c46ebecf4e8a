import { chargeOf, type MoneyWord } from '../charge.ts';
import { refusalByCodes } from '../charge-codes.ts';
import { inMode, modeOfFlag } from '../events.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { bearer, changeJson, jsonOf, postJson } from '../http.ts';
import { at, entryOf, integerAt, parseJson, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import {
  asking,
  type Begun,
  endedBy,
  idempotencyKey,
  named,
  redirect,
  refused,
  secretField,
  startedBy,
  timeWithOffset,
} from '../session.ts';
import type { IssuerChallenge, SessionRequest } from '../session-request.ts';
import { paymentEvents } from './objects.ts';

/** Makes a preference for its page, or pays with a card of its script. */
export const mercadopagoSession = startedBy({
  redirect: asking(postPreference, (answer, response, account) => {
    const reference = textAt(answer, 'external_reference');
    return named(redirect(linkOf(answer, account), response, account), {
      inquiry: ['reference', reference],
      session: ['preference', textAt(answer, 'id')],
    });
  }),
  fields: cardFields,
});

/** Has a preference expire, or cancels a payment whose challenge nobody has passed yet. */
export const endMercadopagoSession = endedBy({
  preference: (id, account, now) =>
    changeJson('PUT', `${api}/checkout/preferences/${id}`, authorization(account), expiringAt(now)),
  payment: (id, account) =>
    changeJson('PUT', `${api}/v1/payments/${id}`, authorization(account), { status: 'cancelled' }),
});

const api = 'https://api.mercadopago.com';

function expiringAt(time: string | Date): object {
  return { expires: true, expiration_date_to: timeWithOffset(time) };
}

function linkOf(preference: unknown, { config }: MerchantAccount): string | undefined {
  const link = textAt(preference, 'init_point');
  return config.mode === 'test' ? (textAt(preference, 'sandbox_init_point') ?? link) : link;
}

function postPreference(request: SessionRequest, account: MerchantAccount): HttpRequest {
  const { returnUrl, cancelUrl } = request;
  const item = {
    id: request.orderReference,
    title: request.description,
    quantity: 1,
    currency_id: request.currency,
  };
  return post('checkout/preferences', request, account, {
    items: [{ ...item, unit_price: price(request) }],
    back_urls: { success: returnUrl, pending: returnUrl, failure: cancelUrl },
    auto_return: 'approved',
    ...(request.email && { payer: { email: request.email } }),
    ...expiringAt(request.expiresAt),
  });
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Begun> {
  if (!request.card) return { outcome: 'page', data: mercadopagoPublicData(account) };
  const { token, brand, issuer, device, document } = request.card;
  if (!request.email || !brand)
    throw new Error('mercadopago takes no card without its brand and an email address');
  const { headers, ...payment } = post('v1/payments', request, account, {
    transaction_amount: price(request),
    token,
    payment_method_id: brand,
    ...(issuer && { issuer_id: Number(issuer) }),
    installments: 1,
    description: request.description,
    ...(account.config.threeDSecure === 'inline' && { three_d_secure_mode: 'optional' }),
    payer: { email: request.email, ...(document && { identification: document }) },
  });
  const response = yield {
    ...payment,
    headers: { ...headers, ...(device && { 'x-meli-session-id': device }) },
  };
  return chargeIn(response, account);
}

/** What Mercado Pago's script is started with. */
export function mercadopagoPublicData(account: MerchantAccount): PublicData {
  return { publicKey: secretField(account, 'publicKey') };
}

const words: Readonly<Record<string, MoneyWord>> = {
  approved: 'paid',
  authorized: 'authorised',
  in_process: 'pending',
  pending: 'pending',
  rejected: 'declined',
  cancelled: 'declined',
};

// A card that its issuer refuses is answered as a payment too.
function chargeIn(response: HttpResponse, account: MerchantAccount): Begun {
  const payment = jsonOf(response);
  const number = integerAt(payment, 'id');
  if (number === undefined)
    return refusalByCodes('mercadopago', causesIn(response), response, refused(response).reason);
  const paymentId = String(number);
  const code = textAt(payment, 'status_detail');
  const challenge = challengeIn(payment);
  if (code === 'pending_challenge' && challenge) {
    const name = ['payment', paymentId] as const;
    return named({ outcome: 'challenge', paymentId, challenge }, { inquiry: name, session: name });
  }
  const mode = modeOfFlag(at(payment, 'live_mode'));
  const events = paymentEvents('payment', payment, 0).map((event) => inMode(event, mode, account));
  const word = entryOf(words, textAt(payment, 'status') ?? '');
  return chargeOf({ paymentId, resource: 'payment', word, code, events }, response);
}

function challengeIn(payment: unknown): IssuerChallenge | undefined {
  const url = textAt(payment, 'three_ds_info', 'external_resource_url');
  const creq = textAt(payment, 'three_ds_info', 'creq');
  return url && creq && isHttps(url) ? { url, creq } : undefined;
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

function causesIn({ body }: HttpResponse): readonly string[] {
  const causes = at(parseJson(body), 'cause');
  const list = Array.isArray(causes) ? causes : [];
  return list.flatMap((cause) => {
    const code = integerAt(cause, 'code') ?? textAt(cause, 'code');
    return code === undefined ? [] : [String(code)];
  });
}

function price({ amountMinor, currency }: SessionRequest): number {
  return Number(toDecimal(amountMinor, currency));
}

function post(path: string, request: SessionRequest, account: MerchantAccount, body: object): HttpRequest {
  const headers = { ...authorization(account), 'x-idempotency-key': idempotencyKey(request) };
  return postJson(`${api}/${path}`, headers, {
    ...body,
    external_reference: request.orderReference,
    // Without it, the older notifications come, which are not signed.
    notification_url: `${request.callbackUrl}?source_news=webhooks`,
  });
}

/** The header of a request with the token of the shop. */
export function authorization(account: MerchantAccount): Readonly<Record<string, string>> {
  return bearer(secretField(account, 'accessToken'));
}
