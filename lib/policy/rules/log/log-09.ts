import { bucketType } from '../../../cloudformation/buckets.ts';
import { logGroupType, logStore } from '../../../cloudformation/log-stores.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectSeen, expectTrue } from '../../expect.ts';
import { keepsLogs } from '../../log-retention.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

type Check = (subject: Resource, model: Model) => readonly Observation[];

const checks: Readonly<Record<string, Check>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': balancer,
  'AWS::ApiGateway::Stage': (stage, model) => [
    ...into(stage.property('AccessLogSetting.DestinationArn'), logGroupType, model),
    ...executionLogs(stage),
  ],
  'AWS::ApiGatewayV2::Stage': (stage, model) =>
    into(stage.property('AccessLogSettings.DestinationArn'), logGroupType, model),
  'AWS::StepFunctions::StateMachine': machine,
};

/** The servers behind the edge write down who asked them for what. */
export const log09: Rule = {
  id: 'LOG-09',
  title: 'Load balancers, APIs and state machines log each request into a store that keeps it',
  severity: 'medium',
  types: Object.keys(checks),
  why: 'Without logs of requests nothing leads from an order back to whoever placed or changed it.',
  fix: 'Set access_logs.s3.enabled and access_logs.s3.bucket of the load balancer, AccessLogSetting.DestinationArn of an API stage, or LoggingConfiguration of a state machine.',
  controls: ['LOG-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (subject, model) => own(checks, subject.type)?.(subject, model) ?? [],
};

function balancer(subject: Resource, model: Model): readonly Observation[] {
  if (subject.property('Type').literal === 'gateway') {
    return [notApplicable(subject, 'a gateway load balancer has no access logs')];
  }
  return [
    ...attribute(subject, 'access_logs.s3.enabled', (value) => [expectTrue(value)]),
    ...attribute(subject, 'access_logs.s3.bucket', (value) => into(value, bucketType, model)),
  ];
}

function attribute(
  subject: Resource,
  key: string,
  judge: (value: Value) => readonly Observation[],
): readonly Observation[] {
  return expectItem(subject.property('LoadBalancerAttributes'), {
    expected: `the attribute ${key}`,
    identify: (item) => [expectOneOf(item.at('Key'), [key])],
    judge: (item) => judge(item.at('Value')),
  });
}

/** Where settings of methods are written, a level that is not among them is OFF. */
function executionLogs(stage: Resource): readonly Observation[] {
  const levels = valuesAt(stage, 'MethodSettings[].LoggingLevel');
  return flawsOf(levels.map((level) => expectOneOf(level.withDefault('OFF'), ['ERROR', 'INFO'])));
}

function machine(subject: Resource, model: Model): readonly Observation[] {
  const groups = valuesAt(subject, 'LoggingConfiguration.Destinations[].CloudWatchLogsLogGroup.LogGroupArn');
  return [
    expectOneOf(subject.property('LoggingConfiguration.Level'), ['ALL', 'ERROR', 'FATAL']),
    ...(groups.length === 0
      ? [missing(subject, 'Properties.LoggingConfiguration.Destinations', 'a log group')]
      : groups.flatMap((group) => into(group, logGroupType, model))),
  ];
}

function into(value: Value, type: string, model: Model): readonly Observation[] {
  const expected = `${type === bucketType ? 'a bucket' : 'a log group'} among the templates`;
  const store = logStore(value, model);
  if (store?.type !== type) return [expectSeen(value, expected)];
  return [
    observation('pass', value, { expected }),
    ...doubtAbout(store, value.resource),
    ...keepsLogs(store),
  ];
}
