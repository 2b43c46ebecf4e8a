import { chargeOf, type MoneyWord } from '../charge.ts';
import { refusalByCodes } from '../charge-codes.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { bearer, jsonOf, postJson, remove } from '../http.ts';
import { at, entryOf, parseJson, textAt } from '../json.ts';
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
} from '../session.ts';
import type { BillingAddress, SessionRequest } from '../session-request.ts';
import { snapshotOf } from '../snapshot.ts';
import { classOf, ofPayment } from './callback.ts';

const apiVersion = '2026-09-16';

/** Makes a payment link, or pays with a card of Square's script. */
export const squareSession = startedBy({
  redirect: asking(postLink, (answer, response, account) =>
    named(redirect(textAt(answer, 'payment_link', 'url'), response, account), {
      session: ['payment link', textAt(answer, 'payment_link', 'id')],
      inquiry: ['order', textAt(answer, 'payment_link', 'order_id')],
    }),
  ),
  fields: cardFields,
});

/** Deletes a payment link, which has no end of its own. */
export const endSquareSession = endedBy({
  'payment link': (id, account) => {
    const { url, headers } = addressFor(`online-checkout/payment-links/${id}`, account);
    return remove(url, headers);
  },
});

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('online-checkout/payment-links', account, {
    idempotency_key: idempotencyKey(request),
    payment_note: request.orderReference,
    order: {
      location_id: secretField(account, 'locationId'),
      reference_id: request.orderReference,
      line_items: [{ name: request.description, quantity: '1', base_price_money: amountMoney(request) }],
    },
    checkout_options: { redirect_url: request.returnUrl },
    ...prefilled(request),
  });
}

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Begun> {
  const locationId = secretField(account, 'locationId');
  if (!request.card) return { outcome: 'page', data: squarePublicData(account) };
  const response = yield post('payments', account, {
    idempotency_key: idempotencyKey(request),
    source_id: request.card.token,
    reference_id: request.orderReference,
    location_id: locationId,
    amount_money: amountMoney(request),
    ...(request.address && { billing_address: addressOf(request.address) }),
    ...(request.email && { buyer_email_address: request.email }),
    // The shopper was there, so that the issuer could see them while the card was read.
    customer_details: { customer_initiated: true, seller_keyed_in: false },
  });
  return chargeIn(response);
}

/** What Square's script is started with. */
export function squarePublicData(account: MerchantAccount): PublicData {
  return {
    applicationId: secretField(account, 'applicationId'),
    locationId: secretField(account, 'locationId'),
  };
}

const words: Readonly<Record<string, MoneyWord>> = {
  COMPLETED: 'paid',
  APPROVED: 'authorised',
  PENDING: 'pending',
  FAILED: 'declined',
  CANCELED: 'declined',
};

function chargeIn(response: HttpResponse): Begun {
  const payment = at(jsonOf(response), 'payment');
  const paymentId = textAt(payment, 'id');
  const codes = codesIn(response);
  if (!paymentId) return refusalByCodes('square', codes, response, refused(response).reason);
  const word = entryOf(words, textAt(payment, 'status') ?? '');
  const { kindCase, ...content } = ofPayment(payment);
  const event = snapshotOf(classOf, paymentId, content)({ kind: 'payment.updated', kindCase });
  return chargeOf(
    { paymentId, resource: 'payment', word, code: codes[0], events: [{ ...event, type: 'payment' }] },
    response,
  );
}

function codesIn({ body }: HttpResponse): readonly string[] {
  const errors = at(parseJson(body), 'errors');
  return Array.isArray(errors) ? errors.flatMap((error) => textAt(error, 'code') ?? []) : [];
}

function prefilled({ address, email }: SessionRequest): object {
  const known = {
    ...(address && { buyer_address: addressOf(address) }),
    ...(email && { buyer_email: email }),
  };
  return Object.keys(known).length > 0 ? { pre_populated_data: known } : {};
}

function addressOf({ line1, line2, postalCode, city, region, country }: BillingAddress): object {
  return {
    address_line_1: line1,
    address_line_2: line2,
    locality: city,
    administrative_district_level_1: region,
    postal_code: postalCode,
    country,
  };
}

function amountMoney({ amountMinor, currency }: SessionRequest): unknown {
  return { amount: amountMinor, currency };
}

function post(path: string, account: MerchantAccount, body: unknown): HttpRequest {
  const { url, headers } = addressFor(path, account);
  return postJson(url, headers, body);
}

/** Where a part of its API lies, and what opens it. */
export function addressFor(path: string, account: MerchantAccount) {
  const host = account.config.mode === 'live' ? 'connect.squareup.com' : 'connect.squareupsandbox.com';
  const headers = { ...bearer(secretField(account, 'accessToken')), 'square-version': apiVersion };
  return { url: `https://${host}/v2/${path}`, headers };
}
