import type { AttackGroup, AttackRequest } from '../attack.ts';
import type { Check } from '../checks.ts';

const path = '/callbacks/stripe';
const event = (type: string) =>
  JSON.stringify({
    id: `evt_attack_${type.replaceAll('.', '_')}`,
    object: 'event',
    type,
    livemode: true,
    data: {
      object: { id: 'cs_live_attack', object: 'checkout.session', payment_status: 'paid', amount_total: 1 },
    },
  });
const paid = event('checkout.session.completed');

function callback(more: Partial<AttackRequest> = {}): AttackRequest {
  const { headers, ...rest } = more;
  return {
    method: 'POST',
    path,
    body: paid,
    headers: { 'content-type': 'application/json', ...headers },
    ...rest,
  };
}

function forged(check: Check, name: string, ...sent: readonly AttackRequest[]) {
  return { name, sent, expected: { statuses: [401] }, defence: { check } };
}

const paypal = {
  'paypal-auth-algo': 'SHA256withRSA',
  'paypal-transmission-id': '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
  'paypal-transmission-time': '$NOW',
  'paypal-transmission-sig': 'AAAA',
};

/** Callbacks that no gateway has sent, and those that one has sent for somebody else. */
export const callbacks: AttackGroup = {
  title: 'Callbacks',
  attacks: [
    forged('signature', 'a payment that nobody signed', callback()),
    forged(
      'signature',
      'a signature of zeros',
      callback({ headers: { 'stripe-signature': `t=1796040000,v1=${'0'.repeat(64)}` } }),
    ),
    forged('signature', 'a signature by somebody else’s key', callback({ signed: { byStranger: true } })),
    forged('time', 'a signature of ten minutes ago', callback({ signed: { secondsAgo: 600 } })),
    forged('time', 'a signature of the future', callback({ signed: { secondsAgo: -600 } })),
    forged(
      'signature',
      'a signature without its time',
      callback({ headers: { 'stripe-signature': `v1=${'a'.repeat(64)}` } }),
    ),
    forged('signature', 'an empty body', callback({ body: '' })),
    forged(
      'certificates',
      'a certificate of somebody else’s for PayPal',
      callback({
        path: '/callbacks/paypal',
        headers: { ...paypal, 'paypal-cert-url': 'https://evil.example/certificate.pem' },
      }),
    ),
    forged(
      'certificates',
      'a certificate of a host that is named like PayPal',
      callback({
        path: '/callbacks/paypal',
        headers: { ...paypal, 'paypal-cert-url': 'https://api.paypal.com.evil.example/certificate.pem' },
      }),
    ),
    forged(
      'path',
      'a callback of Stripe where PayPal’s come',
      callback({ path: '/callbacks/paypal', signed: {} }),
    ),
    {
      name: 'a callback of a gateway that the shop does not have',
      sent: [callback({ path: '/callbacks/evilpay', signed: {} })],
      expected: { statuses: [401, 404] },
      defence: { check: 'path' },
    },
  ],
};
