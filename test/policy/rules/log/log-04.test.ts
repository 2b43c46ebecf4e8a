import { log04 } from '../../../../lib/policy/rules/log/log-04.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter, trails } from './trails.ts';

const lock = 'Bucket.Properties.ObjectLockConfiguration.Rule.DefaultRetention';
const statements = 'Policy.Properties.PolicyDocument.Statement';
const keepsTheLock = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:BypassGovernanceRetention',
  Resource: { 'Fn::Sub': '${Bucket.Arn}/*' },
};

testRule(log04, {
  pass: {
    'a bucket under a lock of compliance': trails(),
    'a bucket under a lock of governance that nobody may lift': trails(
      [`${lock}.Mode`, 'GOVERNANCE'],
      [`${statements}[2]`, keepsTheLock],
    ),
  },
  fail: {
    'a bucket without a lock': {
      ...trails(['Bucket.Properties.ObjectLockEnabled', undefined]),
      says: ['Properties.ObjectLockEnabled is not set; expected true'],
    },
    'a lock of a month': {
      ...trails([`${lock}.Days`, 30]),
      says: ['Properties.ObjectLockConfiguration.Rule.DefaultRetention.Days is 30; expected at least 365'],
    },
    'a lock of governance that some may lift': {
      ...trails([`${lock}.Mode`, 'GOVERNANCE']),
      says: ['Properties lacks a policy that denies everybody s3:BypassGovernanceRetention'],
    },
    'a bucket that lets anybody’s trail write': {
      ...trails([`${statements}[1].Condition`, undefined]),
      says: [
        'Properties.PolicyDocument.Statement[1].Condition is not set; expected a condition that limits CloudTrail to this trail, such as aws:SourceArn',
      ],
    },
    'a bucket that takes the files of another account': {
      ...trails([`${statements}[1].Resource`, { 'Fn::Sub': '${Bucket.Arn}/AWSLogs/222222222222/*' }]),
      says: [
        'Properties.PolicyDocument.Statement[1].Resource is ${Bucket.Arn}/AWSLogs/222222222222/*; expected what CloudTrail uses of the bucket',
      ],
    },
  },
  unknown: {
    'a bucket that is a parameter': {
      ...trails(['Trail.Properties.S3BucketName', open]),
      says: [`Properties.S3BucketName is ${parameter}; expected a bucket among the templates`],
    },
  },
});
