import { expect, test } from '@jest/globals';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import type { Rule } from '../../../../lib/policy/rule.ts';
import { iam04Account } from '../../../../lib/policy/rules/iam/iam-04-account.ts';
import { proc03 } from '../../../../lib/policy/rules/proc/proc-03.ts';
import { type Change, open } from '../../../support/changes.ts';
import { type Case, modelOf } from '../../../support/rule-cases.ts';
import { foreignHome, home } from './evidence.ts';

function said(rule: Rule, input: Case): readonly string[] {
  return evaluate(modelOf(input), [rule])
    .filter((finding) => finding.rule === rule.id && finding.status !== 'pass')
    .map(({ status, message }) => `${status}: ${message}`);
}

test.each([proc03, iam04Account])(
  '$id passes the home region of an account, and asks nothing of a foreign template',
  (rule) => {
    expect(said(rule, home())).toEqual([]);
    expect(evaluate(modelOf(home()), [rule]).some(({ status }) => status === 'pass')).toBe(true);
    expect(evaluate(modelOf(foreignHome()), [rule]).filter((finding) => finding.rule === rule.id)).toEqual(
      [],
    );
  },
);

const retention = 'Properties.ObjectLockConfiguration.Rule.DefaultRetention';

test.each<[string, Rule, readonly Change[], readonly string[]]>([
  [
    'no bucket for evidence',
    proc03,
    [['Evidence', undefined]],
    ['fail: the account has no bucket for evidence in eu-west-1'],
  ],
  [
    'another bucket under the lock',
    proc03,
    [['Evidence.Properties.BucketName', 'palisade-account-config-111111111111-eu-west-1']],
    ['fail: the account has no bucket for evidence in eu-west-1'],
  ],
  [
    'evidence without a lock',
    proc03,
    [['Evidence.Properties.ObjectLockEnabled', undefined]],
    ['fail: Properties.ObjectLockEnabled is not set; expected true'],
  ],
  [
    'a lock of one day',
    proc03,
    [[`Evidence.${retention}.Days`, 1]],
    [`fail: ${retention}.Days is 1; expected at least 365`],
  ],
  [
    'versions that a condition suspends',
    proc03,
    [['Evidence.Properties.VersioningConfiguration.Status', open]],
    [
      'unknown: Properties.VersioningConfiguration.Status is unknown (parameter Open is only known at deployment); expected Enabled',
    ],
  ],
  [
    'no rules for passwords',
    iam04Account,
    [['Settings', undefined]],
    ['fail: the account has no setting of the rules for passwords in eu-west-1'],
  ],
  [
    'short passwords that never end and are used again',
    iam04Account,
    [['Settings.Properties.PasswordPolicy', { LeastLength: 8, EndsAfterDays: 0, Remembered: 4 }]],
    [
      'fail: Properties.PasswordPolicy.LeastLength is 8; expected at least 14',
      'fail: Properties.PasswordPolicy.Remembered is 4; expected at least 24',
      'fail: Properties.PasswordPolicy.EndsAfterDays is 0; expected at least 1 and at most 90',
    ],
  ],
])('An account is told of %s', (_, rule, changes, says) => {
  expect(said(rule, home(...changes))).toEqual(says);
});
