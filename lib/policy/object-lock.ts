import { bucketParts, policiesOf } from '../cloudformation/buckets.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { isEveryone, type Statement, statements } from '../cloudformation/policy-documents.ts';
import { matchesAction } from '../cloudformation/wildcards.ts';
import { bestOf } from './choices.ts';
import { doubtAbout, expectNumber, expectOneOf, expectTrue } from './expect.ts';
import { missing, type Observation, observation } from './observation.ts';
import { effectIs, listsOne } from './statements/statement-parts.ts';

/** PCI DSS v4.0.1, 10.5.1: audit logs are kept for twelve months. */
const least = { days: 365, years: 1 };

const retention = 'ObjectLockConfiguration.Rule.DefaultRetention';

/**
 * Judges that nobody deletes or replaces the objects of a bucket before a year is over: by a lock of compliance, or by one of
 * governance that the bucket lets nobody lift.
 */
export function expectLock(bucket: Resource, model: Model): readonly Observation[] {
  const mode = bucket.property(`${retention}.Mode`);
  return [
    expectTrue(bucket.property('ObjectLockEnabled')),
    expectOneOf(mode, ['GOVERNANCE', 'COMPLIANCE']),
    expectPeriod(bucket),
    // An object lock works on versions; S3 turns versions on with it, and a template that suspends them is refused.
    expectOneOf(bucket.property('VersioningConfiguration.Status'), ['Enabled']),
    ...(mode.literal === 'COMPLIANCE' ? [] : deniesLifting(bucket, model)),
  ];
}

function expectPeriod(bucket: Resource): Observation {
  const years = bucket.property(`${retention}.Years`);
  return years.isAbsent
    ? expectNumber(bucket.property(`${retention}.Days`), { min: least.days })
    : expectNumber(years, { min: least.years });
}

/** The right that lifts a lock of governance. */
const lifting = 's3:BypassGovernanceRetention';

function deniesLifting(bucket: Resource, model: Model): readonly Observation[] {
  const policies = policiesOf(bucket, model);
  const lacking = missing(bucket, 'Properties', `a policy that denies everybody ${lifting}`);
  // A bucket has one policy. Which of several it ends with is decided by their order, so each has to do.
  return policies.length === 0 ? [lacking] : policies.flatMap((policy) => denialIn(policy, bucket, lacking));
}

function denialIn(policy: Resource, bucket: Resource, lacking: Observation): readonly Observation[] {
  const candidates = statements(policy.property('PolicyDocument'))
    .filter(({ actions }) => actions.values.some((action) => matchesAction(action, lifting) !== false))
    .map((statement) => [...denial(statement, bucket), ...doubtAbout(policy, bucket)]);
  return bestOf(candidates, [lacking]);
}

/** The right concerns versions of objects, so the objects have to be named and not the bucket. */
function denial(statement: Statement, bucket: Resource): readonly Observation[] {
  const { value, principals, actions, resources, conditions } = statement;
  const [, objects] = bucketParts(bucket);
  const isObjects = (at: Value) => objects?.isCovered(at);
  return [
    effectIs(statement, 'Deny'),
    listsOne(
      {
        ...principals,
        values: principals.values.map((one) => ({ at: one.value, verdict: isEveryone(one) })),
      },
      { at: value.at('Principal'), expected: '*' },
    ),
    listsOne(
      { ...actions, values: actions.values.map((at) => ({ at, verdict: matchesAction(at, lifting) })) },
      { at: value.at('Action'), expected: lifting },
    ).with({ about: lifting }),
    listsOne(
      { ...resources, values: resources.values.map((at) => ({ at, verdict: isObjects(at) })) },
      { at: value.at('Resource'), expected: 'every object of the bucket' },
    ),
    ...(conditions.isDecided && conditions.values.length === 0
      ? []
      : [
          observation('fail', value.at('Condition'), {
            expected: 'no condition, so that it holds for everybody',
          }),
        ]),
  ];
}
