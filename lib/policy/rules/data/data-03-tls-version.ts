import { bucketType } from '../../../cloudformation/buckets.ts';
import type { Rule } from '../../rule.ts';
import { policiesRefuse } from './data-03.ts';
import { oldTls } from './tls-deny.ts';

/** S3 itself ended TLS below 1.2; the policy is what shows it, and holds at private endpoints too. */
export const data03TlsVersion: Rule = {
  id: 'DATA-03-tls-version',
  title: 'Buckets refuse TLS below 1.2',
  severity: 'low',
  types: [bucketType],
  why: 'Old versions of TLS can be read or altered on the way, and an auditor asks where they are refused.',
  fix: 'Deny everyone s3:* on the bucket and its objects when s3:TlsVersion is less than 1.2.',
  controls: ['DATA-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (bucket, model) => policiesRefuse(bucket, model, oldTls),
};
