import { filterPattern } from '../cloudformation/filter-patterns.ts';
import type { JsonRecord } from '../cloudformation/model/json.ts';
import type { Model } from '../cloudformation/model/model.ts';
import { all, not, some, type Truth } from '../cloudformation/model/truth.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { groupBy } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { alarmReaches } from './alarm-actions.ts';
import { countsUpTo, tellsPeople } from './alert-routes.ts';
import { bestOf, distinct, flawsOf, inTurn } from './choices.ts';
import {
  doubtAbout,
  expectAbsent,
  expectFalse,
  expectNumber,
  expectOneOf,
  expectReference,
} from './expect.ts';
import { missing, type Observation, observation } from './observation.ts';
import { ordinaryRecords } from './rules/log/trail-records.ts';

const alarmType = 'AWS::CloudWatch::Alarm';
const filterType = 'AWS::Logs::MetricFilter';

/** What a trail writes down and somebody has to be told. */
interface TrailAlert {
  /** What an acceptance calls it: its section of a benchmark, for example. */
  readonly section: string;
  /** What it is, as a phrase. */
  readonly what: string;
  /** The same, with what else has to be true of the filter. */
  readonly name: string;
  /** How many of its records have to raise the alarm within a day. */
  readonly most: number;
  /** Within how many seconds they have to, where a day is too late. */
  readonly withinSeconds?: number;
  /** Its records, as CloudTrail writes them down. */
  readonly records: readonly JsonRecord[];
}

/** Judges that a metric filter of a log group takes in what a trail writes there, and that an alarm on it tells somebody. */
export function heardInLogs(family: TrailAlert, group: Resource, model: Model): readonly Observation[] {
  const known = heardIn(model)(group);
  const key = `${family.section}\n${family.name}`;
  const seen = known.get(key) ?? heard(family, group, model);
  known.set(key, seen);
  return seen;
}

/** Each trail that writes into a group asks the same of it. */
const heardIn = memoized((_model: Model) =>
  memoized((_group: Resource) => new Map<string, readonly Observation[]>()),
);

function heard(family: TrailAlert, group: Resource, model: Model): readonly Observation[] {
  const filters = model
    .referrers(group, filterType)
    .filter((filter) => hears(filter.property('FilterPattern'), family) !== false);
  const { section, name } = family;
  const expected = `a metric filter that takes in ${name}, with an alarm`;
  return distinct(
    bestOf(
      inTurn(filters, (filter) => counted(filter, { family, group, model })),
      [missing(group, 'Properties', expected).with({ about: section })],
    ),
  );
}

/** Whether a pattern takes in every record of a family, and nothing that happens all day long. */
function hears({ alternatives }: Value, family: TrailAlert): Truth {
  return all(
    alternatives.map((resolved): Truth => {
      if (resolved.kind !== 'literal') return resolved.kind === 'absent' ? false : undefined;
      return takesIn(String(resolved.value), family);
    }),
  );
}

function takesIn(pattern: string, { records }: TrailAlert): Truth {
  const known = takenIn(records);
  if (known.has(pattern)) return known.get(pattern);
  const test = filterPattern(pattern);
  const answer = test && all([...records.map(test), not(some(ordinaryRecords.map(test)))]);
  known.set(pattern, answer);
  return answer;
}

/** What patterns take in, by their text: each filter of a group is asked for each family, and again where it is counted. */
const takenIn = memoized((_records: readonly JsonRecord[]) => new Map<string, Truth>());

interface Counting {
  readonly family: TrailAlert;
  readonly group: Resource;
  readonly model: Model;
}

function counted(filter: Resource, { family, group, model }: Counting): readonly Observation[] {
  const pattern = filter.property('FilterPattern');
  const transformation = filter.property('MetricTransformations').at('[0]');
  const expected = `a pattern that takes in ${family.what}`;
  const metric = { name: transformation.at('MetricName'), namespace: transformation.at('MetricNamespace') };
  const alike = byMetric(filter.template.ofType(alarmType)).get(metricKey(metric)) ?? [];
  const alarms = alike.filter((alarm) => watches(alarm, metric));
  const alarmed = (alarm: Resource) => [
    observation('pass', alarm.property('MetricName'), { expected: metric.name.toString() }),
    observation('pass', alarm.property('Namespace'), { expected: metric.namespace.toString() }),
    ...countsUpTo(alarm, family.most),
    ...flawsOf([expectNumber(alarm.property('Period'), { max: family.withinSeconds ?? 86_400 })]),
    ...(alarm.template.accountStack ? tellsPeople(alarm) : alarmReaches(alarm, model)),
    ...doubtAbout(alarm, group),
  ];
  return [
    observation(hears(pattern, family) ? 'pass' : 'unknown', pattern, { expected }),
    expectReference(filter.property('LogGroupName'), group),
    expectOneOf(transformation.at('MetricValue'), [1]),
    ...doubtAbout(filter, group),
    ...flawsOf([
      expectAbsent(filter.property('FieldSelectionCriteria'), 'no criteria that leave events out'),
      // A transformer renames and deletes fields, so that the pattern finds none of them.
      expectFalse(filter.property('ApplyOnTransformedLogs')),
    ]),
    ...bestOf(inTurn(alarms, alarmed), [
      missing(filter, 'Properties.MetricTransformations', 'an alarm on its metric'),
    ]),
  ];
}

interface Metric {
  readonly name: Value;
  readonly namespace: Value;
}

/** Alarms by their metric: sorted once, since each filter asks. */
const byMetric = memoized((alarms: readonly Resource[]) =>
  groupBy(alarms, (alarm) =>
    metricKey({ name: alarm.property('MetricName'), namespace: alarm.property('Namespace') }),
  ),
);

function metricKey({ name, namespace }: Metric): string {
  return `${name.literal}\n${namespace.literal}`;
}

/** An alarm with dimensions watches another metric, which has no data. */
function watches(alarm: Resource, { name, namespace }: Metric): boolean {
  const isOne = (value: Value, other: Value) =>
    typeof other.literal === 'string' && value.literal === other.literal;
  return (
    isOne(alarm.property('MetricName'), name) &&
    isOne(alarm.property('Namespace'), namespace) &&
    alarm.property('Dimensions').items().length === 0
  );
}
