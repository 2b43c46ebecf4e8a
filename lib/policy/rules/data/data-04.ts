import { bucketType } from '../../../cloudformation/buckets.ts';
import { isKnownName, logDestination } from '../../../cloudformation/log-targets.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { isForLogs } from '../../data-classes.ts';
import { expectOneOf, observe, observeLiteral, type Verdict } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** Versions undo a change, logs explain it, and without access lists the owner owns every object. */
export const data04: Rule = {
  id: 'DATA-04',
  title: 'Buckets are versioned, owner-enforced and access-logged',
  severity: 'medium',
  types: [bucketType],
  why: 'Without versions and logs an overwritten page or receipt can be neither restored nor explained.',
  fix: 'Enable VersioningConfiguration, set ObjectOwnership to BucketOwnerEnforced, name another bucket in LoggingConfiguration, and remove AccessControl.',
  controls: ['DATA-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (bucket, model) => [
    expectOneOf(bucket.property('VersioningConfiguration.Status'), ['Enabled']),
    ...ownership(bucket),
    ...flawsOf([
      // What S3 does where nothing is written.
      observeLiteral(
        bucket.property('AccessControl'),
        { expected: 'no value or Private' },
        (acl) => acl === undefined || acl === 'Private',
      ),
    ]),
    ...(isForLogs(bucket, model) ? [] : [logging(bucket, model)]),
  ],
};

function ownership(bucket: Resource): readonly Observation[] {
  const rules = bucket.property('OwnershipControls.Rules');
  const expected = 'a rule with ObjectOwnership BucketOwnerEnforced';
  return rules.each().flatMap((one) => {
    if (!one.isDecidedList) return [observation('unknown', one, { expected })];
    const items = one.items();
    return items.length === 0
      ? [missing(bucket, one.path, expected)]
      : items.map((item) => expectOneOf(item.at('ObjectOwnership'), ['BucketOwnerEnforced']));
  });
}

/** A bucket that logs to itself logs its own logs, without end. */
function logging(bucket: Resource, model: Model): Observation {
  return observe(logDestination(bucket), { expected: 'another bucket among the templates' }, (resolved) =>
    isOtherBucket(resolved, bucket, model),
  );
}

function isOtherBucket(resolved: Resolved, bucket: Resource, model: Model): Verdict {
  if (resolved.kind === 'reference')
    return resolved.resource !== bucket && resolved.resource.type === bucketType;
  if (resolved.kind !== 'literal') return resolved.kind === 'absent' ? false : undefined;
  const { value } = resolved;
  if (typeof value !== 'string' || value === bucket.property('BucketName').literal) return false;
  return isKnownName(value, model) ? true : undefined;
}
