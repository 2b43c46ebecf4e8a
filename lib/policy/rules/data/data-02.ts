import { bucketType } from '../../../cloudformation/buckets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { isForLogs, needsCustomerManagedKey } from '../../data-classes.ts';
import { expectCustomerManagedKey } from '../../encryption-keys.ts';
import { expectOneOf } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** With a key from KMS, reading takes a second permission; S3 writes access logs to buckets without one only. */
export const data02: Rule = {
  id: 'DATA-02',
  title:
    'Buckets are encrypted with KMS, with a customer-managed key where data is personal, secret or evidence',
  severity: 'medium',
  types: [bucketType, 'AWS::S3Express::DirectoryBucket'],
  why: 'Whoever may read a bucket that S3 encrypts by itself reads it in clear, and no key can be withdrawn.',
  fix: 'Set ServerSideEncryptionByDefault to aws:kms with a customer-managed key; AES256 only on buckets that take access logs.',
  controls: ['DATA-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (bucket, model) => {
    const list = bucket.property('BucketEncryption.ServerSideEncryptionConfiguration');
    const expected = 'a list with the encryption by default';
    return list.each().flatMap((one) => {
      if (!one.isDecidedList) return [observation('unknown', one, { expected })];
      const rules = one.items().filter(({ isOptional }) => !isOptional);
      return rules.length === 0
        ? [missing(bucket, one.path, 'the encryption by default')]
        : rules.flatMap((rule) => encryption(rule, bucket, model));
    });
  },
};

function encryption(rule: Value, bucket: Resource, model: Model): readonly Observation[] {
  const byDefault = rule.at('ServerSideEncryptionByDefault');
  const algorithm = byDefault.at('SSEAlgorithm');
  if (isForLogs(bucket, model)) return [expectOneOf(algorithm, [...kms, 'AES256'])];
  return [
    expectOneOf(algorithm, kms),
    ...(needsCustomerManagedKey(bucket) ? [expectCustomerManagedKey(byDefault.at('KMSMasterKeyID'))] : []),
  ];
}

const kms = ['aws:kms', 'aws:kms:dsse'];
