import type { HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { bearer, postForm } from '../http.ts';
import { textAt } from '../json.ts';
import { localeOf } from '../locale.ts';
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
  unixSeconds,
} from '../session.ts';
import type { SessionRequest } from '../session-request.ts';
import { type SessionStates, waiting } from '../session-state.ts';
import { digits } from './callback.ts';

const apiVersion = '2026-10-28.endive';

/** Starts a Checkout Session, or a PaymentIntent for Stripe's script in the page. */
export const stripeSession = startedBy({
  redirect: asking(
    (request, account) => postCheckout(request, account, { ui_mode: 'hosted_page', ...bothReturns(request) }),
    (answer, response, account) =>
      checkout(answer, response, redirect(textAt(answer, 'url'), response, account)),
  ),
  iframe: asking(
    (request, account) =>
      postCheckout(request, account, { ui_mode: 'embedded_page', return_url: request.returnUrl }),
    (answer, response, account) => checkout(answer, response, forScript(answer, response, account)),
  ),
  fields: asking(postIntent, (answer, response, account) => {
    const made = { resource: 'payment_intent', id: textAt(answer, 'id'), status: textAt(answer, 'status') };
    const name = [made.resource, made.id] as const;
    const session = named(forScript(answer, response, account), { inquiry: name, session: name });
    return waiting(intentStates, made, response, session);
  }),
});

/** Expires a Checkout Session, or cancels a PaymentIntent, which has no end of its own. */
export const endStripeSession = endedBy({
  'checkout.session': (id, account) => postTo(`checkout/sessions/${id}/expire`, account, {}, {}),
  payment_intent: (id, account) => postTo(`payment_intents/${id}/cancel`, account, {}, {}),
});

const intentStates: SessionStates = {
  succeeded: 'paid',
  requires_capture: 'authorised',
  processing: 'pending',
  canceled: 'over',
};

// A session that is complete may still wait for a bank transfer.
const checkoutStates: SessionStates = {
  'complete paid': 'paid',
  'complete unpaid': 'pending',
  expired: 'over',
};

function checkout(answer: unknown, response: HttpResponse, session: Begun): Begun {
  const id = textAt(answer, 'id');
  const status = textAt(answer, 'status');
  const whole = status === 'complete' ? `complete ${textAt(answer, 'payment_status')}` : status;
  const name = ['checkout.session', id] as const;
  return waiting(
    checkoutStates,
    { resource: 'checkout.session', id, status: whole },
    response,
    named(session, { inquiry: name, session: name }),
  );
}

function postCheckout(
  request: SessionRequest,
  account: MerchantAccount,
  fields: Record<string, string>,
): HttpRequest {
  const item = 'line_items[0]';
  return post('checkout/sessions', request, account, {
    mode: 'payment',
    // Stripe takes a time from half an hour to a day ahead.
    expires_at: String(unixSeconds(request.expiresAt)),
    // Without the whole address there is nothing that the card's issuer could check but the postal code.
    billing_address_collection: 'required',
    client_reference_id: request.orderReference,
    ...(request.email !== undefined && { customer_email: request.email }),
    ...spoken(request),
    'payment_intent_data[metadata][order_reference]': request.orderReference,
    [`${item}[quantity]`]: '1',
    [`${item}[price_data][currency]`]: request.currency.toLowerCase(),
    [`${item}[price_data][unit_amount]`]: units(request),
    [`${item}[price_data][product_data][name]`]: request.description,
    ...fields,
  });
}

function spoken({ locale }: SessionRequest): Record<string, string> {
  const known = localeOf('stripe', locale);
  return known === undefined ? {} : { locale: known };
}

function bothReturns({ returnUrl, cancelUrl }: SessionRequest): Record<string, string> {
  return { success_url: returnUrl, cancel_url: cancelUrl };
}

function postIntent(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('payment_intents', request, account, {
    amount: units(request),
    currency: request.currency.toLowerCase(),
    description: request.description,
    ...(request.email !== undefined && { receipt_email: request.email }),
    'automatic_payment_methods[enabled]': 'true',
    'metadata[order_reference]': request.orderReference,
  });
}

function units({ amountMinor, currency }: SessionRequest): string {
  return String(toGatewayUnits(amountMinor, currency, digits));
}

function post(
  path: string,
  request: SessionRequest,
  account: MerchantAccount,
  fields: Record<string, string>,
): HttpRequest {
  return postTo(path, account, { 'idempotency-key': idempotencyKey(request) }, fields);
}

function postTo(
  path: string,
  account: MerchantAccount,
  more: Readonly<Record<string, string>>,
  fields: Record<string, string>,
): HttpRequest {
  const key = bearer(secretField(account, 'secretKey'));
  return postForm(
    `https://api.stripe.com/v1/${path}`,
    { ...key, 'stripe-version': apiVersion, ...more },
    fields,
  );
}

function forScript(answer: unknown, response: HttpResponse, account: MerchantAccount): Begun {
  return page({ clientSecret: textAt(answer, 'client_secret'), ...stripePublicData(account) }, response);
}

/** What Stripe's script is started with. */
export function stripePublicData(account: MerchantAccount): PublicData {
  return { publishableKey: secretField(account, 'publishableKey') };
}
