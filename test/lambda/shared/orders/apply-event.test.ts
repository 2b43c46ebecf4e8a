import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import {
  type CheckResult,
  type Effect,
  type EventClass,
  eventClasses,
  type PaymentEvent,
  type Risk,
} from '../../../../lambda/gateways/payment-event.ts';
import { applyEvent, type KeyedEvent } from '../../../../lambda/shared/orders/apply-event.ts';
import { type CheckPolicy, checkRules } from '../../../../lambda/shared/orders/check-policy.ts';
import type { Order, OrderState } from '../../../../lambda/shared/orders/order.ts';
import { type Seeded, seeded } from '../support/seeded.ts';
import { eventOf, keyed, lenient, openOrder, permutations } from './support/orders.ts';

const applyAll = (events: readonly KeyedEvent[], policy: CheckPolicy = lenient, order: Order = openOrder) =>
  events.reduce((current, event) => applyEvent(current, event, policy), order);

const all = (...events: readonly PaymentEvent[]) => applyAll(events.map((event) => keyed(event)));

describe('an attempt whose card may have been charged', () => {
  const startedAt = openOrder.attempt.startedAt;
  const charging = (more: Partial<Order['attempt']> = {}): Order => ({
    ...openOrder,
    attempt: { ...openOrder.attempt, mayHaveCharged: true, ...more },
  });
  const named = charging({ inquiry: { resource: 'payment', id: 'pi_1' } });
  const later = Date.parse(startedAt) + 1000;

  test.each<[string, Order, Partial<PaymentEvent>]>([
    ['the payment that it made failed', named, {}],
    ['a payment failed since it began, and it knows of none', charging(), { at: later }],
    [
      'a payment failed since it began, and all that it knows is the order',
      charging({ inquiry: { resource: 'reference', id: 'o' } }),
      { at: later },
    ],
  ])('is free once %s', (_, order, more) => {
    const after = applyAll([keyed(eventOf('failed', more))], lenient, order);
    expect(after.attempt).not.toHaveProperty('mayHaveCharged');
  });

  test.each<[string, Order, PaymentEvent]>([
    ['another payment failed', named, eventOf('failed', { paymentId: 'pi_0', at: later })],
    ['a payment failed before it began', charging(), eventOf('failed', { at: Date.parse(startedAt) - 1 })],
    ['a payment failed at a time that nobody told', charging(), eventOf('failed')],
    [
      'a payment failed that an earlier card may have made',
      charging({ followsUncertain: true }),
      eventOf('failed', { at: later }),
    ],
    ['its payment is under way', named, eventOf('informational')],
    ['its payment was paid', named, eventOf('moneyIn')],
    [
      'a payment of another gateway failed',
      { ...named, attempt: { ...named.attempt, gateway: 'square' } },
      eventOf('failed'),
    ],
  ])('stays so after %s', (_, order, event) => {
    expect(applyAll([keyed(event)], lenient, order).attempt.mayHaveCharged).toBe(true);
  });
});

describe('states', () => {
  test.each<[EventClass, OrderState]>([
    ['failed', 'failed'],
    ['authorised', 'authorised'],
    ['voided', 'open'],
    ['moneyIn', 'paid'],
    ['atRisk', 'disputed'],
    ['riskEnded', 'open'],
    ['review', 'open'],
    ['informational', 'open'],
  ])('an open order that hears of %s is %s', (name, state) => {
    expect(all(eventOf(name)).state).toBe(state);
  });

  const { amountMinor } = openOrder;
  test.each<
    [string, readonly PaymentEvent[], OrderState, readonly [number, number, number], Order['reviewReasons']]
  >([
    ['failed before it was paid', [eventOf('failed'), eventOf('moneyIn')], 'paid', [amountMinor, 0, 0], []],
    ['voided before money moved', [eventOf('authorised'), eventOf('voided')], 'open', [0, 0, 0], []],
    [
      'voided after it was paid',
      [eventOf('authorised'), eventOf('moneyIn'), eventOf('voided')],
      'refunded',
      [amountMinor, amountMinor, 0],
      [],
    ],
    [
      'refunded as a whole',
      [eventOf('moneyIn'), eventOf('moneyOut')],
      'refunded',
      [amountMinor, amountMinor, 0],
      [],
    ],
    [
      'refunded in part',
      [eventOf('moneyIn'), eventOf('moneyOut', { amountMinor: 100 })],
      'paid',
      [amountMinor, 100, 0],
      ['partly_refunded'],
    ],
    [
      'captured in two parts',
      [part('moneyIn', 'captured', 'c1', 4000), part('moneyIn', 'captured', 'c2', 250)],
      'paid',
      [amountMinor, 0, 0],
      [],
    ],
    [
      'captured in part',
      [eventOf('authorised'), part('moneyIn', 'captured', 'c1', 4000)],
      'paid',
      [4000, 0, 0],
      ['amount_mismatch'],
    ],
    [
      'paid twice',
      [eventOf('moneyIn'), eventOf('moneyIn', { id: 'second', paymentId: 'pi_2' })],
      'paid',
      [2 * amountMinor, 0, 0],
      ['paid_twice'],
    ],
    [
      'paid twice, and the second payment went back',
      [
        eventOf('moneyIn'),
        eventOf('moneyIn', { id: 'second', paymentId: 'pi_2' }),
        eventOf('moneyOut', { paymentId: 'pi_2' }),
      ],
      'paid',
      [2 * amountMinor, amountMinor, 0],
      [],
    ],
    ['disputed', [eventOf('moneyIn'), dispute('open', 1)], 'disputed', [amountMinor, 0, amountMinor], []],
    [
      'disputed and won',
      [eventOf('moneyIn'), dispute('open', 1), dispute('ended', 2)],
      'paid',
      [amountMinor, 0, 0],
      [],
    ],
    [
      'disputed and lost',
      [eventOf('moneyIn'), dispute('open', 1), dispute('lost', 2)],
      'refunded',
      [amountMinor, amountMinor, 0],
      [],
    ],
    [
      'captured, and the capture failed',
      [
        eventOf('authorised'),
        eventOf('moneyIn'),
        { ...eventOf('failed'), effect: { kind: 'captureFailed' } },
      ],
      'failed',
      [0, 0, 0],
      ['capture_failed'],
    ],
    [
      'refunded, and the refund failed',
      [
        eventOf('moneyIn'),
        part('moneyOut', 'refunded', 'r1', amountMinor),
        part('moneyBack', 'refundFailed', 'r1', amountMinor),
      ],
      'paid',
      [amountMinor, 0, 0],
      [],
    ],
  ])(
    'an order that was %s ends in the right state, in whatever order it is told',
    (_, events, state, sums, reviewReasons) => {
      const [capturedMinor, refundedMinor, disputedMinor] = sums;
      for (const sequence of permutations(events)) {
        expect(all(...sequence)).toMatchObject({
          state,
          money: { capturedMinor, refundedMinor, disputedMinor },
          reviewReasons,
        });
      }
    },
  );

  test('a payment is written down as a whole', () => {
    const checks = { avsStreet: 'match', avsPostalCode: 'match', cvc: 'match' } as const;
    expect(all(eventOf('moneyIn', { checks, risk: 'normal' }))).toEqual({
      ...openOrder,
      state: 'paid',
      ledger: { payments: { 'stripe:pi_1': { captured: { amountMinor: 4250, currency: 'EUR' } } } },
      money: { capturedMinor: 4250, refundedMinor: 0, disputedMinor: 0 },
      checks,
      risk: 'normal',
      applied: ['stripe#event#evt-moneyIn'],
    });
  });
});

describe('what changes nothing', () => {
  const paid = all(eventOf('failed'), eventOf('moneyIn'));

  test.each<[string, PaymentEvent]>([
    ['the same event again', eventOf('moneyIn')],
    [
      'another refused attempt',
      eventOf('failed', { id: 'other', checks: { cvc: 'mismatch' }, risk: 'elevated' }),
    ],
    ['an event of no consequence', eventOf('informational', { risk: 'normal' })],
  ])('%s leaves the very same order', (_, event) => {
    expect(applyEvent(paid, keyed(event), lenient)).toBe(paid);
  });

  test('thousands of refused attempts leave no trace but the state', () => {
    const attempts = Array.from({ length: 5000 }, (_, at) => keyed(eventOf('failed', { id: `evt-${at}` })));
    expect(applyAll(attempts)).toEqual({
      ...openOrder,
      state: 'failed',
      ledger: { payments: {}, hasFailed: true },
    });
  });
});

describe('reviewReasons', () => {
  test.each<[string, Partial<PaymentEvent>, Order['reviewReasons']]>([
    ['the amount of the order', {}, []],
    ['less', { amountMinor: 4249 }, ['amount_mismatch']],
    ['more', { amountMinor: 4251 }, ['amount_mismatch']],
    ['another currency', { currency: 'USD' }, ['currency_mismatch']],
    ['neither', { amountMinor: 1, currency: 'JPY' }, ['amount_mismatch', 'currency_mismatch']],
  ])('a payment of %s holds the order for %s', (_, told, reviewReasons) => {
    expect(all(eventOf('moneyIn', told)).reviewReasons).toEqual(reviewReasons);
    expect(all(eventOf('authorised', told)).reviewReasons).toEqual(reviewReasons);
  });

  test('a payment of an amount that is not told is paid, and waits for a person', () => {
    expect(all(eventOf('moneyIn', { amountMinor: undefined }))).toMatchObject({
      state: 'paid',
      reviewReasons: ['amount_mismatch', 'amount_unknown'],
    });
  });

  test('a payment of which more went back than came in waits for a person, also beside one that is whole', () => {
    const other = { paymentId: 'pi_2' };
    const order = all(
      eventOf('moneyIn'),
      eventOf('moneyIn', other),
      eventOf('moneyOut', { ...other, amountMinor: 5250 }),
    );
    expect([order.state, order.reviewReasons]).toEqual(['paid', ['refunded_too_much']]);
  });

  test('two events about one payment are one payment', () => {
    const { money, reviewReasons } = all(
      eventOf('moneyIn', { id: 'session' }),
      eventOf('moneyIn', { id: 'charge' }),
    );
    expect({ money, reviewReasons }).toMatchObject({ money: { capturedMinor: 4250 }, reviewReasons: [] });
  });

  test('a payment of one name at two gateways is two payments', () => {
    const { reviewReasons } = applyAll([keyed(eventOf('moneyIn')), keyed(eventOf('moneyIn'), 'paypal')]);
    expect(reviewReasons).toEqual(['paid_twice']);
  });

  test("the issuer's answers hold by the shop's policy, also when they come late", () => {
    const policy: CheckPolicy = { avsStreet: 'never', avsPostalCode: 'mismatch', cvc: 'unconfirmed' };
    const silent = applyAll([keyed(eventOf('authorised'))], policy);
    expect(silent.reviewReasons).toEqual(['cvc_unconfirmed']);
    const said = keyed(
      eventOf('moneyIn', { checks: { avsStreet: 'mismatch', avsPostalCode: 'mismatch', cvc: 'match' } }),
    );
    expect(applyAll([said], policy, silent).reviewReasons).toEqual(['avs_postal_code_mismatch']);
  });

  test('a doubt about fraud holds, also one that was told before the payment or comes after it', () => {
    const doubt = eventOf('informational', { risk: 'elevated' });
    expect(all(doubt)).toMatchObject({ state: 'open', reviewReasons: [], risk: 'elevated' });
    expect(all(doubt, eventOf('moneyIn', { risk: 'normal' })).reviewReasons).toEqual(['elevated_risk']);
    expect(all(eventOf('moneyIn', { risk: 'normal' }), doubt).reviewReasons).toEqual(['elevated_risk']);
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
    keyed(eventOf('moneyIn', { id: `${name}${at}`, paymentId: `${name}${at}` })),
  );

  test('an order stays far below the 400 kB of an item, whatever gateways tell', () => {
    const order = applyAll(many);
    expect([order.applied.length, Object.keys(order.ledger.payments).length]).toEqual([100, 20]);
    expect(order.reviewReasons).toContain('too_many_events');
    expect(JSON.stringify(order).length).toBeLessThan(40_000);
  });

  test('what is kept does not depend on what came first', () => {
    expect(applyAll(many.toReversed())).toEqual(applyAll(many));
  });
});

describe('in whatever order events come, and however often', () => {
  const results: readonly (CheckResult | undefined)[] = ['match', 'mismatch', 'unchecked', undefined];
  const risks: readonly (Risk | undefined)[] = ['elevated', 'normal', undefined, undefined];

  const effects: readonly Effect[] = [
    { kind: 'authorised', capturesAtOnce: true },
    { kind: 'captured', item: 'c1' },
    { kind: 'captured', item: 'c2' },
    { kind: 'captured', group: 'g' },
    { kind: 'captured', group: 'g', isGroupTotal: true },
    { kind: 'captured', isNominal: true },
    { kind: 'captureFailed', item: 'c1' },
    { kind: 'failed', endsAuthorisation: true },
    { kind: 'failed', undoesCapture: true },
    { kind: 'voided', extent: 'rest' },
    { kind: 'voided', extent: 'all' },
    { kind: 'refunded', item: 'r1' },
    { kind: 'refunded', isAll: true },
    { kind: 'refundFailed', item: 'r1' },
    { kind: 'dispute', item: 'd1', stage: 1, outcome: 'open' },
    { kind: 'dispute', item: 'd1', stage: 2, outcome: 'lost' },
    { kind: 'review', item: 'v1', stage: 2, isCleared: true },
  ];

  const anyEvent = ({ pick, below }: Seeded): KeyedEvent =>
    keyed(
      {
        // Few names, so that many sets have one name for two different events.
        id: `evt-${below(20)}`,
        type: 'any',
        class: pick(eventClasses),
        effect: pick<Effect | undefined>([undefined, undefined, ...effects]),
        at: pick([1, 2, undefined]),
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
      const end = applyAll(events, policy);
      const others = permutations(events).filter((each) => !isDeepStrictEqual(applyAll(each, policy), end));
      expect(others).toEqual([]);
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

/** An event of one part of a payment. */
function part(
  name: EventClass,
  kind: 'captured' | 'refunded' | 'refundFailed',
  item: string,
  amountMinor: number,
): PaymentEvent {
  return eventOf(name, { id: `${kind}-${item}`, amountMinor, effect: { kind, item } });
}

function dispute(outcome: 'open' | 'ended' | 'lost', stage: number): PaymentEvent {
  const names = { open: 'atRisk', ended: 'riskEnded', lost: 'moneyOut' } as const;
  return eventOf(names[outcome], { effect: { kind: 'dispute', item: 'd1', stage, outcome } });
}

function shuffled<Item>(items: readonly Item[], { below }: Seeded): readonly Item[] {
  const places = [...items];
  for (let at = places.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    [places[at], places[other]] = [places[other] as Item, places[at] as Item];
  }
  return places;
}
