import type { HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { changeJson, postJson } from '../http.ts';
import { textAt } from '../json.ts';
import { wholeLocale } from '../locale.ts';
import { toGatewayUnits } from '../money.ts';
import {
  asking,
  type Begun,
  endedBy,
  idempotencyKey,
  named,
  page,
  redirect,
  secretField,
  startedBy,
  timeWithOffset,
} from '../session.ts';
import type { SessionRequest } from '../session-request.ts';
import { type SessionStates, waiting } from '../session-state.ts';
import { digits } from './callback.ts';

/** Makes a payment link, or a session for Adyen's script in the page. Both capture without delay. */
export const adyenSession = startedBy({
  redirect: asking(postLink, (answer, response, account) =>
    waiting(
      states,
      { resource: 'payment link', id: textAt(answer, 'id'), status: textAt(answer, 'status') },
      response,
      named(redirect(textAt(answer, 'url'), response, account), {
        session: ['payment link', textAt(answer, 'id')],
        inquiry: ['payment link', textAt(answer, 'id')],
      }),
    ),
  ),
  // Of a session, Adyen tells only whoever holds what its script gave to the browser.
  fields: asking(postSession, forScript),
});

const states: SessionStates = { completed: 'authorised', paymentPending: 'pending', expired: 'over' };

/** Has a payment link expire. A session for the script has its time and no such request. */
export const endAdyenSession = endedBy({
  'payment link': (id, account) =>
    changeJson('PATCH', linkUrl(id, account), keyOf(account), { status: 'expired' }),
});

/** The address of a payment link in the API. */
export function linkUrl(id: string, account: MerchantAccount): string {
  return `${checkoutApi(account)}/paymentLinks/${id}`;
}

/** The header of a request with the key of the shop. */
export function keyOf(account: MerchantAccount): Readonly<Record<string, string>> {
  return { 'x-api-key': secretField(account, 'apiKey') };
}

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  // Adyen wants house number and street apart, so its page asks for them.
  return post('paymentLinks', request, account, { requiredShopperFields: ['billingAddress'] });
}

function postSession(request: SessionRequest, account: MerchantAccount): HttpRequest {
  const nativeThreeDS = account.config.threeDSecure === 'inline' ? 'preferred' : 'disabled';
  return post('sessions', request, account, {
    channel: 'Web',
    authenticationData: { threeDSRequestData: { nativeThreeDS } },
  });
}

function post(path: string, request: SessionRequest, account: MerchantAccount, more: object): HttpRequest {
  const headers = { ...keyOf(account), 'idempotency-key': idempotencyKey(request) };
  return postJson(`${checkoutApi(account)}/${path}`, headers, {
    amount: {
      value: toGatewayUnits(request.amountMinor, request.currency, digits),
      currency: request.currency,
    },
    merchantAccount: secretField(account, 'merchantAccount'),
    reference: request.orderReference,
    countryCode: request.country,
    returnUrl: request.returnUrl,
    ...(request.email && { shopperEmail: request.email }),
    shopperLocale: wholeLocale(request.locale, request.country),
    captureDelayHours: 0,
    expiresAt: timeWithOffset(request.expiresAt),
    ...more,
  });
}

function checkoutApi({ config: { mode, settings } }: MerchantAccount): string {
  if (mode === 'test') return 'https://checkout-test.adyen.com/v72';
  return `https://${settings['prefix']?.toLowerCase()}-checkout-live.adyenpayments.com/checkout/v72`;
}

function forScript(answer: unknown, response: HttpResponse, account: MerchantAccount): Begun {
  const data = {
    sessionId: textAt(answer, 'id'),
    sessionData: textAt(answer, 'sessionData'),
    ...adyenPublicData(account),
  };
  const session = page(data, response);
  return session.outcome === 'page' ? { ...session, isMute: true } : session;
}

/** What Adyen's script is started with. */
export function adyenPublicData(account: MerchantAccount): PublicData {
  const { mode, settings } = account.config;
  const region = settings['region'];
  const environment = mode === 'test' ? 'test' : region === 'eu' ? 'live' : `live-${region}`;
  return { clientKey: secretField(account, 'clientKey'), environment };
}
