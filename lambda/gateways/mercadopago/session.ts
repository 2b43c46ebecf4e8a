import type { Exchange, HttpRequest } from '../exchange.ts';
import type { MerchantAccount } from '../gateway.ts';
import { bearer, changeJson, jsonOf, postJson } from '../http.ts';
import { integerAt, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import {
  asking,
  endedBy,
  idempotencyKey,
  named,
  redirect,
  refused,
  secretField,
  startedBy,
  timeWithOffset,
} from '../session.ts';
import type { Session, SessionRequest } from '../session-request.ts';

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

/** Has a preference expire. */
export const endMercadopagoSession = endedBy({
  preference: (id, account, now) =>
    changeJson('PUT', `${api}/checkout/preferences/${id}`, authorization(account), expiringAt(now)),
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
    ...expiringAt(request.expiresAt),
  });
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  if (!request.card) return { outcome: 'page', data: { publicKey: secretField(account, 'publicKey') } };
  if (!request.email || !request.card.brand) {
    throw new Error('mercadopago takes no card without its brand and an email address');
  }
  const response = yield post('v1/payments', request, account, {
    transaction_amount: price(request),
    token: request.card.token,
    payment_method_id: request.card.brand,
    installments: 1,
    description: request.description,
    payer: { email: request.email },
  });
  const paymentId = integerAt(jsonOf(response), 'id');
  if (paymentId === undefined) return refused(response);
  const id = String(paymentId);
  return named({ outcome: 'submitted', paymentId: id }, { inquiry: ['payment', id] });
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
