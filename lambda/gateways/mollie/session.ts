import { chargeOf, type MoneyWord } from '../charge.ts';
import { refusalByCodes } from '../charge-codes.ts';
import type { Exchange, HttpRequest, HttpResponse } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { bearer, jsonOf, postJson, remove } from '../http.ts';
import { entryOf, parseJson, textAt } from '../json.ts';
import { localeOf } from '../locale.ts';
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
} from '../session.ts';
import type { BillingAddress, SessionRequest } from '../session-request.ts';
import { type SessionStates, waiting } from '../session-state.ts';
import { entityEvents } from './objects.ts';

/** Makes a payment, to be paid on Mollie's page or with a card of its script. */
export const mollieSession = startedBy({
  redirect: asking(
    (request, account) => postPayment(request, account, {}),
    (answer, response, account) =>
      waiting(
        states,
        { resource: 'payment', id: textAt(answer, 'id'), status: textAt(answer, 'status') },
        response,
        paymentNamed(redirect(checkoutLink(answer), response, account), answer),
      ),
  ),
  fields: cardFields,
});

/** Cancels a payment, of which Mollie itself sets the time by the way to pay. */
export const endMollieSession = endedBy({
  payment: (id, account) => remove(`${paymentsUrl}/${id}`, authorization(account)),
});

const states: SessionStates = {
  paid: 'paid',
  authorized: 'authorised',
  pending: 'pending',
  failed: 'over',
  canceled: 'over',
  expired: 'over',
};

const paymentsUrl = 'https://api.mollie.com/v2/payments';

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Begun> {
  if (!request.card) return { outcome: 'page', data: molliePublicData(account) };
  const response = yield postPayment(request, account, {
    method: 'creditcard',
    cardToken: request.card.token,
  });
  return chargeIn(response, account);
}

/** What Mollie's script is started with. */
export function molliePublicData(account: MerchantAccount): PublicData {
  return { profileId: secretField(account, 'profileId'), testmode: account.config.mode === 'test' };
}

const words: Readonly<Record<string, MoneyWord>> = {
  paid: 'paid',
  authorized: 'authorised',
  pending: 'pending',
  open: 'pending',
  failed: 'declined',
  canceled: 'declined',
  expired: 'declined',
};

function chargeIn(response: HttpResponse, account: MerchantAccount): Begun {
  const payment = jsonOf(response);
  const paymentId = textAt(payment, 'id');
  if (!paymentId) return refusalByCodes('mollie', fieldIn(response), response, refused(response).reason);
  const status = textAt(payment, 'status') ?? '';
  const link = checkoutLink(payment);
  // The card's issuer wants to see the shopper first.
  if (link && (status === '' || status === 'open'))
    return paymentNamed(redirect(link, response, account), payment);
  return paymentNamed(
    chargeOf(
      {
        paymentId,
        resource: 'payment',
        word: entryOf(words, status),
        code: textAt(payment, 'details', 'failureReason'),
        events: entityEvents(
          { type: 'payment', resource: 'payment', id: paymentId },
          payment,
          createdAt(payment),
        ),
      },
      response,
    ),
    payment,
  );
}

function createdAt(payment: unknown): number {
  const times = ['paidAt', 'authorizedAt', 'failedAt', 'createdAt'].map((name) =>
    Date.parse(textAt(payment, name) ?? ''),
  );
  return times.find((time) => !Number.isNaN(time)) ?? 0;
}

// Mollie names the field that it refuses, and has no codes.
function fieldIn({ body }: HttpResponse): readonly string[] {
  const field = textAt(parseJson(body), 'field');
  return field === undefined ? [] : [field];
}

function paymentNamed(session: Begun, payment: unknown): Begun {
  const name = ['payment', textAt(payment, 'id')] as const;
  return named(session, { inquiry: name, session: name });
}

function checkoutLink(payment: unknown): string | undefined {
  return textAt(payment, '_links', 'checkout', 'href');
}

function postPayment(request: SessionRequest, account: MerchantAccount, more: object): HttpRequest {
  const headers = { ...authorization(account), 'idempotency-key': idempotencyKey(request) };
  return postJson(paymentsUrl, headers, {
    amount: { currency: request.currency, value: toDecimal(request.amountMinor, request.currency) },
    description: request.description,
    redirectUrl: request.returnUrl,
    cancelUrl: request.cancelUrl,
    webhookUrl: request.callbackUrl,
    metadata: { order_reference: request.orderReference },
    ...billed(request),
    locale: localeOf('mollie', request.locale),
    ...more,
  });
}

function billed({ address, email }: SessionRequest): object {
  const known = { ...(address && addressOf(address)), ...(email && { email }) };
  return Object.keys(known).length > 0 ? { billingAddress: known } : {};
}

function addressOf({ line1, line2, postalCode, city, region, country }: BillingAddress): object {
  return { streetAndNumber: line1, streetAdditional: line2, postalCode, city, region, country };
}

/** The header of a request with the key of the shop. */
export function authorization(account: MerchantAccount): Readonly<Record<string, string>> {
  return bearer(secretField(account, 'apiKey'));
}
