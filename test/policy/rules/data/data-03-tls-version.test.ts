import { data03TlsVersion } from '../../../../lib/policy/rules/data/data-03-tls-version.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { bucket, foreignBucket, parameter, plainBucket } from './bucket.ts';

const deny = 'SitePolicy.Properties.PolicyDocument.Statement[1]';
const line = 'Properties.PolicyDocument.Statement[1].Condition.NumericLessThan.s3:TlsVersion';
const condition = 'only NumericLessThan on s3:tlsversion for requests with TLS below 1.2';

testRule(data03TlsVersion, {
  pass: {
    'buckets that refuse old TLS': bucket(),
    'the same in somebody else’s template': foreignBucket(),
    'a bucket that takes TLS 1.3 only': bucket([
      `${deny}.Condition.NumericLessThan`,
      { 's3:TlsVersion': 1.3 },
    ]),
  },
  fail: {
    'no such statement': {
      ...bucket([deny, undefined]),
      says: ['the bucket', 'its objects'].map(
        (part) => `Properties.PolicyDocument lacks a Deny of requests with TLS below 1.2 to ${part}`,
      ),
    },
    'a version that is too low': {
      ...bucket([`${deny}.Condition.NumericLessThan`, { 's3:TlsVersion': '1.1' }]),
      says: [`${line} is 1.1; expected ${condition}`],
    },
    'an unprotected twin': {
      ...bucket(['Twin', plainBucket]),
      says: ['Properties lacks an AWS::S3::BucketPolicy that denies requests with TLS below 1.2'],
    },
  },
  unknown: {
    'a version that is a parameter': {
      ...bucket([`${deny}.Condition.NumericLessThan`, { 's3:TlsVersion': open }]),
      says: [`${line} is ${parameter}; expected ${condition}`],
    },
  },
});
