import type { HttpRequest } from '../exchange.ts';
import type { MerchantAccount } from '../gateway.ts';
import { basic, postJson } from '../http.ts';
import { textAt } from '../json.ts';
import { attemptReference } from '../order-reference.ts';
import { asking, page, redirect, secretField, startedBy } from '../session.ts';
import type { SessionRequest } from '../session-request.ts';

/** Makes a payment link, or an order for Razorpay's frame. */
export const razorpaySession = startedBy({
  redirect: asking(postLink, (answer, response, account) =>
    redirect(textAt(answer, 'short_url'), response, account),
  ),
  iframe: asking(postOrder, (answer, response, account) =>
    page({ orderId: textAt(answer, 'id'), keyId: secretField(account, 'keyId') }, response),
  ),
});

function postLink(request: SessionRequest, account: MerchantAccount): HttpRequest {
  return post('payment_links', account, {
    ...amount(request),
    reference_id: attemptReference(request),
    description: request.description,
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
  const headers = basic(secretField(account, 'keyId'), secretField(account, 'keySecret'));
  return postJson(`https://api.razorpay.com/v1/${path}`, headers, body);
}
