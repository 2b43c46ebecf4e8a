import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { asNumber, doubtAbout, expectNumber, expectOneOf } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import { alarmType, likelyAlarms, namespace, type Told, watches } from './failures.ts';
import { nearest, type Work } from './job-events.ts';

/** Two days: a backup of each day that failed to come, and the time until it was due again. */
const mostSeconds = 172_800;

/**
 * Judges that somebody is told when no job ends well for two days: a plan that makes nothing any more fails nowhere. Only of a storefront
 * it is known that all its alarms were seen.
 */
export function silenceTold(subject: Resource, model: Model, told: Told): readonly Observation[] {
  if (!subject.template.storefront) return [];
  const { made, word } = told.work;
  const lacking = `an alarm on too few of ${made}, or of a metric with ${word} and made in its name that a function counts`;
  const alarms = alarmsOnMade(nearest(subject, alarmType, model))(told.work);
  return flawsOf(
    bestOf(
      inTurn(likelyAlarms(alarms, { subject, model, told }), (alarm) => [
        ...doubtAbout(alarm, subject),
        ...watches(alarm, { subject, model, told, states: ['COMPLETED'] }),
        ...tellsOfSilence(alarm, model),
      ]),
      [missing(subject, 'Properties', lacking)],
    ),
  );
}

/** After how many hours without a job that ended well somebody is told: by the soonest of the alarms beside a resource; nothing where none tells. */
export function hoursOfSilence(subject: Resource, model: Model, work: Work): number | undefined {
  const hours = alarmsOnMade(nearest(subject, alarmType, model))(work).flatMap((alarm) => {
    const [seconds, periods] = [alarm.property('Period'), alarm.property('EvaluationPeriods')].map(
      ({ literal }) => asNumber(literal),
    );
    return seconds === undefined || periods === undefined ? [] : [(seconds * periods) / 3600];
  });
  return hours.length === 0 ? undefined : Math.min(...hours);
}

/** Chosen once: each plan asks all alarms beside it for those on its kind of jobs. */
const alarmsOnMade = memoized((alarms: readonly Resource[]) =>
  memoized((work: Work) => alarms.filter((alarm) => isOnMade(work, alarm))),
);

function isOnMade({ made, word }: Work, alarm: Resource): boolean {
  const [space, name] = [alarm.property('Namespace').literal, alarm.property('MetricName').literal];
  if (typeof space !== 'string' || typeof name !== 'string') return false;
  if (space === namespace) return name === made;
  return !space.startsWith('AWS/') && name.toLowerCase().includes(word) && /made|completed/i.test(name);
}

/** What is not counted is missing altogether, so that missing data has to alarm. */
function tellsOfSilence(alarm: Resource, model: Model): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  const least = operator.literal === 'LessThanOrEqualToThreshold' ? 0 : 1;
  return [
    expectOneOf(operator, ['LessThanThreshold', 'LessThanOrEqualToThreshold']),
    expectNumber(alarm.property('Threshold'), { min: least }),
    expectOneOf(alarm.property('TreatMissingData'), ['breaching']),
    expectOneOf(alarm.property('Statistic'), ['Sum', 'SampleCount']),
    looksBack(alarm),
    // What nobody knows of a topic is said of the alarm itself, as of every other one.
    ...alarmReaches(alarm, model).filter(({ status }) => status === 'fail'),
  ];
}

function looksBack(alarm: Resource): Observation {
  const periods = alarm.property('EvaluationPeriods');
  const seconds = asNumber(alarm.property('Period').literal);
  if (seconds === undefined) {
    return observation('unknown', alarm.property('Period'), { expected: 'a number of seconds' });
  }
  return expectNumber(periods, { min: 1, max: Math.floor(mostSeconds / seconds) });
}
