import { expect, test } from '@jest/globals';
import { gatewayNames } from '../../../../lambda/gateways/registry.ts';
import { disturbed, type End, endOf, randomHistory } from './histories.ts';

/** Tries so many histories of each gateway; a seed gives the same ones each time. */
export function testHistories({ seed, count }: { readonly seed: string; readonly count: number }): void {
  test.each(gatewayNames)(
    `%s: histories of seed '${seed}' end alike in whatever order, however often, and beside another order`,
    (gateway) => {
      for (let number = 0; number < count; number += 1) {
        const history = randomHistory(gateway, seed, number);
        const end = endOf(gateway, history.written);
        const shuffled = disturbed(history);
        expect({ number, shuffled, end: endOf(gateway, shuffled) }).toEqual({ number, shuffled, end });
        expect({ number, written: history.written, faults: faultsOf(end, history.written.order) }).toEqual({
          number,
          written: history.written,
          faults: [],
        });
      }
    },
  );
}

/** What of an end cannot be: money that is made or lost, or a person who is not asked to look. */
function faultsOf({ state, money, reviewReasons }: End, order: { readonly amountMinor: number }) {
  const { capturedMinor, refundedMinor, disputedMinor } = money;
  const left = capturedMinor - refundedMinor;
  const isAsked = reviewReasons.length > 0;
  const rules: readonly (readonly [fault: string, isBroken: boolean])[] = [
    ['a sum is negative', [capturedMinor, refundedMinor, disputedMinor].some((sum) => sum < 0)],
    ['more went back than came in, and nobody is asked', capturedMinor > 0 && left < 0 && !isAsked],
    [
      'something is left and not at risk, and it is not paid',
      left > 0 && disputedMinor === 0 && state !== 'paid',
    ],
    ['nothing is left and it is paid', left <= 0 && state === 'paid'],
    ['money is at risk and it is not disputed', disputedMinor > 0 && state !== 'disputed'],
    ['more is left than was ordered, and nobody is asked', left > order.amountMinor && !isAsked],
    [
      'less is left than was ordered, and nobody is asked',
      state === 'paid' && left < order.amountMinor && !isAsked,
    ],
  ];
  return rules.filter(([, isBroken]) => isBroken).map(([fault]) => fault);
}
