import { policiesOf } from '../../../cloudformation/buckets.ts';
import { isLogTarget } from '../../../cloudformation/log-targets.ts';
import { isRecord } from '../../../cloudformation/model/json.ts';
import { mentions } from '../../../cloudformation/model/mentions.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all, not, some, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { isService, mayAllow, type Statement, statements } from '../../../cloudformation/policy-documents.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { takesInOneOf } from '../../../cloudformation/wildcards.ts';
import { accountScope, evidenceRole } from '../../../contract/account-names.ts';
import { bucketName } from '../../../contract/names.ts';
import { useOf } from '../../data-classes.ts';

/** What S3 names itself by when it writes access logs. */
const logWriter = 'logging.s3.amazonaws.com';

const writes = ['s3:PutObject', 's3:ReplicateObject'];

/**
 * Whether a bucket of an account holds the access logs of other buckets and nothing else: S3 alone may write there, no other
 * resource names it, and evidence, which people bring under rights of their own, has its own bucket.
 */
export function holdsOnlyAccessLogs(bucket: Resource, model: Model): Truth {
  if (!isLogTarget(bucket, model) || useOf(bucket)?.class !== 'audit') return false;
  return all([
    not(isForEvidence(bucket)),
    !model.templates.some(({ made }) => made.some((other) => usesOtherwise(other, bucket))),
    ...policiesOf(bucket, model).map(admitsOnlyLogs),
  ]);
}

/** Whoever keeps evidence finds its bucket by its name. */
function isForEvidence(bucket: Resource): Truth {
  const { accountStack } = bucket.template;
  return textIs(
    bucket.property('BucketName'),
    (name) => accountStack !== undefined && name === bucketName(accountScope, evidenceRole, accountStack),
  );
}

/** Whether another resource names the bucket for anything but access logs; what its policies say is read by itself. */
function usesOtherwise(other: Resource, bucket: Resource): boolean {
  const { Properties: properties } = other.definition;
  if (other === bucket || other.type === 'AWS::S3::BucketPolicy' || !isRecord(properties)) return false;
  const { LoggingConfiguration: logging, ...rest } = properties;
  const isBucket = other.type === bucket.type && logging !== undefined;
  const judged = isBucket ? rest : properties;
  const name = bucket.property('BucketName').literal;
  return (
    (other.template === bucket.template && mentions(judged).has(bucket.logicalId)) ||
    (typeof name === 'string' && JSON.stringify(judged).includes(name))
  );
}

function admitsOnlyLogs(policy: Resource): Truth {
  const allowing = statements(policy.property('PolicyDocument')).filter(mayAllow);
  return all(allowing.map((one) => some([not(takesInOneOf(one.actions, writes)), isForLogs(one)])));
}

function isForLogs({ principals: { negated, values, isDecided } }: Statement): Truth {
  if (negated) return false;
  const verdict = all(values.map((one) => isService(one, logWriter)));
  return verdict && (!isDecided || values.length === 0) ? undefined : verdict;
}
