import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { accountHas } from '../../account-services.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { expectAbsent, expectOneOf, expectTrue } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import services from './services.json' with { type: 'json' };

const detectorType = 'AWS::GuardDuty::Detector';

/** GuardDuty sees what no rule on templates can: that somebody is in already. */
export const det01: Rule = {
  id: 'DET-01',
  title: 'GuardDuty watches each region with its protections, and tells within fifteen minutes',
  severity: 'high',
  types: [detectorType],
  account: accountHas({
    control: 'DET-01',
    service: 'guardDuty',
    type: detectorType,
    subject: 'a detector of GuardDuty in each region',
    regions: 'each',
  }),
  why: 'Stolen credentials and code that was broken into look like the owner’s own until somebody compares what they do.',
  fix: 'Set Enable to true, FindingPublishingFrequency to FIFTEEN_MINUTES, and list each protection under Features with Status ENABLED; one that is not listed stays as it was.',
  controls: ['DET-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (detector) => [
    expectTrue(detector.property('Enable')),
    expectOneOf(detector.property('FindingPublishingFrequency'), ['FIFTEEN_MINUTES']),
    ...services.guardDutyProtections.flatMap((name) => protects(detector, name)),
    ...flawsOf([
      expectAbsent(detector.property('DataSources'), 'no value beside Features'),
      ...switchedOff(detector.property('Features')),
    ]),
  ],
};

function protects(detector: Resource, name: string): readonly Observation[] {
  return expectItem(detector.property('Features'), {
    expected: `the protection ${name}`,
    identify: (feature) => [expectOneOf(feature.at('Name'), [name])],
    judge: (feature) => [expectOneOf(feature.at('Status'), ['ENABLED'])],
  });
}

/** A second entry of the same name, or an agent that GuardDuty does not manage, leaves workloads unseen. */
function switchedOff(features: Value): readonly Observation[] {
  if (!features.isDecidedList)
    return [observation('unknown', features, { expected: 'a list of protections' })];
  return features.items().flatMap((feature) => {
    const agents = feature.at('AdditionalConfiguration');
    return [
      expectOneOf(feature.at('Status'), ['ENABLED']),
      ...(agents.isDecidedList
        ? agents.items().map((agent) => expectOneOf(agent.at('Status'), ['ENABLED']))
        : []),
    ];
  });
}
