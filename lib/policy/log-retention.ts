import periods from '../aws/log-retention.json' with { type: 'json' };
import { logGroupType } from '../cloudformation/log-stores.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { distinct, expectItem, flawsOf } from './choices.ts';
import { isUnclassified, useOf } from './data-classes.ts';
import { asNumber, expectAbsent, expectNumber, expectOneOf, observeLiteral } from './expect.ts';
import { forEveryObject } from './lifecycle-rules.ts';
import { notApplicable, type Observation } from './observation.ts';

/** PCI DSS v4.0.1, 10.5.1: audit logs are kept for twelve months, the last three of them at hand. */
const months = { twelve: 365, three: 90 };

/** Judges that a log group or a bucket keeps logs as long as they may be asked for, and then ends them. */
export function keepsLogs(store: Resource): readonly Observation[] {
  return store.type === logGroupType ? groupKeeps(store) : bucketKeeps(store);
}

/** A log group holds evidence unless its contract says otherwise; of a foreign one nobody knows. */
function groupKeeps(group: Resource): readonly Observation[] {
  const least = mayHoldEvidence(group) ? months.twelve : months.three;
  return [
    expectPeriod(group.property('RetentionInDays'), least),
    ...flawsOf([
      expectOneOf(group.property('LogGroupClass').withDefault('STANDARD'), periods.keepingClasses),
    ]),
  ];
}

/** Requires one of the periods that CloudWatch Logs takes; any other number fails at deployment. */
export function expectPeriod(value: Value, least: number): Observation {
  const expected = `at least ${least}, a number of days that CloudWatch Logs takes`;
  return observeLiteral(value, { expected }, (literal) => {
    const days = asNumber(literal);
    return days !== undefined && days >= least && periods.days.includes(days);
  });
}

function mayHoldEvidence(store: Resource): boolean {
  return useOf(store)?.class === 'audit' || isUnclassified(store);
}

function bucketKeeps(bucket: Resource): readonly Observation[] {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  const tooEarly = rules.isDecidedList ? rules.items().flatMap(endsTooEarly) : [];
  const stated = useOf(bucket)?.retention;
  // Whoever states a retention may keep logs without end, and so may a bucket that only happens to take logs.
  if (!mayHoldEvidence(bucket) || stated !== undefined) {
    const why = stated ?? 'nothing ends the logs before their time';
    return tooEarly.length > 0 ? tooEarly : [notApplicable(bucket, why)];
  }
  const ended = expectItem(rules, {
    expected: `the expiration of logs after at least ${months.twelve} days`,
    identify: (rule) => [expectNumber(rule.at('ExpirationInDays'), { min: months.twelve })],
    judge: forEveryObject,
  });
  return distinct([...ended, ...tooEarly]);
}

/** What a lifecycle rule does to logs before a year, or hides from whoever needs them within hours. */
function endsTooEarly(rule: Value): readonly Observation[] {
  if (rule.at('Status').literal === 'Disabled') return [];
  const transitions = rule.at('Transitions');
  const moves = [
    rule.at('Transition'),
    ...(transitions.isDecidedList ? transitions.items() : [transitions]),
  ].filter(({ isAbsent }) => !isAbsent);
  return flawsOf([
    expectNumber(rule.at('ExpirationInDays').withDefault(months.twelve), { min: months.twelve }),
    expectAbsent(rule.at('ExpirationDate'), 'no value, since it ends logs of every age'),
    ...moves.filter(mayArchive).flatMap(archivesLate),
  ]);
}

function mayArchive(move: Value): boolean {
  const { literal } = move.at('StorageClass');
  return typeof literal !== 'string' || periods.archives.includes(literal);
}

function archivesLate(move: Value): readonly Observation[] {
  return [
    expectNumber(move.at('TransitionInDays'), { min: months.three }),
    expectAbsent(move.at('TransitionDate'), 'no value, since it archives logs of every age'),
  ];
}
