import { bucketType } from '../../../cloudformation/buckets.ts';
import { isLogTarget } from '../../../cloudformation/log-targets.ts';
import { expectLock } from '../../object-lock.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Beside the trail an account keeps what AWS Config saw and the evidence of deployments. */
export const log04Buckets: Rule = {
  id: 'LOG-04-buckets',
  title: 'Every bucket of an account is locked for a year, but for one that takes access logs',
  severity: 'high',
  types: [bucketType],
  why: 'Evidence that can be changed afterwards shows nothing, whoever keeps it.',
  fix: 'Set ObjectLockEnabled and a default retention of 365 days or longer, and deny everybody s3:BypassGovernanceRetention. S3 cannot write access logs into a locked bucket, so they go to one of their own.',
  controls: ['LOG-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (bucket, model) => {
    if (!bucket.template.accountStack) {
      return [notApplicable(bucket, 'it is no bucket of an account; the rules about data judge it')];
    }
    return isLogTarget(bucket, model)
      ? [notApplicable(bucket, 'it takes access logs, which S3 cannot write into a locked bucket')]
      : expectLock(bucket, model);
  },
};
