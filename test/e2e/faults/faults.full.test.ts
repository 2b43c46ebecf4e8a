import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from '../../preview/emulator/support/assembly.ts';
import { openPaymentsShop, type PaymentsShop, type Weakening } from '../support/payments-shop.ts';
import { type Case, cases } from './cases.ts';
import { type Outcome, signingSecret, type Trouble, troubleFor, whole } from './faults.ts';

let shop: PaymentsShop;
let trouble: Trouble;
function openBefore(weakening?: Weakening): void {
  beforeAll(async () => {
    shop = await openPaymentsShop(weakening);
    await shop.stage(signingSecret);
    trouble = troubleFor(shop);
  }, 300_000);
  afterAll(() => shop?.stop());
}

const named = Object.entries(cases);

describe('in the shop as it is deployed nothing is lost', () => {
  openBefore();

  test.each(named)(
    'when %s',
    async (_, { run, mayRepeat, outcome = whole }) => {
      const repeated = mayRepeat ? { sentTwice: expect.any(Number) } : {};
      expect(await run(trouble)).toEqual({ ...outcome, ...repeated });
    },
    300_000,
  );

  test.each(named.flatMap(([name, { without, ...rest }]) => (without ? [{ name, without, ...rest }] : [])))(
    'but something is when $name, without $defence',
    async ({ without, lost }) => {
      expectLost(await without(trouble), lost);
    },
    300_000,
  );
});

describe('in a shop without its defences', () => {
  openBefore({
    template: (_, template) => withoutDefences(template),
    code: (text) =>
      text.replace('attribute_not_exists(pk)', 'attribute_not_exists(pk) OR attribute_exists(pk)'),
  });

  test('nothing is left of what was deployed to another emulator, and a payment for an order of that time is written down', async () => {
    expect(await shop.orders()).toEqual(new Map());
    expect(await trouble.deliver({ fate: 0, isPlaced: false })).toEqual({ ...whole, wrong: 1 });
    expect(await shop.outcomes()).toEqual(new Set(['without order']));
  }, 300_000);

  test.each(named.flatMap(([name, { without, ...rest }]) => (without ? [] : [{ name, ...rest }])))(
    'something is lost when $name, without $defence',
    async ({ run, lost }) => {
      expectLost(await run(trouble), lost);
    },
    300_000,
  );
});

function expectLost(outcome: Outcome, lost: Case['lost']): void {
  for (const [name, what] of Object.entries(lost)) {
    const count = outcome[name as keyof Outcome];
    if (what === 'none') expect([name, count]).toEqual([name, 0]);
    else expect(count).toBeGreaterThan(0);
  }
}

/** The templates without what brings failed messages again, and without the queue for what cannot be processed. */
function withoutDefences({ Resources, ...template }: Template): Template {
  const weakened = Object.entries(Resources).map(([id, resource]) => {
    const { FunctionResponseTypes: _, RedrivePolicy: __, ...Properties } = resource.Properties ?? {};
    return [id, { ...resource, Properties }] as const;
  });
  return { ...template, Resources: Object.fromEntries(weakened) };
}
