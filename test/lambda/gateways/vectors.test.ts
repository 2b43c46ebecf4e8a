import { createPublicKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Delivery, deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { Account, Secret } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { isCertificateUrl } from '../../../lambda/gateways/paypal-certificate.ts';
import { verifyReturn } from '../../../lambda/gateways/razorpay.ts';
import { verifyStandardWebhook } from '../../../lambda/gateways/standard-webhooks.ts';
import { verifyWepay } from '../../../lambda/gateways/wepay.ts';
import { accountOf } from './support/accounts.ts';
import json from './vectors.json' with { type: 'json' };

/** A vector as the file has it; each gateway and scheme fills its own members. */
interface Vector {
  readonly id: string;
  readonly gateway: string;
  readonly scheme?: string;
  readonly secret: string | Secret | null;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly url?: string;
  readonly form?: Readonly<
    Record<'razorpay_order_id' | 'razorpay_payment_id' | 'razorpay_signature', string>
  >;
  readonly lambdaEvent?: Parameters<typeof deliveryOf>[0];
  readonly bodyBase64: string;
  readonly now?: number;
  readonly expectedMerchantAccount?: string;
  readonly expectedOrderId?: string;
  readonly authorizationKey?: string;
  readonly certPem?: string;
  readonly trustedCaPem?: string;
  readonly publicKeyPem?: string;
  readonly valid: boolean;
  readonly note: string;
}

const vectors = json.vectors as unknown as readonly Vector[];
const callback = 'https://shop.example/callback';

const keyNames: Readonly<Record<string, string>> = {
  stripe: 'signingSecret',
  'stripe-transport': 'signingSecret',
  square: 'signatureKey',
  paypal: 'webhookId',
  adyen: 'hmacKey',
  razorpay: 'webhookSecret',
  mollie: 'signingSecret',
  mercadopago: 'webhookSecret',
  authorizenet: 'signatureKey',
  checkoutcom: 'signatureKey',
  paystack: 'secretKey',
};

/** What each scheme makes of a vector that is not a plain delivery to a gateway's callback address. */
const schemes: Readonly<Record<string, (vector: Vector) => boolean>> = {
  'checkout return (order_id|payment_id)': ({ form, secret, expectedOrderId }) => {
    const posted = { paymentId: form?.razorpay_payment_id ?? '', signature: form?.razorpay_signature ?? '' };
    const stored = expectedOrderId ?? form?.razorpay_order_id ?? '';
    return verifyReturn(posted, stored, { secrets: [{ keySecret: String(secret) }] }) === 'authentic';
  },
  'cert-url allow-list': ({ url = '' }) => isCertificateUrl(url, 'live') || isCertificateUrl(url, 'test'),
  'endpoint verification challenge (GET ?bt_challenge=)': (vector) => {
    const { answerChallenge } = gatewayOf('braintree');
    return answerChallenge?.({ ...delivery(vector), method: 'GET' }, account(vector)) !== undefined;
  },
  'Clear v3 notification signature': (vector) =>
    verifyWepay(delivery(vector), createPublicKey(vector.publicKeyPem ?? '')) === 'authentic',
};

function isAccepted(vector: Vector): boolean {
  const scheme = schemes[vector.scheme ?? ''];
  if (scheme) return scheme(vector);
  if (vector.gateway === 'standardwebhooks') {
    return verifyStandardWebhook(delivery(vector), [String(vector.secret)], now(vector)) === 'authentic';
  }
  const name = vector.gateway.replace('-transport', '');
  const receipt = gatewayOf(name).receive(delivery(vector), account(vector), now(vector));
  // The store of deliveries is a part of the verdict: what was received before is not received again.
  if (receipt.verdict === 'hint') return receipt.hint.deliveryId !== receivedBefore[vector.id];
  return receipt.verdict === 'authentic';
}

// The genuine delivery, paypal-02, whose headers the collision of checksums uses again.
const receivedBefore: Readonly<Record<string, string>> = {
  'paypal-26': 'dfb3be50-fd74-11e4-8bf3-77339302725b',
};

function delivery({ url, headers, bodyBase64, lambdaEvent, certPem, trustedCaPem }: Vector): Delivery {
  const event = lambdaEvent ?? {
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value].flat()]),
    ),
    body: bodyBase64,
    isBase64Encoded: true,
  };
  const certificate = certPem && trustedCaPem ? { chain: certPem, roots: [trustedCaPem] } : undefined;
  const query = url ? new URL(url).search.slice(1) : '';
  return { ...deliveryOf(event, url ?? callback), query, certificate };
}

function account({ gateway, secret, ...vector }: Vector): Account {
  const key = typeof secret === 'string' ? { [keyNames[gateway] ?? '']: secret } : secret;
  const merchantAccount = vector.expectedMerchantAccount ?? 'merchantAccount';
  const { authorizationKey } = vector;
  return accountOf(gateway.replace('-transport', ''), {
    secrets: [{ merchantAccount, ...(authorizationKey ? { authorizationKey } : {}), ...key }],
  });
}

const now = (vector: Vector) => new Date((vector.now ?? json.referenceNow) * 1000);

describe.each([...new Set(vectors.map(({ gateway }) => gateway))])('%s', (gateway) => {
  const rows = vectors.filter((vector) => vector.gateway === gateway);

  test.each(rows.map((vector) => [title(vector), vector] as const))('%s', (_, vector) => {
    expect(isAccepted(vector)).toBe(vector.valid);
  });
});

test('judges all 153 vectors', () => {
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(153);
});

function title({ id, valid, note }: Vector): string {
  const about = note.replace(/^(?:in)?valid(?:: |$)/, '') || 'nothing is wrong with it';
  return `${valid ? 'accepts' : 'rejects'} ${id}: ${about}`.replaceAll('%', '%%');
}
