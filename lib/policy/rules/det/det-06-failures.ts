import { alarmsOnMetric } from '../../../cloudformation/metric-alarms.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { resourceName } from '../../../contract/names.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { isJudgedWhole, withoutStacks } from '../../among-templates.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { asNumber, doubtAbout, expectNumber, expectOneOf, observeLiteral } from '../../expect.ts';
import { subjects } from '../../function-calls.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './watched-failures.json' with { type: 'json' };

/** One thing that may go wrong with a resource, and how CloudWatch measures it. */
interface Failure {
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: string;
  /** The highest threshold at which the alarm still tells of it. */
  readonly most: number;
  readonly statistics: readonly string[];
}

const counted: Readonly<Record<string, readonly string[]>> = facts.counted;

/** Physical names that dimensions say, by type; a distribution has an id that nobody writes. */
const names: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
};

/** What nobody is told of lasts: payments that are not taken, events that wait, letters that nobody reads. */
export const det06Failures: Rule = {
  id: 'DET-06-failures',
  title: 'Somebody is told when a function, a queue or the distribution of a storefront fails',
  severity: 'high',
  types: [...new Set(facts.failures.map(({ type }) => type))],
  why: 'A function that fails, a queue that nobody empties or a secret that is missing takes no payments, and without an alarm shoppers notice before the owner does.',
  fix: 'Add an AWS::CloudWatch::Alarm with an action on each metric that the finding names, with the resource as its dimension, a threshold near zero and at most a day until it is raised.',
  controls: ['DET-06'],
  since: '0.1.0',
  stage: 'enforced',
  check: (subject, model) => {
    if (!subject.template.storefront) return [notApplicable(subject, 'no storefront depends on it')];
    const failures = failuresOf(subject, model);
    if (failures.length === 0)
      return [notApplicable(subject, 'nothing of the storefront calls it or reads it')];
    const flaws = failures.flatMap((failure) => flawsOf(alarmed(subject, failure, model)));
    return flaws.length > 0
      ? flaws
      : [notApplicable(subject, `alarms tell of ${failures.map(({ metric }) => metric).join(', ')}`)];
  },
};

/** What may go wrong with a resource: as AWS measures it, and as a function of the kit counts it itself. */
function failuresOf(subject: Resource, model: Model): readonly Failure[] {
  const measured = facts.failures.filter(
    (failure) => failure.type === subject.type && subjects[failure.subject]?.(subject, model),
  );
  return measured.length === 0 ? [] : [...measured, ...countedBy(subject)];
}

function countedBy(subject: Resource): readonly Failure[] {
  const { storefront } = subject.template;
  const name = subject.property('FunctionName').literal;
  if (!storefront || typeof name !== 'string') return [];
  const owner = { shop: storefront.shop, name: storefront.environment };
  return Object.entries(counted)
    .filter(([, roles]) => roles.some((role) => resourceName(owner, role) === name))
    .map(([metric]) => ({ ...facts.counts, metric }));
}

function alarmed(subject: Resource, failure: Failure, model: Model): readonly Observation[] {
  const { found, open } = alarmsOnMetric({ ...failure, subject, name: nameOf(subject) }, model);
  const lacking = missing(subject, 'Properties', `an alarm on ${failure.metric}`);
  const unseen = `has no alarm on ${failure.metric} that was seen`;
  const isSure = found.length > 0 || (open.length === 0 && isJudgedWhole(subject, model));
  return bestOf(
    inTurn(found, (alarm) => [...telling(alarm, failure, model), ...doubtAbout(alarm, subject)]),
    [isSure ? lacking : withoutStacks(lacking.with({ status: 'unknown' }), unseen, subject, model)],
  ).map((one) => one.with({ about: failure.metric }));
}

function nameOf(subject: Resource) {
  const path = names[subject.type];
  return path === undefined ? undefined : subject.property(path);
}

function telling(alarm: Resource, failure: Failure, model: Model): readonly Observation[] {
  return [
    expectOneOf(alarm.property('ComparisonOperator'), [
      'GreaterThanThreshold',
      'GreaterThanOrEqualToThreshold',
    ]),
    expectNumber(alarm.property('Threshold'), { min: 0, max: failure.most }),
    expectOneOf(alarm.property('Statistic'), failure.statistics),
    raisedInTime(alarm),
    // An alarm with another dimension looks at another metric, which has no data.
    ...alarm
      .property('Dimensions')
      .items()
      .map((item) => expectOneOf(item.at('Name'), [failure.dimension, 'Region'])),
    // What nobody knows of a topic is said of the alarm itself, as of every other one.
    ...alarmReaches(alarm, model).filter(({ status }) => status === 'fail'),
  ];
}

/** How long it has to be so: as many periods as have to be over the threshold. */
function raisedInTime(alarm: Resource): Observation {
  const periods = alarm.property('EvaluationPeriods');
  const needed = asNumber(alarm.property('DatapointsToAlarm').literal) ?? asNumber(periods.literal) ?? 1;
  const expected = `a period by which the alarm is raised within ${facts.longestSeconds} seconds`;
  return observeLiteral(alarm.property('Period'), { expected }, (literal) => {
    const seconds = asNumber(literal);
    return seconds !== undefined && seconds * needed <= facts.longestSeconds;
  });
}
