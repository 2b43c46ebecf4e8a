import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import { followed } from './validation.ts';

/** What AWS Backup counts by itself: https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html. */
const [namespace, metric] = ['AWS/Backup', 'NumberOfBackupJobsFailed'] as const;
export const alarmType = 'AWS::CloudWatch::Alarm';
const backupJob = 'Backup Job State Change';

/** How a backup job ends that made no backup. */
const failures = ['FAILED', 'ABORTED', 'EXPIRED'];

/** Judges that somebody is told when a backup fails: by an alarm on what AWS Backup counts, or on what a function counts of its events. */
export function failuresTold(plan: Resource, model: Model): readonly Observation[] {
  const lacking = `an alarm on ${metric}, or on a metric with backup and failed in its name that a function counts`;
  const alarms = onFailures(model.beside(plan, alarmType));
  const hearing = alarms.every(isOfBackup) ? [] : heard(plan, model);
  const seen = bestOf(
    alarms.map((alarm) => [...doubtAbout(alarm, plan), ...(isOfBackup(alarm) ? [] : hearing)]),
    [missing(plan, 'Properties', lacking)],
  );
  const flaws = flawsOf(seen);
  // How the alarm tells is said of the alarm itself, which may watch several plans.
  return flaws.length > 0 ? flaws : [notApplicable(plan, 'an alarm watches the backups that fail')];
}

/** Judges that an alarm on failed backups tells somebody of the first one. */
export function failureAlarm(alarm: Resource, model: Model): readonly Observation[] {
  return isOnFailures(alarm)
    ? alarmTells(alarm, model)
    : [notApplicable(alarm, 'it watches no backups that fail')];
}

const onFailures = memoized((alarms: readonly Resource[]) => alarms.filter(isOnFailures));

function isOnFailures(alarm: Resource): boolean {
  return isOfBackup(alarm) || isOwn(alarm);
}

function isOfBackup(alarm: Resource): boolean {
  return alarm.property('Namespace').literal === namespace && alarm.property('MetricName').literal === metric;
}

function isOwn(alarm: Resource): boolean {
  const [space, name] = [alarm.property('Namespace').literal, alarm.property('MetricName').literal];
  if (typeof space !== 'string' || space.startsWith('AWS/') || typeof name !== 'string') return false;
  return /backup/i.test(name) && /fail/i.test(name);
}

function alarmTells(alarm: Resource, model: Model): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  const least = operator.literal === 'GreaterThanThreshold' ? 0 : 1;
  return [
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    // One backup that fails is one too many.
    ...flawsOf([
      expectNumber(alarm.property('Threshold'), { min: least, max: least }),
      expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: 1 }),
    ]),
    expectOneOf(alarm.property('Statistic'), ['Sum', 'Maximum', 'SampleCount']),
    ...alarmReaches(alarm, model),
  ];
}

/** A rule without states hears of each of them. */
function heard(plan: Resource, model: Model): readonly Observation[] {
  return followed(plan, model, {
    job: backupJob,
    judge: (rule) => {
      const states = rule.property('EventPattern.detail.state');
      if (states.isAbsent) return [];
      return failures.flatMap((state) =>
        expectItem(states, { expected: state, identify: (each) => [expectOneOf(each, [state])] }),
      );
    },
  });
}
