import { hexHeader } from './diagnosis.ts';
import type { Gateway, OtherSigned, VerificationResult } from './gateway.ts';
import { basic, get } from './http.ts';
import { razorpayCallback, scheme } from './razorpay/callback.ts';
import { confirmPayments } from './razorpay/payments.ts';
import { endRazorpaySession, razorpayPublicData, razorpaySession } from './razorpay/session.ts';
import { secretField } from './session.ts';
import { fromHex, hmac, matchSignatures, textKey } from './signature.ts';

/** Razorpay, which signs the return of a shopper too. */
export const razorpay: Gateway = {
  ...razorpayCallback,
  secretFields: {
    webhookSecret: { for: 'callbacks', meaning: 'secret of the webhook; not the secret of the API key' },
    keyId: { for: 'requests', meaning: 'id of the API key; the page of an iframe sees it too' },
    keySecret: { for: 'requests', meaning: 'secret of the API key' },
  },
  rotation: {
    requests: 'operator',
    callbacks: 'operator',
    overlap: 'events of before the change stay signed with the previous secret for 24 hours',
  },
  checks: [],
  keyTrial: {
    request: (account) => {
      const headers = basic(secretField(account, 'keyId'), secretField(account, 'keySecret'));
      return get('https://api.razorpay.com/v1/orders?count=1', headers);
    },
  },
  diagnosis: { headers: [hexHeader(scheme.header)] },
  otherSignatures: {
    'checkout return (order_id|payment_id)': { verify: verifyGivenReturn },
  },
  confirm: confirmPayments,
  session: razorpaySession,
  publicData: razorpayPublicData,
  endSession: endRazorpaySession,
};

/**
 * What a shopper's browser brings back is worth, for whoever looks into a case at the command line. The shop's functions read none of
 * it: the webhook tells the same, whether or not the shopper comes back.
 */
function verifyGivenReturn({ text }: OtherSigned): VerificationResult | { readonly fault: string } {
  const keySecret = text('secret');
  const paymentId = text('form', 'razorpay_payment_id');
  const signature = text('form', 'razorpay_signature');
  const orderId = text('expectedOrderId') ?? text('form', 'razorpay_order_id');
  if (keySecret === undefined) return { fault: 'found no secret, write it as text' };
  if (!paymentId || !signature || !orderId) {
    return {
      fault: 'found no form with razorpay_payment_id, razorpay_order_id and razorpay_signature, write it',
    };
  }
  const received = fromHex(signature);
  if (!received || !/^\w+$/.test(paymentId)) return 'malformed';
  return matchSignatures([textKey(keySecret)], [received], (key) =>
    hmac('sha256', key, `${orderId}|${paymentId}`),
  );
}
