import type { HttpRequest } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { bearer, postJson } from '../http.ts';
import { textAt } from '../json.ts';
import { localeOf } from '../locale.ts';
import { toGatewayUnits } from '../money.ts';
import { asking, idempotencyKey, named, page, redirect, secretField, startedBy } from '../session.ts';
import type { BillingAddress, SessionRequest } from '../session-request.ts';
import { digits } from './callback.ts';

/** Leads to a hosted payment page, or makes a payment session for Flow. */
export const checkoutcomSession = startedBy({
  redirect: asking(
    (request, account) => post('hosted-payments', request, account, { cancel_url: request.cancelUrl }),
    (answer, response, account, request) =>
      named(redirect(textAt(answer, '_links', 'redirect', 'href'), response, account), inquiryOf(request)),
  ),
  fields: asking(
    (request, account) => post('payment-sessions', request, account, { expires_on: request.expiresAt }),
    (answer, response, account, request) => {
      const paymentSession = textAt(answer, 'id') && answer;
      return named(page({ paymentSession, ...checkoutcomPublicData(account) }, response), inquiryOf(request));
    },
  ),
});

/** What Checkout.com's script is started with. */
export function checkoutcomPublicData(account: MerchantAccount): PublicData {
  const environment = account.config.mode === 'live' ? 'production' : 'sandbox';
  return { publicKey: secretField(account, 'publicKey'), environment };
}

// All payments of an order have its reference, whichever attempt made them.
function inquiryOf({ orderReference }: SessionRequest) {
  return { inquiry: ['reference', orderReference] } as const;
}

function addressOf({ line1, line2, postalCode, city, region, country }: BillingAddress): object {
  return { address_line1: line1, address_line2: line2, city, state: region, zip: postalCode, country };
}

function post(path: string, request: SessionRequest, account: MerchantAccount, more: object): HttpRequest {
  const { url, headers } = addressFor(path, account);
  return postJson(
    url,
    { ...headers, 'cko-idempotency-key': idempotencyKey(request) },
    {
      amount: toGatewayUnits(request.amountMinor, request.currency, digits),
      currency: request.currency,
      reference: request.orderReference,
      description: request.description,
      billing: { address: { country: request.country, ...(request.address && addressOf(request.address)) } },
      processing_channel_id: account.secrets[0]['processingChannelId'],
      '3ds': { enabled: true },
      ...(request.email && { customer: { email: request.email } }),
      locale: localeOf('checkoutcom', request.locale),
      success_url: request.returnUrl,
      failure_url: request.cancelUrl,
      ...more,
    },
  );
}

/** Where a part of its API lies, and what opens it. */
export function addressFor(path: string, account: MerchantAccount) {
  const { mode, settings } = account.config;
  const zone = mode === 'live' ? 'api' : 'api.sandbox';
  return {
    url: `https://${settings['prefix']}.${zone}.checkout.com/${path}`,
    headers: bearer(secretField(account, 'secretKey')),
  };
}
