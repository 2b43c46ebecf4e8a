import { createPublicKey, X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Delivery } from '../../../lib/preview/gateways/courier.ts';
import {
  adyenSdk,
  braintreeSdk,
  mercadopagoSdk,
  razorpaySdk,
  squareSdk,
  stripeSdk,
} from '../../lambda/gateways/oracles/sdks.ts';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { openFakedShop } from './support/shop.ts';

const header = ({ headers }: Delivery, name: string) => headers.find(([each]) => each === name)?.[1] ?? '';
const member = (name: string, of: string) => secretOf(name)[of] ?? '';

/** A callback of each gateway, of a payment that was made by whatever way it has. */
async function callbackOf(name: string): Promise<Delivery> {
  const shop = openFakedShop(
    name,
    name === 'braintree' ? { integration: 'fields', threeDSecure: 'inline' } : {},
  );
  await shop.start(name === 'braintree' ? { card: { token: 'tok-paid' } } : {});
  if (name !== 'braintree') shop.gateways.happen(name === 'paypal' ? 'approved' : 'paid', { gateway: name });
  if (name === 'braintree') shop.gateways.happen('disputed', { gateway: name });
  await shop.order();
  const [first] = shop.arrived;
  if (!first) throw new Error(`${name} has told nothing`);
  return first;
}

/** What the official SDK says of a delivery; each throws or says no where the signature is wrong. */
const oracles: Readonly<Record<string, (delivery: Delivery) => Promise<unknown>>> = {
  stripe: async (delivery) =>
    stripeSdk().webhooks.constructEvent(
      delivery.body,
      header(delivery, 'stripe-signature'),
      member('stripe', 'signingSecret'),
      300,
      undefined,
      Date.now(),
    ),
  square: async (delivery) => {
    const isValid = await squareSdk().verifySignature({
      requestBody: delivery.body.toString('utf8'),
      signatureHeader: header(delivery, 'x-square-hmacsha256-signature'),
      signatureKey: member('square', 'signatureKey'),
      notificationUrl: delivery.url,
    });
    expect(isValid).toBe(true);
  },
  adyen: async ({ body }) => {
    const [{ NotificationRequestItem: item }] = JSON.parse(body.toString('utf8')).notificationItems;
    expect(adyenSdk().validateHMAC(item, member('adyen', 'hmacKey'))).toBe(true);
  },
  braintree: async ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const sdk = braintreeSdk(member('braintree', 'publicKey'), member('braintree', 'privateKey'));
    await sdk.webhookNotification.parse(form.get('bt_signature') ?? '', form.get('bt_payload') ?? '');
  },
  razorpay: async (delivery) => {
    const signature = header(delivery, 'x-razorpay-signature');
    const text = delivery.body.toString('utf8');
    const secret = member('razorpay', 'webhookSecret');
    expect(razorpaySdk().validateWebhookSignature(text, signature, secret)).toBe(true);
  },
  mercadopago: async (delivery) =>
    mercadopagoSdk().validate({
      xSignature: header(delivery, 'x-signature'),
      xRequestId: header(delivery, 'x-request-id'),
      dataId: new URLSearchParams(delivery.query).get('data.id'),
      secret: member('mercadopago', 'webhookSecret'),
      toleranceSeconds: 300,
      now: Date.now,
    }),
};

test.each(Object.keys(oracles))('the official SDK of %s accepts what the fake signs', async (name) => {
  await oracles[name]?.(await callbackOf(name));
});

/** A delivery with one thing of what is signed changed. */
function forged({ body, query, ...delivery }: Delivery): Delivery {
  // Of Mercado Pago's deliveries, the id in the query is signed and the body is not.
  if (query !== '') return { ...delivery, body, query: query.replace(/data\.id=\w/, 'data.id=9') };
  const text = body.toString('utf8');
  const other = text.replace('obcdfghjklmnpqrstvwx', 'ozzzzzzzzzzzzzzzzzzz');
  const isForm = other === text;
  return {
    ...delivery,
    query,
    body: Buffer.from(isForm ? text.replace(/bt_payload=\w/, 'bt_payload=A') : other),
  };
}

test.each(Object.keys(oracles))('the official SDK of %s refuses it once it was changed', async (name) => {
  await expect(oracles[name]?.(forged(await callbackOf(name)))).rejects.toThrow();
});

test.each([...Object.keys(oracles), 'paypal', 'checkoutcom', 'authorizenet', 'paystack'])(
  'the shop takes what %s signs, and refuses it once it was changed',
  async (name) => {
    const shop = openFakedShop(
      name,
      name === 'braintree' ? { integration: 'fields', threeDSecure: 'inline' } : {},
    );
    const delivery = await callbackOf(name);
    expect(await shop.receive(delivery)).toBe(200);
    expect(await shop.receive(forged(delivery))).toBe(401);
  },
);

test('the shop refuses PayPal where it does not trust who issued its certificate', async () => {
  const shop = openFakedShop('paypal', {}, { isPayPalTrusted: false });
  expect(await shop.receive(await callbackOf('paypal'))).toBe(401);
});

test('the root that is to be trusted for PayPal has issued the certificate of its callbacks', async () => {
  const shop = openFakedShop('paypal');
  const url = header(await callbackOf('paypal'), 'paypal-cert-url');
  const { body } = await shop.send({ method: 'GET', url, headers: {} });
  const [root = ''] = shop.gateways.roots;
  expect(new X509Certificate(body).verify(createPublicKey(root))).toBe(true);
});
