import type { Value } from '../../../cloudformation/model/types.ts';
import { inlineRules, securityGroup } from '../../../cloudformation/security-groups.ts';
import { observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** The register of ports is made of these texts. */
export const net03: Rule = {
  id: 'NET-03',
  title: 'Security groups and their rules say what they are for',
  severity: 'low',
  types: [securityGroup, 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'],
  why: 'A reviewer cannot tell a rule that is needed from one that was forgotten when neither says why it is there.',
  fix: 'Write a GroupDescription, and for each rule a Description, in words: who connects, to what, and why.',
  controls: ['NET-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource) =>
    resource.type === securityGroup
      ? [
          expectReason(resource.property('GroupDescription')),
          ...[inlineRules(resource, 'ingress'), inlineRules(resource, 'egress')].flatMap(reasonsIn),
        ]
      : [expectReason(resource.property('Description'))],
};

function reasonsIn(list: Value): readonly Observation[] {
  if (list.isAbsent) return [];
  if (!list.isDecidedList) return [observation('unknown', list, { expected: 'a list of rules' })];
  return list.items().map((rule) => expectReason(rule.at('Description')));
}

/** The CDK describes a rule by its ports where nobody describes it. */
function expectReason(text: Value): Observation {
  return observeLiteral(text, { expected: 'a reason in words' }, (literal) => {
    const words = String(literal ?? '')
      .trim()
      .split(/\s+/);
    return words.length > 1 && String(literal).length >= 8 && !/^(from|to) \S+:\S+$/.test(String(literal));
  });
}
