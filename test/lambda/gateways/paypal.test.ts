import { expect, test } from '@jest/globals';
import { type Delivery, deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { MerchantAccount } from '../../../lambda/gateways/gateway.ts';
import { paypal } from '../../../lambda/gateways/paypal.ts';
import { accountOf, payment } from './support/accounts.ts';
import { sent, talk } from './support/talk.ts';
import json from './vectors.json' with { type: 'json' };

const vector = json.vectors.find(({ id }) => id === 'paypal-02');
const now = new Date(json.referenceNow * 1000);
const chain = vector?.certPem ?? '';
const roots = [vector?.trustedCaPem ?? ''];
const headers = vector?.headers as Readonly<Record<string, string>>;
const genuine: Delivery = {
  ...deliveryOf({ headers, body: vector?.bodyBase64, isBase64Encoded: true }, 'https://shop.example'),
  certificate: { chain, roots },
};
const versions = (...ids: readonly string[]): MerchantAccount =>
  accountOf('paypal', {
    secrets: ids.map((webhookId) => ({ webhookId })) as unknown as MerchantAccount['secrets'],
  });
const ours = versions(String(vector?.secret));

test('takes a delivery for an unverified notification and no more, since the signature covers a mere checksum', () => {
  expect(paypal.receive(genuine, ours, now)).toEqual({
    result: 'unverified',
    notification: {
      type: 'PAYMENT.CAPTURE.COMPLETED',
      deliveryId: 'dfb3be50-fd74-11e4-8bf3-77339302725b',
      resource: 'capture',
      id: '42311647XV020574X',
    },
  });
});

test('still accepts the previous webhook', () => {
  expect(paypal.receive(genuine, versions('another', String(vector?.secret)), now).result).toBe('unverified');
});

test('cannot decide without the certificate or a webhook id', () => {
  expect(paypal.receive({ ...genuine, certificate: undefined }, ours, now)).toEqual({
    result: 'undecidable',
  });
  expect(paypal.receive(genuine, versions(''), now)).toEqual({ result: 'undecidable' });
});

test.each([
  [-301, 'stale'],
  [-200, 'unverified'],
  [3 * 24 * 3600, 'unverified'],
  [4 * 24 * 3600 + 1, 'stale'],
])('%i seconds after it was sent, a delivery is %s', (seconds, result) => {
  const sentAt = Date.parse(headers['paypal-transmission-time'] ?? '');
  const later = new Date(sentAt + seconds * 1000);
  expect(paypal.receive(genuine, ours, later).result).toBe(result);
});

test('refuses a delivery that chooses another hash', () => {
  const headersWith = new Map([...genuine.headers, ['paypal-auth-algo', ['SHA1withRSA']] as const]);
  expect(paypal.receive({ ...genuine, headers: headersWith }, ours, now)).toEqual({ result: 'malformed' });
});

test('names the address of the certificate only if it is the own one of the mode', () => {
  const url = 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77';
  expect(paypal.certificateUrl?.(genuine, ours)).toBe(url);
  expect(paypal.certificateUrl?.(genuine, accountOf('paypal', { mode: 'test' }))).toBeUndefined();
  const twice = new Map([...genuine.headers, ['paypal-cert-url', [url, url]] as const]);
  expect(paypal.certificateUrl?.({ ...genuine, headers: twice }, ours)).toBeUndefined();
});

const account = accountOf('paypal');
const access = { access_token: 'A21' };

test('starts nothing where it was not let in', () => {
  const closed = { status: 401, body: '{"error":"invalid_client"}' };
  const refusal = { outcome: 'refused', status: 401, reason: 'status' };
  expect(talk(paypal.session(payment, account), closed).result).toEqual(refusal);
});

test('starts a redirect with an order, after asking for access', () => {
  const href = 'https://www.paypal.com/checkoutnow?token=O1';
  const order = {
    id: 'O1',
    links: [
      { rel: 'self', href: 'https://api-m.paypal.com/o' },
      { rel: 'payer-action', href },
    ],
  };
  const { requests, result } = talk(paypal.session(payment, account), access, order);
  const credentials = `Basic ${Buffer.from('clientId_a:clientSecret_a').toString('base64')}`;
  expect(requests).toMatchObject([
    { headers: { authorization: credentials }, body: 'grant_type=client_credentials' },
    {
      url: 'https://api-m.paypal.com/v2/checkout/orders',
      headers: { authorization: 'Bearer A21', 'paypal-request-id': 'e4f49a62-1727-fbb1-18c5-e98b891fe617' },
    },
  ]);
  expect(requests.slice(1).map(sent)).toEqual([
    {
      intent: 'CAPTURE',
      purchase_units: [
        { custom_id: 'order-1', description: 'Order 1', amount: { currency_code: 'EUR', value: '42.50' } },
      ],
      payment_source: {
        paypal: {
          experience_context: {
            return_url: 'https://shop.example/return',
            cancel_url: 'https://shop.example/cart',
            user_action: 'PAY_NOW',
            shipping_preference: 'NO_SHIPPING',
          },
          email_address: 'shopper@example.com',
        },
      },
    },
  ]);
  expect(result).toEqual({
    outcome: 'redirect',
    url: href,
    inquiry: { resource: 'order', id: 'O1' },
  });
});
