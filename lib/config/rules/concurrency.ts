import { leastUnreserved, reservations } from '../../contract/concurrency.ts';
import { mistake } from '../mistake.ts';
import type { ShopRule } from './rule.ts';
import { environmentsOf } from './shop.ts';

/** One account has one quota in a region, however many environments it holds, and Lambda keeps some of it for the rest. */
export const reservationsFit: ShopRule = (shop) => {
  const reserving = environmentsOf(shop).flatMap(([name, { account, region, concurrency }]) => {
    const quota = concurrency?.accountLimit;
    return quota === undefined ? [] : [{ name, place: `${account} in ${region}`, quota }];
  });
  return reserving.flatMap(({ name, place, quota }, index) => {
    const earlier = reserving.slice(0, index).filter((other) => other.place === place);
    const path = ['environments', name, 'concurrency', 'accountLimit'];
    const other = earlier.find((one) => one.quota !== quota);
    if (other) {
      const found = `${quota} of account ${place}, where ${other.name} has ${other.quota}`;
      return [mistake(path, found, 'write the same quota in both')];
    }
    const reserved = (earlier.length + 1) * total(quota);
    if (reserved <= quota - leastUnreserved) return [];
    const found = `${quota} of account ${place}, of which its environments would reserve ${reserved}`;
    const remedy = `remove concurrency from one of them, so that ${leastUnreserved} stay unreserved`;
    return [mistake(path, found, remedy)];
  });
};

function total(quota: number): number {
  return Object.values(reservations(quota)).reduce((sum, count) => sum + count, 0);
}
