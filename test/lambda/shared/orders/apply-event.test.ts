import { describe, expect, test } from '@jest/globals';
import type {
  CheckResult,
  EventKind,
  PaymentEvent,
  Risk,
} from '../../../../lambda/gateways/payment-event.ts';
import { applyEvent, type KeyedEvent } from '../../../../lambda/shared/orders/apply-event.ts';
import { type CheckPolicy, checkRules } from '../../../../lambda/shared/orders/check-policy.ts';
import { type Order, type OrderState, orderStates } from '../../../../lambda/shared/orders/order.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { eventOf, keyed, lenient, openOrder, permutations } from './support/orders.ts';

const applyAll = (events: readonly KeyedEvent[], policy: CheckPolicy = lenient, order: Order = openOrder) =>
  events.reduce((current, event) => applyEvent(current, event, policy), order);

const all = (...events: readonly PaymentEvent[]) => applyAll(events.map((event) => keyed(event)));

describe('states', () => {
  test.each<[EventKind, OrderState]>([
    ['failed', 'failed'],
    ['authorised', 'authorised'],
    ['paid', 'paid'],
    ['refunded', 'refunded'],
    ['disputed', 'disputed'],
    ['other', 'open'],
  ])('an open order that hears of %s is %s', (kind, state) => {
    expect(all(eventOf(kind)).state).toBe(state);
  });

  test.each(
    orderStates.flatMap((from) =>
      (['failed', 'authorised', 'paid', 'refunded', 'disputed'] as const).map(
        (kind) => [from, kind] as const,
      ),
    ),
  )('an order that is %s and hears of %s never goes back', (from, kind) => {
    const { state } = applyEvent({ ...openOrder, state: from }, keyed(eventOf(kind)), lenient);
    expect(state).toBe(orderStates[Math.max(orderStates.indexOf(from), orderStates.indexOf(kind))]);
  });

  test('a payment is written down as a whole', () => {
    const checks = { avsStreet: 'match', avsPostalCode: 'match', cvc: 'match' } as const;
    expect(all(eventOf('paid', { checks, risk: 'normal' }))).toEqual({
      ...openOrder,
      state: 'paid',
      paidBy: ['stripe:pi_1'],
      checks,
      risk: 'normal',
      applied: ['stripe#event#evt-paid'],
    });
  });
});

describe('what changes nothing', () => {
  const paid = all(eventOf('paid'));

  test.each<[string, PaymentEvent]>([
    ['the same event again', eventOf('paid')],
    [
      'a refused attempt after a paid one',
      eventOf('failed', { checks: { cvc: 'mismatch' }, risk: 'elevated' }),
    ],
    ['an event of no consequence', eventOf('other', { risk: 'normal' })],
  ])('%s leaves the very same order', (_, event) => {
    expect(applyEvent(paid, keyed(event), lenient)).toBe(paid);
  });

  test('thousands of refused attempts leave no trace but the state', () => {
    const attempts = Array.from({ length: 5000 }, (_, at) => keyed(eventOf('failed', { id: `evt-${at}` })));
    expect(applyAll(attempts)).toEqual({ ...openOrder, state: 'failed' });
  });
});

describe('reviewReasons', () => {
  test.each<[string, Partial<PaymentEvent>, Order['reviewReasons']]>([
    ['the amount of the order', {}, []],
    ['less', { amountMinor: 4249 }, ['amount_mismatch']],
    ['more', { amountMinor: 4251 }, ['amount_mismatch']],
    ['an amount that is not told', { amountMinor: undefined }, ['amount_mismatch']],
    ['another currency', { currency: 'USD' }, ['currency_mismatch']],
    ['a currency that is not told', { currency: undefined }, ['currency_mismatch']],
    ['neither', { amountMinor: 1, currency: 'JPY' }, ['amount_mismatch', 'currency_mismatch']],
  ])('a payment of %s holds the order for %s', (_, told, reviewReasons) => {
    expect(all(eventOf('paid', told)).reviewReasons).toEqual(reviewReasons);
    expect(all(eventOf('authorised', told)).reviewReasons).toEqual(reviewReasons);
  });

  test('a part that is paid back holds nothing', () => {
    expect(all(eventOf('paid'), eventOf('refunded', { amountMinor: 100 }))).toMatchObject({
      state: 'refunded',
      reviewReasons: [],
    });
  });

  test('two events about one payment are one payment', () => {
    const { paidBy, reviewReasons } = all(
      eventOf('paid', { id: 'session' }),
      eventOf('paid', { id: 'charge' }),
    );
    expect({ paidBy, reviewReasons }).toEqual({ paidBy: ['stripe:pi_1'], reviewReasons: [] });
  });

  test.each<[string, KeyedEvent]>([
    ['another payment', keyed(eventOf('paid', { id: 'other', paymentId: 'pi_2' }))],
    ['a payment of that name at another gateway', keyed(eventOf('paid'), 'paypal')],
    ['a payment without a name', keyed(eventOf('paid', { id: 'other', paymentId: undefined }))],
    ['a payment whose name was masked', keyed(eventOf('paid', { id: 'other', paymentId: '[******1111]' }))],
  ])('%s holds an order that is paid', (_, second) => {
    const { reviewReasons, paidBy } = applyAll([keyed(eventOf('paid')), second]);
    expect({ reviewReasons, payments: paidBy.length }).toEqual({
      reviewReasons: ['paid_twice'],
      payments: 2,
    });
  });

  test("the issuer's answers hold by the shop's policy, also when they come late", () => {
    const policy: CheckPolicy = { avsStreet: 'never', avsPostalCode: 'mismatch', cvc: 'unconfirmed' };
    const silent = applyAll([keyed(eventOf('authorised'))], policy);
    expect(silent.reviewReasons).toEqual(['cvc_unconfirmed']);
    const said = keyed(
      eventOf('paid', { checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'match' } }),
    );
    expect(applyAll([said], policy, silent).reviewReasons).toEqual(['avs_postal_code_mismatch']);
  });

  test('a doubt about fraud reviewReasons, also one that was told before the payment or comes after it', () => {
    const doubt = eventOf('other', { risk: 'elevated' });
    expect(all(doubt)).toMatchObject({ state: 'open', reviewReasons: [], risk: 'elevated' });
    expect(all(doubt, eventOf('paid', { risk: 'normal' })).reviewReasons).toEqual(['elevated_risk']);
    expect(all(eventOf('paid', { risk: 'normal' }), doubt).reviewReasons).toEqual(['elevated_risk']);
  });

  test('an order that nobody pays holds nothing', () => {
    const strict: CheckPolicy = {
      avsStreet: 'unconfirmed',
      avsPostalCode: 'unconfirmed',
      cvc: 'unconfirmed',
    };
    expect(applyAll([keyed(eventOf('failed'))], strict).reviewReasons).toEqual([]);
  });
});

describe('bounds', () => {
  const name = 'x'.repeat(100_000);
  const many = Array.from({ length: 500 }, (_, at) =>
    keyed(eventOf('paid', { id: `${name}${at}`, paymentId: `${name}${at}` })),
  );

  test('an order stays far below the 400 kB of an item, whatever gateways tell', () => {
    const order = applyAll(many);
    expect([order.applied.length, order.paidBy.length]).toEqual([100, 20]);
    expect(JSON.stringify(order).length).toBeLessThan(40_000);
  });

  test('what is kept does not depend on what came first', () => {
    expect(applyAll(many.toReversed())).toEqual(applyAll(many));
  });
});

describe('in whatever order events come, and however often', () => {
  const kinds: readonly EventKind[] = ['authorised', 'paid', 'failed', 'refunded', 'disputed', 'other'];
  const results: readonly (CheckResult | undefined)[] = ['match', 'mismatch', 'unchecked', undefined];
  const risks: readonly (Risk | undefined)[] = ['elevated', 'normal', undefined, undefined];

  const anyEvent = ({ pick, below }: Seeded): KeyedEvent =>
    keyed(
      {
        // Few names, so that many sets have one name for two different events.
        id: `evt-${below(20)}`,
        type: 'any',
        kind: pick(kinds),
        paymentId: pick(['pi_1', 'pi_1', 'pi_2', undefined]),
        amountMinor: pick([4250, 4250, 1, undefined]),
        currency: pick(['EUR', 'EUR', 'USD', undefined]),
        checks: { avsStreet: pick(results), avsPostalCode: pick(results), cvc: pick(results) },
        risk: pick(risks),
      },
      pick(['stripe', 'paypal']),
    );
  const anyPolicy = ({ pick }: Seeded): CheckPolicy => ({
    avsStreet: pick(checkRules),
    avsPostalCode: pick(checkRules),
    cvc: pick(checkRules),
  });
  const anySet = (choices: Seeded, size: number) => Array.from({ length: size }, () => anyEvent(choices));

  test('all permutations of 300 sets of up to five events end in one order', () => {
    const choices = seeded(2026);
    for (let round = 0; round < 300; round += 1) {
      const events = anySet(choices, 1 + choices.below(5));
      const policy = anyPolicy(choices);
      const ends = permutations(events).map((each) => JSON.stringify(sorted(applyAll(each, policy))));
      expect(new Set(ends).size).toBe(1);
    }
  });

  test('2,000 sets of up to thirty events, shuffled and with repetitions, end in the same order', () => {
    const choices = seeded(7);
    for (let round = 0; round < 2000; round += 1) {
      const events = anySet(choices, 1 + choices.below(30));
      const policy = anyPolicy(choices);
      const again = shuffled([...events, ...events.slice(choices.below(events.length))], choices);
      expect(applyAll(again, policy)).toEqual(applyAll(events, policy));
    }
  });

  test('an order that was written and read in between is the same', () => {
    const choices = seeded(11);
    for (let round = 0; round < 500; round += 1) {
      const events = anySet(choices, 6);
      const stepwise = events.reduce<Order>(
        (order, event) => JSON.parse(JSON.stringify(applyEvent(order, event, lenient))),
        openOrder,
      );
      expect(stepwise).toEqual(applyAll(events));
    }
  });
});

/** The order with its members in one sequence, so that texts can be compared. */
function sorted(order: Order): object {
  return Object.fromEntries(Object.entries(order).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function shuffled<Item>(items: readonly Item[], { below }: Seeded): readonly Item[] {
  const places = [...items];
  for (let at = places.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    [places[at], places[other]] = [places[other] as Item, places[at] as Item];
  }
  return places;
}
