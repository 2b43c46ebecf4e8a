import { longestKeptDays } from '../../contract/schema.ts';
import { mistake } from '../mistake.ts';
import { daysOf } from '../schema/orders.ts';
import type { EnvironmentRule } from './rule.ts';

/** What is kept for longer is kept for ever, in the eyes of the policy. */
export const ordersEnd: EnvironmentRule = ({ orders = {} }, path) => {
  const { keep } = orders;
  if (!keep || daysOf(keep) <= longestKeptDays) return [];
  const remedy = 'write at most 10y, as long as laws ask for the records of sales';
  return [mistake([...path, 'orders', 'keep'], `"${keep}"`, remedy)];
};

/** What is personal goes first: an order that is gone has no shopper. */
export const personalGoesFirst: EnvironmentRule = ({ orders = {} }, path) => {
  const { keep, personalFor } = orders;
  if (!keep || !personalFor || daysOf(personalFor) <= daysOf(keep)) return [];
  const remedy = `write at most ${keep}, which is how long orders are kept`;
  return [mistake([...path, 'orders', 'personalFor'], `"${personalFor}"`, remedy)];
};

/** A shop has to reach whoever has paid until the goods are there and could be sent back. */
export const personalLongEnough: EnvironmentRule = ({ orders = {} }, path) => {
  const { personalFor } = orders;
  if (!personalFor || daysOf(personalFor) >= leastDays) return [];
  const remedy = `write at least ${leastDays}d; until then goods are sent, returned and disputed`;
  return [mistake([...path, 'orders', 'personalFor'], `"${personalFor}"`, remedy)];
};

const leastDays = 30;
