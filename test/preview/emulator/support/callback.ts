import { createHmac } from 'node:crypto';

/** What the load balancer hands to the function for a paid checkout of Stripe, signed now. */
export function stripeCallback(signingSecret: string): Buffer {
  const body = JSON.stringify({
    id: 'evt_1',
    type: 'checkout.session.completed',
    livemode: true,
    data: {
      object: {
        id: 'cs_1',
        payment_intent: 'pi_1',
        payment_status: 'paid',
        client_reference_id: 'order-1',
        amount_total: 4200,
        currency: 'eur',
      },
    },
  });
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`${time}.${body}`).digest('hex');
  const event = {
    httpMethod: 'POST',
    path: '/callbacks/stripe',
    multiValueHeaders: {
      'content-type': ['application/json'],
      'stripe-signature': [`t=${time},v1=${signature}`],
    },
    multiValueQueryStringParameters: {},
    body,
    isBase64Encoded: false,
  };
  return Buffer.from(JSON.stringify(event));
}
