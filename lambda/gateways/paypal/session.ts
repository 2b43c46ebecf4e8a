import { digitsOf } from '../counting.ts';
import type { Exchange, Refused } from '../exchange.ts';
import type { MerchantAccount } from '../gateway.ts';
import { basic, bearer, jsonOf, postForm, postJson } from '../http.ts';
import { at, textAt } from '../json.ts';
import { toDecimal } from '../money.ts';
import { type Begun, idempotencyKey, named, redirect, refused, secretField, startedBy } from '../session.ts';
import type { BillingAddress, SessionRequest } from '../session-request.ts';
import { type SessionStates, waiting } from '../session-state.ts';

const digits = digitsOf('paypal');

/** Makes an order that the shopper approves on PayPal's page. */
export const paypalSession = startedBy({ redirect: approval });

function* approval(request: SessionRequest, account: MerchantAccount): Exchange<Begun> {
  const access = yield* askAccess(account);
  if ('outcome' in access) return access;
  const headers = { ...access.headers, 'paypal-request-id': idempotencyKey(request), ...whole };
  const response = yield postJson(`${api(account)}/v2/checkout/orders`, headers, orderOf(request));
  const order = jsonOf(response);
  const session = redirect(approvalLink(order), response, account);
  const made = { resource: 'order', id: textAt(order, 'id'), status: textAt(order, 'status') };
  return waiting(states, made, response, named(session, { inquiry: [made.resource, made.id] }));
}

// What was approved is taken as soon as PayPal is asked about it.
const states: SessionStates = { COMPLETED: 'paid', APPROVED: 'pending', VOIDED: 'over' };

function orderOf({ orderReference, amountMinor, currency, description, ...request }: SessionRequest): object {
  const amount = { currency_code: currency, value: toDecimal(amountMinor, currency, digits) };
  const context = {
    return_url: request.returnUrl,
    cancel_url: request.cancelUrl,
    user_action: 'PAY_NOW',
    shipping_preference: 'NO_SHIPPING',
    ...(request.locale && { locale: request.locale }),
  };
  return {
    intent: 'CAPTURE',
    purchase_units: [{ custom_id: orderReference, description: description.slice(0, 127), amount }],
    payment_source: {
      paypal: {
        experience_context: context,
        ...(request.address && { address: addressOf(request.address) }),
        ...(request.email && { email_address: request.email }),
      },
    },
  };
}

function addressOf({ line1, line2, postalCode, city, region, country }: BillingAddress): object {
  return {
    address_line_1: line1,
    address_line_2: line2,
    admin_area_2: city,
    admin_area_1: region,
    postal_code: postalCode,
    country_code: country,
  };
}

function approvalLink(order: unknown): string | undefined {
  const links = at(order, 'links');
  const list = Array.isArray(links) ? links : [];
  const link = list.find((each) => ['payer-action', 'approve'].includes(textAt(each, 'rel') ?? ''));
  return textAt(link, 'href');
}

const whole = { prefer: 'return=representation' };

/** A request's header with a token, which lasts for some hours. */
export interface Access {
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks for a token, with which everything else is asked. */
export function* askAccess(account: MerchantAccount): Exchange<Access | Refused> {
  const credentials = basic(secretField(account, 'clientId'), secretField(account, 'clientSecret'));
  const response = yield postForm(`${api(account)}/v1/oauth2/token`, credentials, {
    grant_type: 'client_credentials',
  });
  const token = textAt(jsonOf(response), 'access_token');
  return token ? { headers: bearer(token) } : refused(response);
}

/** The API of a mode. */
export function api({ config: { mode } }: MerchantAccount): string {
  return mode === 'live' ? 'https://api-m.paypal.com' : 'https://api-m.sandbox.paypal.com';
}
