import { describe, expect, test } from '@jest/globals';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { run } from '../../support/run.ts';
import { historyOf, now, order, paid, signedDelivery, simulate, stripeEvent } from './support.ts';

/** The lines that a history of Stripe's events becomes, taken as verified. */
const told = (...bodies: readonly object[]) => simulate(historyOf(bodies), '--unsigned');
const lines = (...texts: readonly string[]) => ({
  code: 0,
  out: texts.map((text) => `${text}\n`).join(''),
  err: '',
});
const fullyPaid = 'order paid, captured 4250, refunded 0, disputed 0, review: none';

describe('palisade order simulate', () => {
  test('says what became of each delivery, and of the order', () => {
    expect(told(paid())).toEqual(lines('accepted moneyIn 4250 EUR', fullyPaid));
  });

  test('says the same as JSON', () => {
    const { code, out } = simulate(historyOf([paid()]), '--unsigned', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      deliveries: [
        {
          outcome: 'accepted',
          class: 'moneyIn',
          type: 'payment_intent.succeeded',
          amountMinor: 4250,
          currency: 'EUR',
        },
      ],
      order: { state: 'paid', capturedMinor: 4250, refundedMinor: 0, disputedMinor: 0, review: [] },
    });
  });

  test('leaves the order open where nothing was delivered', () => {
    expect(told()).toEqual(lines('order open, captured 0, refunded 0, disputed 0, review: none'));
  });

  test('counts a delivery that comes twice once', () => {
    const delivery = paid();
    expect(told(delivery, delivery)).toEqual(
      lines('accepted moneyIn 4250 EUR', 'ignored it came before', fullyPaid),
    );
  });

  test('counts a payment of another order as nothing', () => {
    expect(told(paid({ metadata: { order_reference: 'ozzzzzzzzzzzzzzzzzzz' } }))).toEqual(
      lines('ignored it names another order', 'order open, captured 0, refunded 0, disputed 0, review: none'),
    );
  });

  test('sends an order to review of which only a part was captured', () => {
    expect(told(paid({ amount_received: 1000 }))).toEqual(
      lines(
        'accepted moneyIn 1000 EUR',
        'order paid, captured 1000, refunded 0, disputed 0, review: amount mismatch',
      ),
    );
  });

  test.each([
    ['all', 4250, 'order refunded, captured 4250, refunded 4250, disputed 0, review: none'],
    ['a part', 1000, 'order paid, captured 4250, refunded 1000, disputed 0, review: partly refunded'],
  ])('counts a refund of %s', (_, amount, last) => {
    const refund = stripeEvent('refund.created', { id: 're_1', amount, status: 'succeeded' });
    expect(told(paid(), refund)).toEqual(
      lines('accepted moneyIn 4250 EUR', `accepted moneyOut ${amount} EUR`, last),
    );
  });

  describe('of a dispute', () => {
    const dispute = (type: string, status: string) => stripeEvent(type, { id: 'dp_1', amount: 4250, status });
    const opened = dispute('charge.dispute.created', 'needs_response');

    test.each([
      [
        'that is open counts the amount as disputed',
        [],
        [],
        'order disputed, captured 4250, refunded 0, disputed 4250, review: none',
      ],
      [
        'that is won counts the order as paid again',
        [dispute('charge.dispute.closed', 'won')],
        ['accepted riskEnded 4250 EUR'],
        fullyPaid,
      ],
      [
        'that is lost counts the amount as gone',
        [dispute('charge.dispute.closed', 'lost')],
        ['accepted moneyOut 4250 EUR'],
        'order refunded, captured 4250, refunded 4250, disputed 0, review: none',
      ],
    ])('%s', (_, bodies, more, last) => {
      expect(told(paid(), opened, ...bodies)).toEqual(
        lines('accepted moneyIn 4250 EUR', 'accepted atRisk 4250 EUR', ...more, last),
      );
    });

    test('says the same in whatever order the deliveries come', () => {
      const closed = dispute('charge.dispute.closed', 'won');
      const { out } = told(closed, opened, paid());
      expect(out.trimEnd().split('\n').at(-1)).toBe(fullyPaid);
    });
  });

  test('says that a kind of event is in no table, and shows no control character of it', () => {
    expect(told(stripeEvent('\u001b[2J', {})).out).toBe(
      'ignored the table of event kinds has no row for it\norder open, captured 0, refunded 0, disputed 0, review: none\n',
    );
  });

  test('prints its help', () => {
    expect(run('order', 'simulate', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: palisade order simulate FILE'),
    });
    expect(run('order', '--help').out).toContain('simulate FILE');
    expect(run('--help').out).toMatch(/^ {2}order {2,}\S/m);
  });
});

describe('a delivery with a signature', () => {
  const { signingSecret = '' } = secretOf('stripe');
  const stripe = (deliveries: readonly object[], more: object = {}) =>
    simulate({ order, gateway: 'stripe', secret: signingSecret, deliveries, ...more });

  test('counts when Stripe made it', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret });
    expect(stripe([delivery])).toEqual(lines('accepted moneyIn 4250 EUR', fullyPaid));
  });

  test('counts when Adyen made it, which captures a payment by a link without another word', () => {
    const { hmacKey = '', merchantAccount = '' } = secretOf('adyen');
    const item = {
      pspReference: 'P1',
      originalReference: '',
      merchantAccountCode: merchantAccount,
      merchantReference: order.reference,
      amount: { value: 4250, currency: 'EUR' },
      eventCode: 'AUTHORISATION',
      eventDate: now,
      success: 'true',
    };
    const body = { live: 'true', notificationItems: [{ NotificationRequestItem: item }] };
    const delivery = signedDelivery('adyen', body, { hmacKey });
    const secret = { hmacKey, merchantAccount };
    expect(
      simulate({ order, gateway: 'adyen', integration: 'redirect', now, secret, deliveries: [delivery] }),
    ).toEqual(lines('accepted authorised 4250 EUR', fullyPaid));
  });

  test('is refused when another secret made it', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret: 'whsec_other' });
    const { code, out } = stripe([delivery]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^refused forged: .+\norder open, captured 0, /)]);
  });

  test('counts when the previous secret made it', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret });
    expect(stripe([delivery], { secret: ['whsec_new', signingSecret] })).toEqual(
      lines('accepted moneyIn 4250 EUR', fullyPaid),
    );
  });

  test('is refused when it is too old at the time that the file names', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret });
    expect(stripe([delivery], { now: '2026-01-01T01:00:00Z' }).out).toMatch(/^refused stale: /);
  });
});
