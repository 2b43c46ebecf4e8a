import { pay03 } from '../../../../lib/policy/rules/pay/pay-03.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignMasking, masking, parameter } from './masking.ts';

const statements = 'Group.Properties.DataProtectionPolicy.Statement';
const list = 'Properties.DataProtectionPolicy.Statement';

testRule(pay03, {
  pass: {
    'a log group that masks card numbers': masking(),
    'the same in a foreign template': foreignMasking(),
  },
  fail: {
    'a log group that masks nothing': {
      ...masking(['Group.Properties.DataProtectionPolicy', undefined]),
      says: [
        'Properties.DataProtectionPolicy.Version is not set; expected 2021-06-01',
        `${list} lacks a statement that reports card numbers`,
        `${list} lacks a statement that masks card numbers`,
      ],
    },
    'a log group that only reports them': {
      ...masking([`${statements}[1]`, undefined]),
      says: [`${list} lacks a statement that masks card numbers`],
    },
    'a log group that masks something else': {
      ...masking([
        `${statements}[1].DataIdentifier`,
        ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'],
      ]),
      says: [`${list}[1].DataIdentifier lacks the identifier CreditCardNumber`],
    },
  },
  unknown: {
    'a policy that is a parameter': {
      ...masking([statements, open]),
      says: [
        `${list} is ${parameter}; expected a list with a statement that reports card numbers`,
        `${list} is ${parameter}; expected a list with a statement that masks card numbers`,
      ],
    },
  },
  notApplicable: {
    'a foreign log group without a policy': foreignMasking([
      'Group.Properties.DataProtectionPolicy',
      undefined,
    ]),
  },
});
