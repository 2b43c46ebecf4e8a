import { alarmsOn } from '../../../cloudformation/alarms.ts';
import { isRecord } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf, expectTrue, observeLiteral } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import bounds from './report-alarm.json' with { type: 'json' };

/** Requires a rule of a web ACL that counts requests to a path, and an alarm on its count. */
export function expectCountedPath(acl: Resource, path: string, model: Model): readonly Observation[] {
  return expectItem(acl.property('Rules'), {
    expected: `a rule that counts requests to ${path}`,
    identify: (rule) => pathMatch(rule.at('Statement'), path),
    judge: (rule) => [
      expectCount(rule.at('Action')),
      expectTrue(rule.at('VisibilityConfig.CloudWatchMetricsEnabled')),
      ...expectAlarm(rule.at('VisibilityConfig.MetricName'), acl, model),
    ],
  });
}

/** A match on the path itself, or as one of several conditions that all have to hold. */
function pathMatch(statement: Value, path: string): readonly Observation[] {
  const oneOfSeveral = expectItem(statement.at('AndStatement.Statements'), {
    expected: `a match on ${path}`,
    identify: (each) => byteMatch(each.at('ByteMatchStatement'), path),
  });
  return bestOf([byteMatch(statement.at('ByteMatchStatement'), path), oneOfSeveral], []);
}

function byteMatch(match: Value, path: string): readonly Observation[] {
  return [
    expectOneOf(match.at('SearchString'), [path]),
    expectOneOf(match.at('PositionalConstraint'), ['EXACTLY', 'STARTS_WITH']),
    observeLiteral(
      match.at('FieldToMatch'),
      { expected: '{"UriPath":{}}' },
      (literal) => isRecord(literal) && isRecord(literal['UriPath']),
    ),
  ];
}

function expectCount(action: Value): Observation {
  return observeLiteral(
    action,
    { expected: '{"Count":{}}' },
    (literal) => isRecord(literal) && isRecord(literal['Count']),
  );
}

function expectAlarm(metric: Value, acl: Resource, model: Model): readonly Observation[] {
  const name = observeLiteral(
    metric,
    { expected: 'the name of a metric' },
    (literal) => typeof literal === 'string',
  );
  const lacking = missing(metric.resource, metric, 'an alarm on the requests that it counts');
  return [name, ...bestOf(countAlarms(metric, acl, model), [lacking])];
}

function* countAlarms(metric: Value, acl: Resource, model: Model): Generator<readonly Observation[]> {
  const namespace = 'AWS/WAFV2';
  for (const alarm of alarmsOn(model, acl, { namespace, dimension: 'Rule', value: metric })) {
    const identity = [
      expectOneOf(alarm.property('Namespace'), [namespace]),
      ...expectDimension(alarm, 'Rule', metric),
    ];
    if (identity.every(({ status }) => status !== 'fail'))
      yield [...identity, ...countAlarm(alarm, acl, model)];
  }
}

function countAlarm(alarm: Resource, acl: Resource, model: Model): readonly Observation[] {
  const dimensions = alarm.property('Dimensions');
  return [
    ...expectDimension(alarm, 'WebACL', acl.property('VisibilityConfig.MetricName')),
    // With any other dimension CloudWatch looks at another metric, which has no data.
    ...flawsOf(dimensions.items().map((item) => expectOneOf(item.at('Name'), ['Rule', 'WebACL']))),
    expectOneOf(alarm.property('MetricName'), ['CountedRequests']),
    ...flawsOf([expectNumber(alarm.property('Threshold'), { min: bounds.leastRequests })]),
    ...expectTellingAlarm(alarm, model, ['Sum']),
    ...sameRegion(alarm, acl),
    ...doubtAbout(alarm, acl),
  ];
}

function expectDimension(alarm: Resource, name: string, metric: Value): readonly Observation[] {
  return expectItem(alarm.property('Dimensions'), {
    expected: `the dimension ${name} ${metric.toString()}`,
    identify: (item) => [expectOneOf(item.at('Name'), [name])],
    judge: (item) => [
      observeLiteral(
        item.at('Value'),
        { expected: metric.toString() },
        (literal) => typeof literal === 'string' && literal === metric.literal,
      ),
    ],
  });
}

function sameRegion(alarm: Resource, acl: Resource): readonly Observation[] {
  const [here, there] = [alarm.template.region, acl.template.region];
  if (here === undefined || there === undefined || here === there) return [];
  return [missing(alarm, 'Type', `a metric to watch in ${here}: the web ACL counts in ${there}`)];
}

/** Judges what makes an alarm on a count of reports tell somebody soon. */
export function expectTellingAlarm(
  alarm: Resource,
  model: Model,
  statistics: readonly string[],
): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  return [
    expectOneOf(alarm.property('Statistic'), statistics),
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    ...threshold(alarm, operator),
    expectNumber(alarm.property('Period'), { min: 10, max: bounds.longestPeriod }),
    expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: bounds.mostPeriods }),
    // An alarm only looks at data of its own unit, and these are counts.
    ...flawsOf([expectOneOf(alarm.property('Unit').withDefault('Count'), ['Count', 'None'])]),
    ...alarmReaches(alarm, model),
  ];
}

/** More than none is a count too, so 0 is the best threshold where the alarm asks for more than it. */
function threshold(alarm: Resource, operator: Value): readonly Observation[] {
  const value = alarm.property('Threshold');
  const max = bounds.highestThreshold;
  if (operator.literal === 'GreaterThanThreshold') return flawsOf([expectNumber(value, { min: 0, max })]);
  return [expectNumber(value, { min: 1, max })];
}
