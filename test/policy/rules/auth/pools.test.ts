import { expect, test } from '@jest/globals';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import { auth01 } from '../../../../lib/policy/rules/auth/auth-01.ts';
import { modelOf } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const customers = { signUp: 'open', secondFactor: 'optional' };

/** What is said of a shop without a pool whose contract says this as well. */
function said(more: Readonly<Record<string, string | typeof customers>>) {
  const resources = { Queue: { Type: 'AWS::SQS::Queue' } };
  return evaluate(modelOf({ resources, storefront: { ...storefront, ...more } }), [auth01])
    .filter(({ rule }) => rule === 'AUTH-01')
    .map(({ status, message, missingStack }) => [status, message, missingStack]);
}

test('A shop in which nobody signs in is told that it has no pool', () => {
  expect(said({})).toEqual([
    ['notApplicable', 'no user pool is among the templates of boutique: nobody signs in', undefined],
  ]);
});

test('A shop with customers lacks a pool where their stack has none', () => {
  expect(said({ customers, stack: 'customers' })).toEqual([
    ['fail', 'Resources lacks a user pool, since the contract says that shoppers sign in', undefined],
  ]);
});

test('A shop with customers is not decided while their stack is not given', () => {
  expect(said({ customers })).toEqual([
    [
      'unknown',
      'the stack customers is not among the templates; expected a user pool, since the contract says that shoppers sign in',
      'customers',
    ],
  ]);
});
