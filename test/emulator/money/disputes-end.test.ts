import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MoneyShop } from './support/money-shop.ts';
import { happen, stories } from './support/stories.ts';
import { adyenItem, checkoutEvent, stripeEvent, stripeIntent } from './support/told.ts';

// From the checkout through the callback, the outbox, the queue and the order worker, with the emulator in the place of AWS.
const { open } = stories();
let shop: MoneyShop;
beforeAll(async () => {
  shop = await open();
});

const paid = ['paid', 4250, 0, 0];
const refunded = ['refunded', 4250, 4250, 0];

describe('a dispute has an end', () => {
  const dispute = (reference: string, type: string, status: string) =>
    stripeEvent(type, { id: `dp_${reference}`, amount: 4250, payment_intent: `pi_${reference}`, status });

  test.each([
    ['an inquiry that was closed', 'warning_needs_response', 'warning_closed', paid],
    ['a chargeback that was won', 'needs_response', 'won', paid],
    ['a chargeback that was lost', 'needs_response', 'lost', refunded],
  ])('%s', async (_, begin, close, end) => {
    const told = await happen(shop, 'stripe', (reference) => [
      stripeEvent('payment_intent.succeeded', stripeIntent(reference)),
      dispute(reference, 'charge.dispute.closed', close),
      dispute(reference, 'charge.dispute.created', begin),
    ]);
    expect(told).toEqual(end);
  });

  test('a chargeback of Adyen whose reversal does not name the payment', async () => {
    const told = await happen(shop, 'adyen', (reference) => [
      adyenItem(reference, 'AUTHORISATION'),
      adyenItem(reference, 'CHARGEBACK'),
      adyenItem(reference, 'CHARGEBACK_REVERSED', { originalReference: undefined }),
    ]);
    expect(told).toEqual(paid);
  });
});

describe('what Checkout.com debits is at risk, whichever of its words it has for it', () => {
  const disputed = ['disputed', 4250, 0, 4250];
  test.each([
    ['evidence is required without a word before', ['dispute_evidence_required'], disputed],
    ['information is requested', ['request_for_information_received'], disputed],
    [
      'the scheme arbitrates after it was lost',
      ['dispute_lost', 'dispute_arbitration_sent_to_scheme'],
      disputed,
    ],
    ['it is lost', ['dispute_evidence_required', 'dispute_lost'], refunded],
    ['nobody contests it', ['dispute_received', 'dispute_expired'], refunded],
    ['the issuer withdraws it', ['dispute_received', 'dispute_canceled'], paid],
  ])('when %s', async (_, types, end) => {
    const told = await happen(shop, 'checkoutcom', (reference) => [
      checkoutEvent('payment_captured', { id: `pay_${reference}`, reference, action_id: 'act_1' }),
      ...types.map((type) =>
        checkoutEvent(type, {
          id: `dsp_${reference}`,
          payment_id: `pay_${reference}`,
          payment_reference: reference,
        }),
      ),
    ]);
    expect(told).toEqual(end);
  });
});
