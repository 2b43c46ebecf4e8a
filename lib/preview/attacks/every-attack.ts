import type { AttackGroup } from './attack.ts';
import { caching } from './rows/caching.ts';
import { callbacks } from './rows/callbacks.ts';
import { injection } from './rows/injection.ts';
import { cardNumbers, orders } from './rows/orders.ts';
import { paths } from './rows/paths.ts';
import { rates } from './rows/rates.ts';
import { requests } from './rows/requests.ts';
import { smuggling } from './rows/smuggling.ts';

/** The attack table; floods come last, since they fill windows. */
export const everyAttack: readonly AttackGroup[] = [
  injection,
  paths,
  requests,
  smuggling,
  callbacks,
  orders,
  cardNumbers,
  caching,
  rates,
];
