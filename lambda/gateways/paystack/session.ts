import type { HttpRequest } from '../exchange.ts';
import type { MerchantAccount } from '../gateway.ts';
import { bearer, postJson } from '../http.ts';
import { textAt } from '../json.ts';
import { attemptReference } from '../order-reference.ts';
import { asking, named, page, redirect, secretField, startedBy } from '../session.ts';
import type { SessionRequest } from '../session-request.ts';

/** Initializes a transaction, for its page or for its frame. */
export const paystackSession = startedBy({
  redirect: asking(initialize, (answer, response, account, request) =>
    named(redirect(textAt(answer, 'data', 'authorization_url'), response, account), inquiryOf(request)),
  ),
  iframe: asking(initialize, (answer, response, _, request) =>
    named(page({ accessCode: textAt(answer, 'data', 'access_code') }, response), inquiryOf(request)),
  ),
});

function inquiryOf(request: SessionRequest) {
  return { inquiry: ['transaction', attemptReference(request)] } as const;
}

function initialize(request: SessionRequest, account: MerchantAccount): HttpRequest {
  if (!request.email) throw new Error('paystack starts no payment without an email address');
  // Sources disagree whether it counts in hundredths of a currency that has none.
  if (request.currency === 'XOF') throw new Error('the kit does not know how paystack counts XOF');
  const headers = bearer(secretField(account, 'secretKey'));
  return postJson('https://api.paystack.co/transaction/initialize', headers, {
    email: request.email,
    amount: request.amountMinor,
    currency: request.currency,
    reference: attemptReference(request),
    callback_url: request.returnUrl,
    metadata: { order_reference: request.orderReference, cancel_action: request.cancelUrl },
  });
}
