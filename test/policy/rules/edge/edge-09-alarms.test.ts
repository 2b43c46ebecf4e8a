import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge09Alarms } from '../../../../lib/policy/rules/edge/edge-09-alarms.ts';
import { type Change, changed, maybe, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';

const alarm = (MetricName: string): JsonRecord => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/Route53',
    MetricName,
    Dimensions: [{ Name: 'HostedZoneId', Value: { Ref: 'Zone' } }],
    Statistic: 'Maximum',
    Period: 14400,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    AlarmActions: [{ Ref: 'Page' }],
  },
});

const good: Readonly<Record<string, JsonRecord>> = {
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'shop.boutique.example' } },
  Signing: { Type: 'AWS::Route53::DNSSEC', Properties: { HostedZoneId: { Ref: 'Zone' } } },
  Page: { Type: 'AWS::SNS::Topic', Properties: {} },
  Failure: alarm('DNSSECInternalFailure'),
  Action: alarm('DNSSECKeySigningKeysNeedingAction'),
};

function signed(...changes: readonly Change[]): Case {
  return { resources: changed(good, changes), sections: undecided };
}

const lacks = 'Properties lacks an alarm on DNSSECInternalFailure';

testRule(edge09Alarms, {
  pass: {
    'an alarm on each of the two metrics': signed(),
    'more than none, as a sum': signed(
      ['Failure.Properties.ComparisonOperator', 'GreaterThanThreshold'],
      ['Failure.Properties.Threshold', 0],
      ['Failure.Properties.Statistic', 'Sum'],
    ),
    'a zone that is given by its id': signed(
      ['Zone', undefined],
      ['Signing.Properties.HostedZoneId', 'Z0123456789ABC'],
      ['Failure.Properties.Dimensions[0].Value', 'Z0123456789ABC'],
      ['Action.Properties.Dimensions[0].Value', 'Z0123456789ABC'],
    ),
    'templates of us-east-1': { ...signed(), region: 'us-east-1' },
  },
  fail: {
    'a second zone that no alarm watches': {
      ...signed(['Twin', { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'twin.example' } }]),
      says: [lacks, 'Properties lacks an alarm on DNSSECKeySigningKeysNeedingAction'],
    },
    'alarms on another zone than that which is given by its id': {
      ...signed(
        ['Zone', undefined],
        ['Signing.Properties.HostedZoneId', 'Z0123456789ABC'],
        ['Failure.Properties.Dimensions[0].Value', 'Z9'],
        ['Action.Properties.Dimensions[0].Value', 'Z0123456789ABC'],
      ),
      says: [lacks],
    },
    'no alarm': {
      ...signed(['Failure', undefined], ['Action', undefined]),
      says: [lacks, 'Properties lacks an alarm on DNSSECKeySigningKeysNeedingAction'],
    },
    'a threshold that is never reached': {
      ...signed(['Failure.Properties.Threshold', 1_000_000]),
      says: ['Properties.Threshold is 1000000; expected at least 1 and at most 1'],
    },
    'an alarm that falls': {
      ...signed(['Failure.Properties.ComparisonOperator', 'LessThanThreshold']),
      says: [
        'Properties.ComparisonOperator is LessThanThreshold; expected GreaterThanThreshold or GreaterThanOrEqualToThreshold',
      ],
    },
    'an alarm that tells nobody': {
      ...signed(['Failure.Properties.AlarmActions', []]),
      says: ['Properties.AlarmActions lacks the ARN of a topic'],
    },
    'an alarm on the zone only where a condition holds': {
      ...signed(['Failure.Properties.Dimensions', [maybe({ Name: 'HostedZoneId', Value: { Ref: 'Zone' } })]]),
      says: [lacks],
    },
    'an alarm after a year of failures': {
      ...signed(['Failure.Properties.EvaluationPeriods', 365]),
      says: ['Properties.EvaluationPeriods is 365; expected at least 1 and at most 1'],
    },
    'a further dimension, which makes it another metric': {
      ...signed([
        'Failure.Properties.Dimensions',
        [
          { Name: 'HostedZoneId', Value: { Ref: 'Zone' } },
          { Name: 'Region', Value: 'us-east-1' },
        ],
      ]),
      says: ['Properties.Dimensions[1].Name is Region; expected HostedZoneId'],
    },
    'an alarm in another region': {
      ...signed(['Action', undefined]),
      region: 'eu-west-1',
      says: [
        'Type lacks a metric to watch in eu-west-1: Route 53 writes it in us-east-1',
        'Properties lacks an alarm on DNSSECKeySigningKeysNeedingAction',
      ],
    },
  },
  unknown: {
    'a topic that no given template has': {
      ...signed(['Failure.Properties.AlarmActions', ['arn:aws:sns:us-east-1:111111111111:page']]),
      says: [
        'Properties.AlarmActions[0] is arn:aws:sns:us-east-1:111111111111:page; only the deployment tells whether that is the ARN of a topic or function',
      ],
    },
    'an alarm that a condition may leave out': {
      ...signed(['Failure.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Zone exists',
      ],
    },
    'a threshold that is a parameter': {
      ...signed(['Failure.Properties.Threshold', open]),
      says: [
        'Properties.Threshold is unknown (parameter Open is only known at deployment); expected at least 1 and at most 1',
      ],
    },
    'an alarm on a zone that is given by its id': {
      ...signed(['Failure.Properties.Dimensions[0].Value', 'Z0123456789ABC']),
      says: [
        'Properties.Dimensions[0].Value is Z0123456789ABC; only the deployment tells whether that is a reference to Zone',
      ],
    },
  },
  notApplicable: {
    'a zone inside a VPC': signed(
      ['Zone.Properties.VPCs', [{ VPCId: 'vpc-1', VPCRegion: 'eu-west-1' }]],
      ['Failure', undefined],
      ['Action', undefined],
    ),
  },
});
