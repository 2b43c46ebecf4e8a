import { own } from '../../../cloudformation/model/json.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { expectFalse, expectOneOf } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

const judges: Readonly<Record<string, (resource: Resource) => readonly Observation[]>> = {
  'AWS::GuardDuty::Filter': (filter) => [
    expectOneOf(filter.property('Action').withDefault('NOOP'), ['NOOP']),
  ],
  'AWS::GuardDuty::IPSet': (list) => [expectFalse(list.property('Activate'))],
  'AWS::GuardDuty::TrustedEntitySet': (list) => [expectFalse(list.property('Activate'))],
  'AWS::InspectorV2::Filter': (filter) => [expectOneOf(filter.property('FilterAction'), ['NONE'])],
  // A control that is asked with other numbers finds less.
  'AWS::SecurityHub::SecurityControl': withItsOwnNumbers,
  'AWS::SecurityHub::AutomationRule': suppresses,
  'AWS::SecurityHub::AutomationRuleV2': suppresses,
};

/** What is hidden from those who look is as good as never found. */
export const det01Suppression: Rule = {
  id: 'DET-01-suppression',
  title: 'Nothing hides findings of GuardDuty, Inspector and Security Hub before somebody has read them',
  severity: 'high',
  types: Object.keys(judges),
  why: 'A filter that archives, a list of trusted addresses or a rule that suppresses is the quietest way to switch detection off.',
  fix: 'Leave the action of filters at NOOP or NONE, activate no list of trusted addresses, and accept the finding with a reason where one is needed.',
  controls: ['DET-01', 'DET-02', 'DET-04'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) => own(judges, resource.type)?.(resource) ?? [],
};

/** Whatever an automation does to findings, somebody has to answer for it. */
function suppresses(rule: Resource): readonly Observation[] {
  if (rule.property('RuleStatus').literal === 'DISABLED') return [notApplicable(rule, 'it is switched off')];
  return [missing(rule, 'Properties.Actions', 'somebody who answers for what it does to findings')];
}

function withItsOwnNumbers(control: Resource): readonly Observation[] {
  const parameters = control.property('Parameters');
  const seen = parameters
    .keys()
    .map((name) => expectOneOf(parameters.entry(name).at('ValueType'), ['DEFAULT']));
  if (seen.length > 0) return seen;
  return parameters.alternatives.every(({ kind }) => kind === 'absent' || kind === 'literal')
    ? [notApplicable(control, 'it changes no parameter of the control')]
    : [observation('unknown', parameters, { expected: 'the parameters as AWS sets them' })];
}
