import { createHmac } from 'node:crypto';

/** What a paid checkout of Stripe is about. */
interface PaidCheckout {
  readonly order: string;
  readonly amountMinor: number;
}

/** The callback by which Stripe tells of a paid checkout, signed now. */
export function signedByStripe(
  signingSecret: string,
  { order, amountMinor }: PaidCheckout = { order: 'order-1', amountMinor: 4200 },
): { readonly body: string; readonly signature: string } {
  const body = JSON.stringify({
    id: 'evt_1',
    type: 'checkout.session.completed',
    livemode: true,
    data: {
      object: {
        id: 'cs_1',
        payment_intent: 'pi_1',
        payment_status: 'paid',
        client_reference_id: order,
        amount_total: amountMinor,
        currency: 'eur',
      },
    },
  });
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`${time}.${body}`).digest('hex');
  return { body, signature: `t=${time},v1=${signature}` };
}

/** What the load balancer hands to the function for a paid checkout of Stripe. */
export function stripeCallback(signingSecret: string): Buffer {
  const { body, signature } = signedByStripe(signingSecret);
  const event = {
    httpMethod: 'POST',
    path: '/callbacks/stripe',
    multiValueHeaders: {
      'content-type': ['application/json'],
      'stripe-signature': [signature],
    },
    multiValueQueryStringParameters: {},
    body,
    isBase64Encoded: false,
  };
  return Buffer.from(JSON.stringify(event));
}
