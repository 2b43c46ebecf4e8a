import { expect, test } from '@jest/globals';
import type { Integration } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { Session } from '../../../lambda/gateways/session-request.ts';
import { accountOf, payment } from './support/accounts.ts';

const links: Readonly<Record<string, object>> = {
  stripe: { url: 'https://checkout.stripe.com/c/pay/1', client_secret: 'secret' },
  paypal: { links: [{ rel: 'payer-action', href: 'https://www.paypal.com/checkoutnow?token=1' }] },
  mollie: { _links: { checkout: { href: 'https://www.mollie.com/checkout/1' } } },
  adyen: { url: 'https://eu.adyen.link/PL1' },
  razorpay: { short_url: 'https://rzp.io/i/1' },
};

/** What a session comes to that its gateway answers with as it stands. */
function begun(name: string, integration: Integration, state: object): Session {
  const exchange = gatewayOf(name).session(payment, accountOf(name, { integration }));
  let step = exchange.next();
  if (name === 'paypal') step = exchange.next({ status: 200, body: '{"access_token":"t"}' });
  step = exchange.next({ status: 200, body: JSON.stringify({ id: 'S1', ...links[name], ...state }) });
  if (!step.done) throw new Error('the exchange asks for more');
  return step.value;
}

const complete = { status: 'complete' };

test.each<[string, Integration, object, string]>([
  ['stripe', 'redirect', { status: 'open', payment_status: 'unpaid' }, 'redirect'],
  ['stripe', 'redirect', { ...complete, payment_status: 'paid' }, 'paid'],
  ['stripe', 'iframe', { ...complete, payment_status: 'unpaid' }, 'pending'],
  ['stripe', 'iframe', { status: 'expired', payment_status: 'unpaid' }, 'not charged'],
  ['stripe', 'fields', { status: 'requires_payment_method' }, 'page'],
  ['stripe', 'fields', { status: 'succeeded' }, 'paid'],
  ['stripe', 'fields', { status: 'requires_capture' }, 'authorised'],
  ['stripe', 'fields', { status: 'processing' }, 'pending'],
  ['stripe', 'fields', { status: 'canceled' }, 'not charged'],
  ['paypal', 'redirect', { status: 'PAYER_ACTION_REQUIRED' }, 'redirect'],
  ['paypal', 'redirect', { status: 'COMPLETED', links: [] }, 'paid'],
  ['paypal', 'redirect', { status: 'APPROVED', links: [] }, 'pending'],
  ['paypal', 'redirect', { status: 'VOIDED', links: [] }, 'not charged'],
  ['mollie', 'redirect', { status: 'open' }, 'redirect'],
  ['mollie', 'redirect', { status: 'paid', _links: {} }, 'paid'],
  ['mollie', 'redirect', { status: 'expired', _links: {} }, 'not charged'],
  ['adyen', 'redirect', { status: 'active' }, 'redirect'],
  ['adyen', 'redirect', { status: 'completed' }, 'authorised'],
  ['adyen', 'redirect', { status: 'expired' }, 'not charged'],
  ['razorpay', 'redirect', { status: 'created' }, 'redirect'],
  ['razorpay', 'redirect', { status: 'paid' }, 'paid'],
  ['razorpay', 'redirect', { status: 'cancelled' }, 'not charged'],
])('a session of %s with %s that is answered as %j is: %s', (name, integration, state, word) => {
  const session = begun(name, integration, state);
  expect(session.outcome === 'refused' ? session.reason : session.outcome).toBe(word);
  if (session.outcome !== 'refused') expect(session.inquiry?.id).toBe('S1');
});
