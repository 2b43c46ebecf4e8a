import { expect, test } from '@jest/globals';
import type { CheckResult } from '../../../../lambda/gateways/payment-event.ts';
import { type CheckRule, reviewReasonsOf } from '../../../../lambda/shared/orders/check-policy.ts';

test.each<[CheckRule, CheckResult | undefined, readonly string[]]>([
  ['mismatch', 'match', []],
  ['mismatch', 'mismatch', ['cvc_mismatch']],
  ['mismatch', 'unchecked', []],
  ['mismatch', undefined, []],
  ['unconfirmed', 'match', []],
  ['unconfirmed', 'mismatch', ['cvc_mismatch']],
  ['unconfirmed', 'unchecked', ['cvc_unconfirmed']],
  ['unconfirmed', undefined, ['cvc_unconfirmed']],
  ['never', 'match', []],
  ['never', 'mismatch', []],
  ['never', 'unchecked', []],
  ['never', undefined, []],
])('a policy of %s holds an answer of %s for %j', (code, result, reviewReasons) => {
  const policy = { avsStreet: 'never', avsPostalCode: 'never', cvc: code } as const;
  expect(reviewReasonsOf(policy, { checks: { cvc: result } })).toEqual(reviewReasons);
});

test('each check has its own rule', () => {
  const policy = { avsStreet: 'mismatch', avsPostalCode: 'unconfirmed', cvc: 'never' } as const;
  const checks = { avsStreet: 'mismatch', avsPostalCode: 'unchecked', cvc: 'mismatch' } as const;
  expect(reviewReasonsOf(policy, { checks })).toEqual(['avs_street_mismatch', 'avs_postal_code_unconfirmed']);
});

test('no policy passes over the doubt of a gateway itself', () => {
  const policy = { avsStreet: 'never', avsPostalCode: 'never', cvc: 'never' } as const;
  expect(reviewReasonsOf(policy, { checks: {}, risk: 'elevated' })).toEqual(['elevated_risk']);
  expect(reviewReasonsOf(policy, { checks: {}, risk: 'normal' })).toEqual([]);
});
