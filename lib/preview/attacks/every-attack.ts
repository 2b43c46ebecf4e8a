import type { AttackGroup } from './attack.ts';
import { caching } from './rows/caching.ts';
import { callbacks } from './rows/callbacks.ts';
import { http2 } from './rows/http2.ts';
import { injection } from './rows/injection.ts';
import { cardNumbers, orders, strangersOrders } from './rows/orders.ts';
import { origins } from './rows/origins.ts';
import { paths } from './rows/paths.ts';
import { rates } from './rows/rates.ts';
import { repetitions } from './rows/repetitions.ts';
import { requests } from './rows/requests.ts';
import { smuggling } from './rows/smuggling.ts';

/** The attack table; floods come last, since they fill windows. */
export const everyAttack: readonly AttackGroup[] = [
  injection,
  paths,
  requests,
  smuggling,
  http2,
  origins,
  callbacks,
  repetitions,
  orders,
  strangersOrders,
  cardNumbers,
  caching,
  rates,
];
