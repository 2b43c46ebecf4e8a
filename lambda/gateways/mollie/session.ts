import type { Exchange, HttpRequest } from '../exchange.ts';
import type { MerchantAccount } from '../gateway.ts';
import { bearer, jsonOf, postJson, remove } from '../http.ts';
import { textAt } from '../json.ts';
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
} from '../session.ts';
import type { BillingAddress, Session, SessionRequest } from '../session-request.ts';

/** Makes a payment, to be paid on Mollie's page or with a card of its script. */
export const mollieSession = startedBy({
  redirect: asking(
    (request, account) => postPayment(request, account, {}),
    (answer, response, account) => paymentNamed(redirect(checkoutLink(answer), response, account), answer),
  ),
  fields: cardFields,
});

/** Cancels a payment, of which Mollie itself sets the time by the way to pay. */
export const endMollieSession = endedBy({
  payment: (id, account) => remove(`${paymentsUrl}/${id}`, authorization(account)),
});

const paymentsUrl = 'https://api.mollie.com/v2/payments';

function* cardFields(request: SessionRequest, account: MerchantAccount): Exchange<Session> {
  if (!request.card) {
    const data = { profileId: secretField(account, 'profileId'), testmode: account.config.mode === 'test' };
    return { outcome: 'page', data };
  }
  const response = yield postPayment(request, account, {
    method: 'creditcard',
    cardToken: request.card.token,
  });
  const answer = jsonOf(response);
  const paymentId = textAt(answer, 'id');
  if (!paymentId) return refused(response);
  // The card's issuer may want to see the shopper first.
  const link = checkoutLink(answer);
  const session: Session = link ? redirect(link, response, account) : { outcome: 'submitted', paymentId };
  return paymentNamed(session, answer);
}

function paymentNamed(session: Session, payment: unknown): Session {
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
    ...(request.address && { billingAddress: addressOf(request.address) }),
    ...more,
  });
}

function addressOf({ line1, line2, postalCode, city, country }: BillingAddress): object {
  return { streetAndNumber: line1, streetAdditional: line2, postalCode, city, country };
}

/** The header of a request with the key of the shop. */
export function authorization(account: MerchantAccount): Readonly<Record<string, string>> {
  return bearer(secretField(account, 'apiKey'));
}
