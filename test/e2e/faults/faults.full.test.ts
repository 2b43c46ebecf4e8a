import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Template } from '../../preview/emulator/support/assembly.ts';
import { settled } from '../load/load.ts';
import { signedCallback, storyOf } from '../load/stories.ts';
import { openPaymentsShop, type PaymentsShop, type Weakening } from '../support/payments-shop.ts';
import { type Case, cases } from './cases.ts';
import { type Outcome, signingSecret, type Trouble, troubleFor, whole } from './faults.ts';

let shop: PaymentsShop;
/** The shop that was open before this one, whose emulator has ended with all that it knew. */
let gone: PaymentsShop | undefined;
let trouble: Trouble;
function openBefore(weakening?: Weakening): void {
  beforeAll(async () => {
    gone = shop;
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

  test('what is told while the emulator is away is nowhere, and is written down when the gateway tells it again to one that began anew', async () => {
    const { events } = storyOf(70_000, new Date());
    const told = events.map((event) => signedCallback(event, signingSecret, new Date()));
    for (const callback of told) await expect(gone?.deliver(callback)).rejects.toThrow('fetch failed');
    expect([await shop.orders(), await shop.outcomes()]).toEqual([new Map(), new Set()]);
    for (const callback of told) expect(await shop.deliver(callback)).toBe(200);
    expect(await settled(shop)).toEqual({ events: 0, deadLetters: 0 });
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
