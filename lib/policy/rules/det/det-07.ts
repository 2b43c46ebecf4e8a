import type { AccountTemplates } from '../../../cloudformation/model/model.ts';
import type { Resource, Template } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { lacking, ofService } from '../../account-services.ts';
import { bestOf, flawsOf } from '../../choices.ts';
import { doubtAbout, expectAbsent, expectOneOf, expectSeen } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Remark } from '../../remark.ts';
import type { Rule } from '../../rule.ts';
import { admitsService, serviceNamed } from '../../statements/service-access.ts';
import services from './services.json' with { type: 'json' };

const configRuleType = 'AWS::Config::ConfigRule';

/** What was changed by hand stands in no template, so no rule on templates sees it. */
export const det07: Rule = {
  id: 'DET-07',
  title: 'AWS Config compares each stack with its template every day',
  severity: 'medium',
  types: [],
  account: { subject: 'the daily search for stacks that drifted', check: searched },
  why: 'Every pass of a template ends with the first change by hand, and an intruder changes by hand.',
  fix: `Add an AWS::Config::ConfigRule with the identifier ${services.driftRule}, for every stack, with a role that AWS Config may take.`,
  controls: ['DET-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: () => [],
};

function searched(account: AccountTemplates): readonly (Observation | Remark)[] {
  return ofService(account, { control: 'DET-07', service: 'config', regions: 'each' }, inTemplate);
}

function inTemplate(template: Template): readonly (Observation | Remark)[] {
  const candidates = template
    .ofType(configRuleType)
    .filter((rule) => rule.isMade() !== false)
    .map(compares)
    .filter(([identifier]) => identifier?.status !== 'fail');
  const what = 'a rule of AWS Config that finds stacks that drifted';
  return candidates.length === 0
    ? [lacking(template, { status: 'fail', type: configRuleType, what })]
    : bestOf(candidates, []);
}

function compares(rule: Resource): readonly Observation[] {
  const named = rule.property('InputParameters.cloudformationRoleArn');
  const role = referenced(named);
  return [
    expectOneOf(rule.property('Source.SourceIdentifier'), [services.driftRule]),
    expectOneOf(rule.property('Source.Owner'), ['AWS']),
    ...flawsOf([expectAbsent(rule.property('Scope'), 'no scope, so that every stack is meant')]),
    ...(role?.type === 'AWS::IAM::Role'
      ? [observation('pass', named, { expected: 'a role' }), ...maybeTaken(role, rule)]
      : [expectSeen(named, 'a role among the templates')]),
    ...(rule.isMade()
      ? []
      : [observation('unknown', rule.attribute('Condition'), { expected: 'a condition that holds' })]),
  ];
}

function maybeTaken(role: Resource, rule: Resource): readonly Observation[] {
  const trust = admitsService(role.property('AssumeRolePolicyDocument'), {
    ...serviceNamed('config.amazonaws.com'),
    actions: ['sts:AssumeRole'],
  });
  return [...trust, ...doubtAbout(role, rule)];
}
