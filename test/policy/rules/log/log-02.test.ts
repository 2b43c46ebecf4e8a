import { log02 } from '../../../../lib/policy/rules/log/log-02.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, trails } from './trails.ts';

const statement = 'Key.Properties.KeyPolicy.Statement[0]';

testRule(log02, {
  pass: { 'files that are signed and encrypted with a key of the account': trails() },
  fail: {
    'files that nobody signs': {
      ...trails(['Trail.Properties.EnableLogFileValidation', undefined]),
      says: ['Properties.EnableLogFileValidation is not set; expected true'],
    },
    'files without a key': {
      ...trails(['Trail.Properties.KMSKeyId', undefined]),
      says: ['Properties.KMSKeyId is not set; expected a customer-managed KMS key'],
    },
    'a key that does not admit CloudTrail': {
      ...trails([`${statement}.Principal`, { Service: 's3.amazonaws.com' }]),
      says: [
        'Properties.KeyPolicy lacks a statement that lets cloudtrail.amazonaws.com use kms:GenerateDataKey',
        'Properties.KeyPolicy lacks a statement that lets cloudtrail.amazonaws.com use kms:DescribeKey',
      ],
    },
    'a key that admits every trail of anybody': {
      ...trails([`${statement}.Condition`, undefined]),
      says: [
        'Properties.KeyPolicy.Statement[0].Condition is not set; expected a condition that limits CloudTrail to this trail, such as aws:SourceArn',
        'Properties.KeyPolicy.Statement[0].Condition is not set; expected a condition that limits CloudTrail to this trail, such as aws:SourceArn',
      ],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...trails(['Trail.Properties.KMSKeyId', open]),
      says: [`Properties.KMSKeyId is ${parameter}; expected a customer-managed KMS key`],
    },
  },
});
