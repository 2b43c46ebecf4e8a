import { expect, test } from '@jest/globals';
import type { PaymentEvent } from '../../../../lambda/gateways/payment-event.ts';
import { applyEvent } from '../../../../lambda/shared/orders/apply-event.ts';
import { eventOf, keyed, lenient, openOrder, permutations } from './support/orders.ts';

/** What a gateway tells with the name of a thing, and once more without, counts once. */
const after = (gateway: string, ...events: readonly PaymentEvent[]) =>
  events.reduce((order, event) => applyEvent(order, keyed(event, gateway), lenient), openOrder);

// A link of Adyen's does not name its payment.
test('what a paid link tells is told once more with the name of the payment, and counts once', () => {
  const effect = { kind: 'authorised', capturesAtOnce: true } as const;
  const { paymentId: _, ...nameless } = eventOf('authorised', { id: 'asked', effect });
  const named = (paymentId: string) => eventOf('authorised', { id: paymentId, paymentId, effect });
  for (const events of permutations([nameless, named('psp_1')])) {
    expect(after('adyen', ...events)).toMatchObject({
      state: 'paid',
      reviewReasons: [],
      money: { capturedMinor: 4250 },
    });
  }
  for (const events of permutations([nameless, named('psp_1'), named('psp_2')])) {
    expect(after('adyen', ...events)).toMatchObject({
      reviewReasons: ['paid_twice'],
      money: { capturedMinor: 8500 },
    });
  }
});

test('a chargeback that Mollie tells with its name, and again in the payment, is at risk once', () => {
  const paid = eventOf('moneyIn', { paymentId: 'tr_1' });
  const told = (item: string | undefined, stage: number) =>
    eventOf('atRisk', {
      id: `charged-back-${stage}`,
      paymentId: 'tr_1',
      amountMinor: 1500,
      effect: { kind: 'dispute', ...(item && { item }), stage, outcome: 'open' },
    });
  for (const events of permutations([paid, told('chb_1', 1), told(undefined, 1_767_225_600_000)])) {
    expect(after('mollie', ...events)).toMatchObject({ state: 'disputed', money: { disputedMinor: 1500 } });
  }
});
