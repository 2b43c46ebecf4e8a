import { expect, test } from '@jest/globals';
import type { CheckResult } from '../../../../lambda/gateways/gateway.ts';
import { type CheckRule, holdsOf } from '../../../../lambda/shared/orders/check-policy.ts';

test.each<[CheckRule, CheckResult | undefined, readonly string[]]>([
  ['mismatch', 'match', []],
  ['mismatch', 'mismatch', ['code mismatch']],
  ['mismatch', 'unchecked', []],
  ['mismatch', undefined, []],
  ['unconfirmed', 'match', []],
  ['unconfirmed', 'mismatch', ['code mismatch']],
  ['unconfirmed', 'unchecked', ['code unconfirmed']],
  ['unconfirmed', undefined, ['code unconfirmed']],
  ['never', 'match', []],
  ['never', 'mismatch', []],
  ['never', 'unchecked', []],
  ['never', undefined, []],
])('a policy of %s holds an answer of %s for %j', (code, result, holds) => {
  const policy = { street: 'never', postcode: 'never', code } as const;
  expect(holdsOf(policy, { checks: { code: result } })).toEqual(holds);
});

test('each check has its own rule', () => {
  const policy = { street: 'mismatch', postcode: 'unconfirmed', code: 'never' } as const;
  const checks = { street: 'mismatch', postcode: 'unchecked', code: 'mismatch' } as const;
  expect(holdsOf(policy, { checks })).toEqual(['street mismatch', 'postcode unconfirmed']);
});

test('no policy passes over the doubt of a gateway itself', () => {
  const policy = { street: 'never', postcode: 'never', code: 'never' } as const;
  expect(holdsOf(policy, { checks: {}, risk: 'elevated' })).toEqual(['elevated risk']);
  expect(holdsOf(policy, { checks: {}, risk: 'normal' })).toEqual([]);
});
