import { edgeRegion } from '../../../aws/regions.ts';
import { alarmsByDimension, alarmsIn } from '../../../cloudformation/alarms.ts';
import { type Name, namesIn } from '../../../cloudformation/candidates.ts';
import { isPublic } from '../../../cloudformation/hosted-zones.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf, expectReference, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import bounds from './signing-alarms.json' with { type: 'json' };

/** A zone whose signatures fail answers nobody who validates, so somebody has to hear of it before. */
export const edge09Alarms: Rule = {
  id: 'EDGE-09-alarms',
  title: 'Alarms tell when a signed zone can no longer be signed',
  severity: 'medium',
  types: ['AWS::Route53::HostedZone', 'AWS::Route53::DNSSEC'],
  why: 'Once Route 53 cannot use the key, resolvers that validate answer nobody for the shop, and nothing but these metrics says so before.',
  fix: 'Add an AWS::CloudWatch::Alarm with actions in us-east-1 on each of DNSSECInternalFailure and DNSSECKeySigningKeysNeedingAction of AWS/Route53, with the dimension HostedZoneId, at 1 or more.',
  controls: ['EDGE-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === 'AWS::Route53::HostedZone' ? ofZone(resource, model) : ofSigning(resource, model),
};

const namespace = 'AWS/Route53';

/** That a zone is signed at all is asked by `EDGE-09`. */
function ofZone(zone: Resource, model: Model): readonly Observation[] {
  if (!isPublic(zone)) return [notApplicable(zone, 'the zone only answers inside a VPC')];
  return watched(zone, model, {
    names: [zone],
    expected: `the dimension HostedZoneId ${zone.logicalId}`,
    isMeant: (value) => expectReference(value, zone),
  });
}

/** A zone that is not in the templates is known by its id. */
function ofSigning(signing: Resource, model: Model): readonly Observation[] {
  const id = signing.property('HostedZoneId');
  if (referenced(id)) return [notApplicable(signing, 'its zone is among the templates, and is asked itself')];
  return watched(signing, model, {
    names: namesIn(id),
    expected: `the dimension HostedZoneId ${id.toString()}`,
    isMeant: (value) =>
      observeLiteral(
        value,
        { expected: id.toString() },
        (literal) => typeof literal === 'string' && literal === id.literal,
      ),
  });
}

interface Watched {
  readonly names: readonly Name[];
  /** The dimension, as a phrase. */
  readonly expected: string;
  /** Judges the value of the dimension. */
  readonly isMeant: (value: Value) => Observation;
}

function watched(subject: Resource, model: Model, zone: Watched): readonly Observation[] {
  return bounds.metrics.flatMap((metric) =>
    bestOf(alarmsFor(subject, metric, { model, zone }), [
      missing(subject, 'Properties', `an alarm on ${metric}`),
    ]),
  );
}

function* alarmsFor(
  subject: Resource,
  metric: string,
  { model, zone }: { readonly model: Model; readonly zone: Watched },
): Generator<readonly Observation[]> {
  const alarms = alarmsIn(model, subject, namespace);
  for (const alarm of alarmsByDimension.likely(alarms, zone.names)) {
    const identity = [
      expectOneOf(alarm.property('Namespace'), [namespace]),
      expectOneOf(alarm.property('MetricName'), [metric]),
      ...expectItem(alarm.property('Dimensions'), {
        expected: zone.expected,
        identify: (item) => [expectOneOf(item.at('Name'), ['HostedZoneId'])],
        judge: (item) => [zone.isMeant(item.at('Value'))],
      }),
    ];
    if (identity.some(({ status }) => status === 'fail')) continue;
    yield [...identity, ...telling(alarm, model), ...inEdgeRegion(alarm), ...doubtAbout(alarm, subject)];
  }
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
