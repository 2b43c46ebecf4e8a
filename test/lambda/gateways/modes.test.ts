import { describe, expect, test } from '@jest/globals';
import type { Mode } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, now, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { talk } from './support/talk.ts';

// Test money pays for nothing in a live shop, and real money for nothing outside production, whosever key signed it.

type Told = (mode: Mode) => object;

const signedEvents: Readonly<Record<string, Told>> = {
  stripe: (mode) => ({
    id: 'evt_1',
    type: 'payment_intent.succeeded',
    livemode: mode === 'live',
    data: { object: { id: 'P1', amount: 4250, currency: 'eur' } },
  }),
  paystack: (mode) => ({
    event: 'charge.success',
    data: { id: 1, reference: 'P1', domain: mode, amount: 4250, currency: 'NGN' },
  }),
};

const payments: Readonly<Record<string, Told>> = {
  mollie: (mode) => ({ id: 'tr_1', status: 'paid', mode, amount: { currency: 'EUR', value: '42.50' } }),
  mercadopago: (mode) => ({
    id: 1,
    status: 'approved',
    live_mode: mode === 'live',
    currency_id: 'BRL',
    transaction_amount: 42.5,
  }),
};

const modes = ['live', 'test'] as const;
const pairs = modes.flatMap((shop) => modes.map((told) => [told, shop] as const));

describe.each(Object.keys(signedEvents))('%s', (name) => {
  test.each(pairs)('%s payments in a %s shop count only where the two are one', (told, shop) => {
    const account = accountOf(name, { mode: shop });
    const delivery = signed(name, signedEvents[name]?.(told) ?? {}, secretOf(name));
    const receipt = gatewayOf(name).receive(delivery, account, now);
    expect(receipt).toMatchObject({ result: 'authentic', events: [expectedIn(told, shop)] });
  });
});

describe.each(Object.keys(payments))('%s', (name) => {
  const resource = { type: 'payment', resource: 'payment', id: name === 'mollie' ? 'tr_1' : '1' };

  test.each(pairs)('%s payments in a %s shop count only where the two are one', (told, shop) => {
    const confirm = gatewayOf(name).confirm?.(resource, accountOf(name, { mode: shop }), now);
    if (!confirm) throw new Error(`${name} asks nothing`);
    const { result } = talk(confirm, payments[name]?.(told) ?? {});
    // Besides what came in, a payment that is paid says that nothing of it is refunded, and no dispute about it open.
    const closing = (['refund', 'dispute'] as const).map((onlyAfter) =>
      told === shop ? { onlyAfter } : expectedIn(told, shop),
    );
    expect(result).toMatchObject({ outcome: 'confirmed', events: [expectedIn(told, shop), ...closing] });
  });
});

function expectedIn(told: Mode, shop: Mode): Partial<PaymentEvent> {
  return told === shop ? { class: 'moneyIn' } : { class: 'ignored', ignored: 'other_mode' };
}
