import { edgeRegion } from '../../../aws/regions.ts';
import { alarmsOn } from '../../../cloudformation/alarms.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf, expectReference, observeLiteral } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import bounds from './signing-alarms.json' with { type: 'json' };

/** A zone whose signatures fail answers nobody who validates, so somebody has to hear of it before. */
export const edge09Alarms: Rule = {
  id: 'EDGE-09-alarms',
  title: 'Alarms tell when a signed zone can no longer be signed',
  severity: 'medium',
  types: ['AWS::Route53::DNSSEC'],
  why: 'Once Route 53 cannot use the key, resolvers that validate answer nobody for the shop, and nothing but these metrics says so before.',
  fix: 'Add an AWS::CloudWatch::Alarm with actions in us-east-1 on each of DNSSECInternalFailure and DNSSECKeySigningKeysNeedingAction of AWS/Route53, with the dimension HostedZoneId, at 1 or more.',
  controls: ['EDGE-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (signing, model) =>
    bounds.metrics.flatMap((metric) =>
      bestOf(alarmsFor(signing, metric, model), [missing(signing, 'Properties', `an alarm on ${metric}`)]),
    ),
};

const namespace = 'AWS/Route53';

function* alarmsFor(signing: Resource, metric: string, model: Model): Generator<readonly Observation[]> {
  const value = signing.property('HostedZoneId');
  for (const alarm of alarmsOn(model, signing, { namespace, dimension: 'HostedZoneId', value })) {
    const identity = [
      expectOneOf(alarm.property('Namespace'), [namespace]),
      expectOneOf(alarm.property('MetricName'), [metric]),
      ...zoneOf(alarm, value),
    ];
    if (identity.some(({ status }) => status === 'fail')) continue;
    yield [...identity, ...telling(alarm, model), ...inEdgeRegion(alarm), ...doubtAbout(alarm, signing)];
  }
}

function zoneOf(alarm: Resource, id: Value): readonly Observation[] {
  const zone = referenced(id);
  return expectItem(alarm.property('Dimensions'), {
    expected: `the dimension HostedZoneId ${id.toString()}`,
    identify: (item) => [expectOneOf(item.at('Name'), ['HostedZoneId'])],
    judge: (item) => [
      zone
        ? expectReference(item.at('Value'), zone)
        : observeLiteral(
            item.at('Value'),
            { expected: id.toString() },
            (literal) => typeof literal === 'string' && literal === id.literal,
          ),
    ],
  });
}

function telling(alarm: Resource, model: Model): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  const isAbove = operator.literal === 'GreaterThanThreshold';
  const [min, max] = isAbove ? [0, 0] : [1, 1];
  return [
    expectOneOf(alarm.property('Statistic'), ['Maximum', 'Sum']),
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    expectNumber(alarm.property('Threshold'), { min, max }),
    expectNumber(alarm.property('Period'), { min: 60, max: bounds.longestPeriod }),
    expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: bounds.mostPeriods }),
    // With any other dimension CloudWatch looks at another metric, which has no data.
    ...flawsOf(
      alarm
        .property('Dimensions')
        .items()
        .map((item) => expectOneOf(item.at('Name'), ['HostedZoneId'])),
    ),
    ...alarmReaches(alarm, model),
  ];
}

function inEdgeRegion(alarm: Resource): readonly Observation[] {
  const { region } = alarm.template;
  if (region === undefined || region === edgeRegion) return [];
  return [missing(alarm, 'Type', `a metric to watch in ${region}: Route 53 writes it in ${edgeRegion}`)];
}
