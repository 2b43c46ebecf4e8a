import { createHash, createHmac } from 'node:crypto';
import { type Delivery, deliveryOf } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import { now } from './accounts.ts';

type Signer = (body: string, secret: Secret, at: Date) => Parts;

interface Parts {
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

const registeredUrl = 'https://shop.example/callbacks/square';

/** Signs a body the way each gateway does, written down a second time and apart from what is tested. */
const signers: Readonly<Record<string, Signer>> = {
  stripe(body, { signingSecret = '' }, at) {
    const t = at.getTime() / 1000;
    return { headers: { 'Stripe-Signature': `t=${t},v1=${hex('sha256', signingSecret, `${t}.${body}`)}` } };
  },
  square(body, { signatureKey = '' }) {
    const signature = createHmac('sha256', signatureKey)
      .update(registeredUrl + body)
      .digest('base64');
    return { headers: { 'X-Square-HmacSha256-Signature': signature } };
  },
  adyen(body, { hmacKey = '' }) {
    const { notificationItems = [], ...rest } = JSON.parse(body);
    const items = notificationItems.map(
      ({ NotificationRequestItem: item }: { NotificationRequestItem: Item }) => ({
        NotificationRequestItem: {
          ...item,
          additionalData: { ...item.additionalData, hmacSignature: ofItem(item, hmacKey) },
        },
      }),
    );
    return { body: JSON.stringify({ ...rest, notificationItems: items }) };
  },
  braintree(body, { publicKey, privateKey = '' }) {
    const payload = `${Buffer.from(body).toString('base64')}\n`;
    const key = createHash('sha1').update(privateKey).digest();
    const bt_signature = `${publicKey}|${hex('sha1', key, payload)}`;
    return { body: new URLSearchParams({ bt_signature, bt_payload: payload }).toString() };
  },
  mollie: (body, { signingSecret = '' }) => ({
    headers: { 'X-Mollie-Signature': `sha256=${hex('sha256', signingSecret, body)}` },
  }),
  razorpay: (body, { webhookSecret = '' }) => ({
    headers: { 'X-Razorpay-Signature': hex('sha256', webhookSecret, body) },
  }),
  checkoutcom: (body, { signatureKey = '', authorizationKey = '' }) => ({
    headers: { 'Cko-Signature': hex('sha256', signatureKey, body), Authorization: authorizationKey },
  }),
  authorizenet: (body, { signatureKey = '' }) => ({
    headers: { 'X-ANET-Signature': `sha512=${hex('sha512', signatureKey, body).toUpperCase()}` },
  }),
  mercadopago(body, { webhookSecret = '' }, at) {
    const ts = at.getTime();
    const v1 = hex('sha256', webhookSecret, `id:123;request-id:r-1;ts:${ts};`);
    return {
      query: `data.id=123&type=${/"type":"(\w+)"/.exec(body)?.[1] ?? 'payment'}`,
      headers: { 'x-signature': `ts=${ts},v1=${v1}`, 'x-request-id': 'r-1' },
    };
  },
  paystack: (body, { secretKey = '' }) => ({
    headers: { 'X-Paystack-Signature': hex('sha512', secretKey, body) },
  }),
};

/** The gateways that a test can sign for; PayPal's key is not ours to have. */
export const signingGateways = Object.keys(signers);

/** A delivery as the gateway would send it at a time. */
export function signed(name: string, content: object | string, secret: Secret, at: Date = now): Delivery {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const { body = text, headers = {}, query = '' } = signers[name]?.(text, secret, at) ?? {};
  return { ...deliveryOf({ headers, body }, registeredUrl), query };
}

interface Item extends Readonly<Record<string, unknown>> {
  readonly amount?: { readonly value?: number; readonly currency?: string };
  readonly additionalData?: object;
}

function ofItem(item: Item, hmacKey: string): string {
  const fields = [
    ...[
      item['pspReference'],
      item['originalReference'],
      item['merchantAccountCode'],
      item['merchantReference'],
    ],
    ...[item.amount?.value, item.amount?.currency, item['eventCode'], item['success']],
  ];
  const text = fields.map((field) => field ?? '').join(':');
  return createHmac('sha256', Buffer.from(hmacKey, 'hex')).update(text).digest('base64');
}

function hex(hash: string, key: string | Buffer, text: string): string {
  return createHmac(hash, key).update(text).digest('hex');
}
