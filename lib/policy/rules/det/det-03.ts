import { isArnOfOwnAccount } from '../../../cloudformation/accounts.ts';
import { bucketType, policiesOf } from '../../../cloudformation/buckets.ts';
import { logStore } from '../../../cloudformation/log-stores.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { asParts } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { accountHas } from '../../account-services.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import {
  doubtAbout,
  expectAbsent,
  expectFalse,
  expectNumber,
  expectOneOf,
  expectSeen,
  expectTrue,
  observe,
  type Verdict,
} from '../../expect.ts';
import { expectLock } from '../../object-lock.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import { madeOf, onlyOne } from './only-one.ts';

const recorderType = 'AWS::Config::ConfigurationRecorder';
const channelType = 'AWS::Config::DeliveryChannel';
const retentionType = 'AWS::Config::RetentionConfiguration';

/** PCI DSS v4.0.1, 10.5.1: what is recorded is kept for twelve months. */
const leastDays = 365;

/** What was there, and since when: the inventory of the account and the history of each thing in it. */
export const det03: Rule = {
  id: 'DET-03',
  title: 'AWS Config records every type of resource as it changes, into a locked bucket',
  severity: 'medium',
  types: [recorderType],
  account: accountHas({
    control: 'DET-03',
    service: 'config',
    type: recorderType,
    subject: 'a recorder of AWS Config in each region',
    regions: 'each',
  }),
  why: 'A change that nobody recorded was never made, as far as anybody can show; Security Hub judges only what is recorded.',
  fix: 'Set RecordingGroup.AllSupported to true, IncludeGlobalResourceTypes to true in the home region, exclude no type, record continuously, keep the history for 365 days at least, and add a delivery channel to a locked bucket that admits config.amazonaws.com.',
  controls: ['DET-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (recorder, model) => [
    expectTrue(recorder.property('RecordingGroup.AllSupported').withDefault(false)),
    ...globalTypes(recorder, model),
    expectServiceRole(recorder.property('RoleARN')),
    ...flawsOf(leavesNothingOut(recorder)),
    ...delivers(recorder, model),
  ],
};

/** Types of IAM are the same in each region, so one recorder of them is enough: that of the home region. */
function globalTypes(recorder: Resource, model: Model): readonly Observation[] {
  const path = 'RecordingGroup.IncludeGlobalResourceTypes';
  const { accountStack } = recorder.template;
  if (accountStack && accountStack.region !== accountStack.regions[0]) return [];
  const isElsewhere =
    !accountStack &&
    model
      .beside(recorder, recorderType)
      .some((other) => other !== recorder && other.property(path).literal === true);
  return isElsewhere ? [] : [expectTrue(recorder.property(path).withDefault(false))];
}

/** Security Hub's control Config.1 asks for the role that AWS keeps, since a role of one's own can lack rights silently. */
function expectServiceRole(value: Value): Observation {
  const expected = 'the service-linked role AWSServiceRoleForConfig of the account';
  const isOwn = isArnOfOwnAccount(value);
  return observe(value, { expected }, (resolved) =>
    isServiceRole(resolved) ? isOwn : isServiceRole(resolved),
  );
}

function isServiceRole(resolved: Resolved): Verdict {
  if (resolved.kind === 'reference')
    return resolved.resource.type === 'AWS::IAM::ServiceLinkedRole' ? true : undefined;
  const end = asParts(resolved).at(-1);
  if (typeof end !== 'string') return undefined;
  return end.endsWith(':role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig');
}

function leavesNothingOut(recorder: Resource): readonly Observation[] {
  const group = recorder.property('RecordingGroup');
  const mode = recorder.property('RecordingMode');
  const overrides = mode.at('RecordingModeOverrides');
  return [
    expectAbsent(group.at('ExclusionByResourceTypes'), 'no type that is left out'),
    expectOneOf(group.at('RecordingStrategy.UseOnly').withDefault('ALL_SUPPORTED_RESOURCE_TYPES'), [
      'ALL_SUPPORTED_RESOURCE_TYPES',
    ]),
    // What is changed and changed back within a day is in no daily record.
    expectOneOf(mode.at('RecordingFrequency').withDefault('CONTINUOUS'), ['CONTINUOUS']),
    ...(overrides.isDecidedList
      ? overrides.items().map((one) => expectOneOf(one.at('RecordingFrequency'), ['CONTINUOUS']))
      : [expectFalse(overrides)]),
    ...onlyOne(recorder),
    // AWS Config keeps its history for seven years unless it is told less.
    ...madeOf(recorder.template.ofType(retentionType)).map((retention) =>
      expectNumber(retention.property('RetentionPeriodInDays'), { min: leastDays }),
    ),
  ];
}

function delivers(recorder: Resource, model: Model): readonly Observation[] {
  // A second channel is a flaw of each, so that a third tells nothing more.
  const channels = madeOf(recorder.template.ofType(channelType)).slice(0, 2);
  const delivering = (channel: Resource) => [
    ...into(channel, model),
    ...doubtAbout(channel, recorder),
    ...flawsOf(onlyOne(channel)),
  ];
  return bestOf(inTurn(channels, delivering), [
    missing(recorder, 'Properties', `an ${channelType} beside it`),
  ]);
}

function into(channel: Resource, model: Model): readonly Observation[] {
  const named = channel.property('S3BucketName');
  const bucket = logStore(named, model);
  const expected = 'a bucket among the templates';
  if (bucket?.type !== bucketType) return [expectSeen(named, expected)];
  return [
    observation('pass', named, { expected }),
    ...doubtAbout(bucket, channel),
    ...flawsOf([...expectLock(bucket, model), ...admitsConfig(bucket, model)]),
  ];
}

function admitsConfig(bucket: Resource, model: Model): readonly Observation[] {
  const policies = policiesOf(bucket, model);
  if (policies.length === 0)
    return [missing(bucket, 'Properties', 'a policy that lets config.amazonaws.com write')];
  return policies.flatMap((policy) =>
    admitsService(policy.property('PolicyDocument'), {
      ...serviceNamed('config.amazonaws.com'),
      actions: ['s3:PutObject'],
    }),
  );
}
