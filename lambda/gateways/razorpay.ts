import { hexHeader } from './diagnosis.ts';
import type { Gateway, MerchantAccount, OtherSigned, VerificationResult } from './gateway.ts';
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

/** What the gateway's script hands to the shopper's browser after paying. */
export interface CheckoutReturn {
  readonly paymentId: string;
  readonly signature: string;
}

/**
 * Verifies the return of a shopper. The gateway's order is the one that was stored with the session: a shopper can
 * post a genuine signature of another, cheaper order.
 */
export function verifyReturn(
  { paymentId, signature }: CheckoutReturn,
  storedOrderId: string,
  { secrets }: Pick<MerchantAccount, 'secrets'>,
): VerificationResult {
  const received = fromHex(signature);
  if (!received || !/^\w+$/.test(paymentId)) return 'malformed';
  const keys = secrets.map(({ keySecret = '' }) => textKey(keySecret));
  return matchSignatures(keys, [received], (key) => hmac('sha256', key, `${storedOrderId}|${paymentId}`));
}

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
  return verifyReturn({ paymentId, signature }, orderId, { secrets: [{ keySecret }] });
}
