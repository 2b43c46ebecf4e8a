import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import { randomOf } from '../../lambda/gateways/support/random.ts';
import type { PaymentsShop } from '../support/payments-shop.ts';
import { type Expected, type Story, signedCallback, storyOf } from './stories.ts';

export interface LoadProps {
  readonly shop: PaymentsShop;
  readonly callbacks: number;
  readonly signingSecret: string;
  /** How many are on their way at the same time. @default 4 */
  readonly atOnce?: number;
}

/** What a load has come to. */
export interface LoadResult {
  readonly statuses: Readonly<Record<number, number>>;
  /** Orders that are not what the ledger says, by their reference. */
  readonly wrong: Readonly<Record<string, readonly [found: Expected | undefined, expected: Expected]>>;
  readonly orders: number;
  readonly unsettled: Awaited<ReturnType<PaymentsShop['unsettled']>>;
  /** A line about rate and latency, for people. */
  readonly figures: string;
}

/** Each event is delivered this often, as by a gateway that hears no answer. */
const times = 5;

/**
 * Delivers callbacks about many orders, each of them several times and all in disorder, and waits until they are settled. A callback
 * that is not taken is delivered again, as a gateway does.
 */
export async function load({ shop, callbacks, signingSecret, atOnce = 4 }: LoadProps): Promise<LoadResult> {
  const now = new Date();
  const stories = storiesFor(callbacks, now);
  await shop.place(stories.map(({ order }) => order));
  const each = stories.flatMap(({ events }) => Array(times).fill(events).flat());
  // What does not make an order any more is delivered once more.
  const deliveries = disordered([...each, ...each.slice(0, callbacks - each.length)]);
  const statuses: Record<number, number> = {};
  const latencies: number[] = [];
  const waiting = deliveries.values();
  const began = Date.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const event of waiting) {
        for (let tries = 0; tries < 10; tries += 1) {
          const start = performance.now();
          const status = await shop.deliver(signedCallback(event, signingSecret, new Date()));
          latencies.push(performance.now() - start);
          statuses[status] = (statuses[status] ?? 0) + 1;
          if (status === 200) break;
        }
      }
    }),
  );
  const taken = Date.now();
  const unsettled = await settled(shop);
  const ended = Date.now();
  return {
    statuses,
    wrong: wrongAmong(stories, await shop.orders()),
    orders: stories.length,
    unsettled,
    figures: figuresOf(latencies, taken - began, ended - began),
  };
}

/** As many as it takes, so that each event comes at least once. */
function storiesFor(callbacks: number, now: Date): readonly Story[] {
  const stories: Story[] = [];
  for (let events = 0; ; ) {
    const story = storyOf(stories.length, now);
    events += story.events.length * times;
    if (events > callbacks) return stories;
    stories.push(story);
  }
}

/** How far the order of deliveries is lost: what belongs together comes within seconds, as of a gateway. */
const windowSize = 240;

function disordered<Item>(items: readonly Item[]): readonly Item[] {
  const { shuffle } = randomOf('disorder');
  const windows = Array.from({ length: Math.ceil(items.length / windowSize) }, (_, index) =>
    items.slice(index * windowSize, (index + 1) * windowSize),
  );
  return windows.flatMap(shuffle);
}

/** Waits until nothing waits any more, unless nothing has got on for some seconds. */
export async function settled(shop: PaymentsShop, patienceSeconds = 30): Promise<LoadResult['unsettled']> {
  let stuck = 0;
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    const left = await leftIn(shop);
    stuck = left < before ? 0 : stuck + 1;
    if (left === 0 || stuck * pauseMilliseconds > patienceSeconds * 1000) return shop.unsettled();
    before = left;
    await sleep(pauseMilliseconds);
  }
}

/** Something that gets smaller as the shop gets on: the table, which is long, is only read once the queue is empty. */
async function leftIn(shop: PaymentsShop): Promise<number> {
  const queued = await shop.queued();
  return queued > 0 ? mostEvents + queued : (await shop.unsettled()).events;
}

const mostEvents = 1_000_000;
const pauseMilliseconds = 500;

/** Orders that are not what their stories say. */
export function wrongAmong(
  stories: readonly Story[],
  orders: ReadonlyMap<string, Order>,
): LoadResult['wrong'] {
  const compared = stories.map(({ order: { reference }, expected }) => {
    const found = orders.get(reference);
    const became = found && {
      state: found.state,
      ...found.money,
      reviewReasons: found.reviewReasons,
    };
    return [reference, [became, expected]] as const;
  });
  return Object.fromEntries(compared.filter(([, [found, expected]]) => !isDeepStrictEqual(found, expected)));
}

function figuresOf(latencies: readonly number[], takenIn: number, settledIn: number): string {
  const sorted = latencies.toSorted((one, other) => one - other);
  const at = (part: number) => Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? 0);
  const perSecond = (milliseconds: number) => Math.round((latencies.length / milliseconds) * 1000);
  const percentiles = `50 % in ${at(0.5)} ms, 95 % in ${at(0.95)} ms, 99 % in ${at(0.99)} ms, all in ${at(1)} ms`;
  return `${latencies.length} callbacks: ${perSecond(takenIn)} a second answered (${percentiles}), ${perSecond(settledIn)} a second settled`;
}
