import { isRecord, type Json } from '../../../cloudformation/model/json.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { isAction, managedGroup } from '../../../cloudformation/web-acls.ts';
import { bestOf, distinct, flawsOf } from '../../choices.ts';
import { asNumber, expectAbsent, expectOneOf, observeLiteral } from '../../expect.ts';
import { missing, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import {
  aboutWebAcls,
  blockedAnswer,
  expectNoOverride,
  expectTransformations,
  identifyManagedGroup,
} from './acl-rules.ts';
import { inspectedBytes } from './inspected-bytes.ts';

const sizeRule = 'SizeRestrictions_BODY';

/** What a web ACL does not read it cannot block, so longer bodies have to be refused as such. */
export const waf05: Rule = {
  ...aboutWebAcls,
  id: 'WAF-05',
  title: 'The web ACL refuses bodies that are longer than it inspects',
  severity: 'medium',
  why: 'An attack that stands behind the inspected bytes of a request passes unseen.',
  fix: `Leave ${sizeRule} of AWSManagedRulesCommonRuleSet blocking, or add a SizeConstraint rule that blocks bodies above the inspection limit with OversizeHandling MATCH.`,
  controls: ['WAF-05'],
  check: (acl) =>
    distinct(
      acl
        .property('Rules')
        .each()
        .flatMap((rules) => bodySize(acl, rules)),
    ),
};

function bodySize(acl: Resource, rules: Value): readonly Observation[] {
  const expected = 'a rule that blocks bodies above the inspection limit';
  if (!rules.isDecidedList) return [observation('unknown', rules, { expected })];
  const sure = rules.items().filter(({ isOptional }) => !isOptional);
  const largest = inspectedBytes(acl);
  const candidates = [...sure.map(commonGroup), ...sure.flatMap((rule) => ownRules(rule, largest))];
  return bestOf(
    candidates.filter((seen) => seen.length > 0),
    [missing(acl, rules.path, expected)],
  );
}

function commonGroup(rule: Value): readonly Observation[] {
  const identity = identifyManagedGroup(rule, 'AWSManagedRulesCommonRuleSet');
  if (identity.some(({ status }) => status === 'fail')) return [];
  const group = managedGroup(rule);
  return [
    ...identity,
    expectNoOverride(rule),
    ...flawsOf([
      expectAbsent(group.at('ScopeDownStatement'), `no value, so that ${sizeRule} sees every request`),
      ...sizeOverrides(group),
    ]),
  ];
}

function sizeOverrides(group: Value): readonly Observation[] {
  const lists = [group.at('RuleActionOverrides'), group.at('ExcludedRules')];
  return lists.flatMap((list) => {
    if (!list.isDecidedList)
      return [observation('unknown', list, { expected: `no entry about ${sizeRule}` })];
    return list.items().flatMap(stillBlocks);
  });
}

/** An excluded rule counts; an overridden one does what `ActionToUse` says. */
function stillBlocks(override: Value): readonly Observation[] {
  const name = override.at('Name');
  const expected = `no ${sizeRule} that only counts or allows`;
  return [
    observeLiteral(
      name,
      { expected },
      (literal) => literal !== sizeRule || isBlocking(override.at('ActionToUse').literal),
    ),
  ];
}

function isBlocking(action: Json | undefined): boolean {
  return isAction(action, ['Block', 'Captcha', 'Challenge']);
}

/** The constraints of a rule, each of which suffices for it to match. */
function ownRules(rule: Value, largest: number): readonly (readonly Observation[])[] {
  const statement = rule.at('Statement');
  const any = statement.at('OrStatement.Statements').items();
  return [statement, ...any.filter(({ isOptional }) => !isOptional)].map((one) =>
    ownRule(rule, one.at('SizeConstraintStatement'), largest),
  );
}

function ownRule(rule: Value, constraint: Value, largest: number): readonly Observation[] {
  if (constraint.isAbsent) return [];
  return [
    observeLiteral(
      constraint.at('FieldToMatch'),
      { expected: 'Body with OversizeHandling MATCH' },
      isWholeBody,
    ),
    ...expectTransformations(constraint, ['NONE']),
    expectOneOf(constraint.at('ComparisonOperator'), ['GT', 'GE']),
    observeLiteral(constraint.at('Size'), { expected: `at most ${largest}` }, (literal) => {
      const size = asNumber(literal);
      return size !== undefined && size > 0 && size <= largest;
    }),
    observeLiteral(rule.at('Action'), { expected: 'Block' }, (action) => isAction(action, ['Block'])),
    ...blockedAnswer(rule),
  ];
}

function isWholeBody(field: Json | undefined): boolean {
  // A JSON body is measured in the parts that its pattern names, and another body not at all.
  const body = isRecord(field) && isAction(field, ['Body']) ? field['Body'] : undefined;
  return isRecord(body) && body['OversizeHandling'] === 'MATCH';
}
