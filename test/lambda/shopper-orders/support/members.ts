import { createLog } from '../../../../lambda/shared/log/log.ts';
import type { OwnOrders } from '../../../../lambda/shared/orders/dynamo-own-orders.ts';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import type { Placer } from '../../../../lambda/shared/orders/order-store.ts';
import { knownLanguages } from '../../../../lambda/shared/texts/texts.ts';
import { createShopperOrders } from '../../../../lambda/shopper-orders/shopper-orders.ts';
import { createUserPool } from '../../../../lambda/shopper-orders/user-pool.ts';
import { held } from '../../../support/checkout-api/held.ts';
import { createFakeUserPool, type FakeUserPool, type PoolUser } from '../../fakes/user-pool.ts';
import type { MemoryOrders } from '../../payment-session/support/memory-orders.ts';
import { type MemorySessions, memorySessions } from './memory-sessions.ts';

export const ada: PoolUser = {
  subject: '11111111-aaaa-4aaa-8aaa-111111111111',
  email: 'ada@example.com',
  password: 'a long enough password of ada 1',
};
export const grace: PoolUser = {
  subject: '22222222-bbbb-4bbb-8bbb-222222222222',
  email: 'grace@example.com',
  password: 'a long enough password of grace 2',
  totp: '123456',
};

export const limits = { idleSeconds: 30 * 60, longestSeconds: 12 * 60 * 60 };

/** A clock that a test moves. */
export interface Clock {
  readonly now: () => Date;
  readonly pass: (seconds: number) => void;
}

export function clockAt(start: string): Clock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    pass: (seconds) => {
      time += seconds * 1000;
    },
  };
}

/** The function of a shop where two people have accounts, over stores in memory. */
export interface Members {
  readonly handler: ReturnType<typeof createShopperOrders>;
  readonly pool: FakeUserPool;
  readonly sessions: MemorySessions;
  /** What was asked of the orders of customers. */
  readonly looks: readonly string[];
  readonly lines: readonly string[];
}

export interface MembersProps {
  readonly shopUrl: string;
  readonly orders: MemoryOrders;
  readonly clock: Clock;
  readonly keys?: readonly string[];
}

export function openMembers({ shopUrl, orders, clock, keys = ['key-1'] }: MembersProps): Members {
  const pool = createFakeUserPool({ users: [ada, grace], shopUrl, now: clock.now });
  const sessions = memorySessions(limits, clock.now);
  const [lines, looks]: [string[], string[]] = [[], []];
  const log = createLog((line) => lines.push(line), { service: 'shopper-orders', now: clock.now });
  const { settings, administration, send } = pool;
  const handler = held(
    createShopperOrders({
      shopUrl,
      keys: async () => keys,
      findOrder: orders.find,
      languages: knownLanguages,
      customers: {
        pool: createUserPool({ pool: settings, administration, shopUrl, send }),
        sessions,
        limits,
        orders: ownOrders(orders, looks),
      },
      log,
      now: clock.now,
    }),
  );
  return { handler, pool, sessions, looks, lines };
}

/** The orders of customers out of what was placed. */
function ownOrders(orders: MemoryOrders, looks: string[]): OwnOrders {
  const ofCustomer = (customer: string): readonly Order[] =>
    [...orders.all.values()]
      .map(({ order }) => order)
      .filter(
        ({ reference }) => (orders.shoppers.get(reference) as Placer | undefined)?.customer === customer,
      );
  return {
    list: async (customer) => {
      looks.push('list');
      return ofCustomer(customer);
    },
    find: async (customer, number) => {
      looks.push('find');
      return ofCustomer(customer).find((order) => order.number === number);
    },
  };
}
