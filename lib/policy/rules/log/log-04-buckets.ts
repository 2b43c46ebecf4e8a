import { bucketType } from '../../../cloudformation/buckets.ts';
import { not } from '../../../cloudformation/model/truth.ts';
import { expectLock } from '../../object-lock.ts';
import { notApplicable } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { whereApplies } from '../../statements/allowed.ts';
import { holdsOnlyAccessLogs } from './access-log-bucket.ts';

/** Beside the trail an account keeps what AWS Config saw and the evidence of deployments. */
export const log04Buckets: Rule = {
  id: 'LOG-04-buckets',
  title:
    'Every bucket of an account is locked for a year, but for one that takes access logs and nothing else',
  severity: 'high',
  types: [bucketType],
  why: 'Evidence that can be changed afterwards shows nothing, whoever keeps it.',
  fix: 'Set ObjectLockEnabled and a default retention of 365 days or longer, and deny everybody s3:BypassGovernanceRetention. S3 cannot write access logs into a locked bucket, so they go to one of their own, which nothing else names and nobody else may write to.',
  controls: ['LOG-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (bucket, model) => {
    if (!bucket.template.accountStack) {
      return [notApplicable(bucket, 'it is no bucket of an account; the rules about data judge it')];
    }
    const isExempt = holdsOnlyAccessLogs(bucket, model);
    return isExempt
      ? [notApplicable(bucket, 'it takes access logs alone, which S3 cannot write into a locked bucket')]
      : whereApplies(not(isExempt), () => expectLock(bucket, model));
  },
};
