import type { HttpRequest } from '../exchange.ts';
import type { MerchantAccount, PublicData } from '../gateway.ts';
import { basic, postJson } from '../http.ts';
import { textAt } from '../json.ts';
import { attemptReference } from '../order-reference.ts';
import { asking, endedBy, named, page, redirect, secretField, startedBy, unixSeconds } from '../session.ts';
import type { SessionRequest } from '../session-request.ts';
import { type SessionStates, waiting } from '../session-state.ts';

/** Makes a payment link, or an order for Razorpay's frame. */
export const razorpaySession = startedBy({
  redirect: asking(postLink, (answer, response, account) =>
    waiting(
      states,
      { resource: 'payment link', id: textAt(answer, 'id'), status: textAt(answer, 'status') },
      response,
      named(redirect(textAt(answer, 'short_url'), response, account), {
        session: ['payment link', textAt(answer, 'id')],
        inquiry: ['payment link', textAt(answer, 'id')],
      }),
    ),
  ),
  iframe: asking(postOrder, (answer, response, account, request) => {
    const data = { orderId: textAt(answer, 'id'), ...razorpayPublicData(account) };
    return named(page(data, response), { inquiry: ['receipt', attemptReference(request)] });
  }),
});

const states: SessionStates = { paid: 'paid', cancelled: 'over', expired: 'over' };

/** What Razorpay's script is started with. */
export function razorpayPublicData(account: MerchantAccount): PublicData {
  return { keyId: secretField(account, 'keyId') };
}

/** Cancels a payment link. An order for the frame knows no end. */
export const endRazorpaySession = endedBy({
  'payment link': (id, account) => post(`payment_links/${id}/cancel`, account, {}),
});

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('payment_links', account, {
    ...amount(request),
    reference_id: attemptReference(request),
    description: request.description,
    ...(request.email && { customer: { email: request.email } }),
    // Razorpay takes a time from a quarter of an hour ahead.
    expire_by: unixSeconds(request.expiresAt),
    callback_url: request.returnUrl,
    callback_method: 'get',
  });
}

function postOrder(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('orders', account, { ...amount(request), receipt: attemptReference(request) });
}

function amount({ amountMinor, currency, orderReference }: SessionRequest): object {
  return { amount: amountMinor, currency, notes: { order_reference: orderReference } };
}

function post(path: string, account: MerchantAccount, body: object): HttpRequest {
  const { url, headers } = addressFor(path, account);
  return postJson(url, headers, body);
}

/** Where a part of its API lies, and what opens it. */
export function addressFor(path: string, account: MerchantAccount) {
  const headers = basic(secretField(account, 'keyId'), secretField(account, 'keySecret'));
  return { url: `https://api.razorpay.com/v1/${path}`, headers };
}
