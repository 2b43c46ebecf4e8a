import type { CardChecks, CheckResult, Risk } from '../../gateways/payment-event.ts';
import type { Order, ReviewReason } from './order.ts';

/**
 * When an order waits for a person because of what the card's issuer said: `mismatch` when the issuer said no,
 * `unconfirmed` when it did not say yes, `never` whatever it said.
 */
export const checkRules = ['mismatch', 'unconfirmed', 'never'] as const;
export type CheckRule = (typeof checkRules)[number];

/** The shop's policy: one rule for each thing that an issuer can check. */
export type CheckPolicy = Readonly<Record<keyof CardChecks, CheckRule>>;

/** The names of the checks, in the order in which they are reported. */
export const checkNames = [
  'avsStreet',
  'avsPostalCode',
  'cvc',
] as const satisfies readonly (keyof CardChecks)[];

/** Why an order that was paid with these answers has to wait. A gateway's own doubt always is a reason. */
export function reviewReasonsOf(
  policy: CheckPolicy,
  { checks, risk }: Pick<Order, 'checks' | 'risk'>,
): readonly ReviewReason[] {
  const ofChecks = checkNames.flatMap((name): readonly ReviewReason[] => {
    const [rule, result] = [policy[name], checks[name] ?? 'unchecked'];
    if (rule === 'never' || result === 'match') return [];
    if (result === 'mismatch') return [reasonNames[name].mismatch];
    return rule === 'unconfirmed' ? [reasonNames[name].unconfirmed] : [];
  });
  return risk === 'elevated' ? [...ofChecks, 'elevated_risk'] : ofChecks;
}

const reasonNames = {
  avsStreet: { mismatch: 'avs_street_mismatch', unconfirmed: 'avs_street_unconfirmed' },
  avsPostalCode: { mismatch: 'avs_postal_code_mismatch', unconfirmed: 'avs_postal_code_unconfirmed' },
  cvc: { mismatch: 'cvc_mismatch', unconfirmed: 'cvc_unconfirmed' },
} as const satisfies Readonly<Record<keyof CardChecks, object>>;

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
