import type { CardChecks, CheckResult, Risk } from '../../gateways/gateway.ts';
import { checkNames } from './check-policy.ts';

/** The worse of two answers to each check; one that nobody gave is missing. */
export function worse(one: CardChecks, other: CardChecks): CardChecks {
  const worst = checkNames.flatMap((name) => {
    const results = [one[name], other[name]].flatMap((result) => result ?? []);
    const result = fromWorstToBest.find((each) => results.includes(each));
    return result === undefined ? [] : [[name, result] as const];
  });
  return Object.fromEntries(worst);
}

/** The worse of two opinions about fraud; none if nobody had one. */
export function worseRisk(one: Risk | undefined, other: Risk | undefined): Risk | undefined {
  return one === 'elevated' || other === 'elevated' ? 'elevated' : (one ?? other);
}

const fromWorstToBest: readonly CheckResult[] = ['mismatch', 'unchecked', 'match'];
