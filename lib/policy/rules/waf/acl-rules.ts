import type { Json } from '../../../cloudformation/model/json.ts';
import type { Value } from '../../../cloudformation/model/types.ts';
import { isAction, managedGroup } from '../../../cloudformation/web-acls.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, expectOneOf, observe, observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';

/** What every rule about web ACLs says of itself alike. */
export const aboutWebAcls = {
  types: ['AWS::WAFv2::WebACL'],
  required: { type: 'AWS::WAFv2::WebACL', stack: 'edge' },
  since: '0.1.0',
  stage: 'enforced',
} as const satisfies Partial<Rule>;

/** What makes a rule the managed rule group of AWS with this name. */
export function identifyManagedGroup(rule: Value, name: string): readonly Observation[] {
  const group = managedGroup(rule);
  const named = expectOneOf(group.at('Name'), [name]);
  // Most rules are other groups, and asking them for more would take the most time of all.
  return named.status === 'fail' ? [named] : [expectOneOf(group.at('VendorName'), ['AWS']), named];
}

/** Requires that the group's own actions stand: `OverrideAction` is `{ None: {} }`. */
export function expectNoOverride(rule: Value): Observation {
  return observeLiteral(rule.at('OverrideAction'), { expected: '{"None":{}}' }, (literal) =>
    isAction(literal, ['None']),
  );
}

/** Requires an action that stops the request. */
export function expectStopping(action: Value): Observation {
  return observe(action, { expected: 'Block, Challenge or Captcha' }, (resolved) => {
    if (resolved.kind === 'absent') return false;
    return resolved.kind === 'literal' ? isAction(resolved.value, stopping) : undefined;
  });
}

/** Finds fault with an answer of a rule's own to what it blocks: another status than an error, or words that nobody wrote. */
export function blockedAnswer(rule: Value): readonly Observation[] {
  const answer = rule.at('Action.Block.CustomResponse');
  if (answer.isAbsent) return [];
  const words = rule.resource.property('CustomResponseBodies');
  const key = answer.at('CustomResponseBodyKey');
  return flawsOf([
    expectNumber(answer.at('ResponseCode'), { min: 400, max: 499 }),
    ...(key.isAbsent
      ? []
      : [
          observeLiteral(key, { expected: 'a key of CustomResponseBodies' }, (literal) =>
            isKeyOf(words, literal),
          ),
        ]),
  ]);
}

function isKeyOf(words: Value, key: Json | undefined): boolean {
  return typeof key === 'string' && !words.at(key).isAbsent;
}

/** Requires that a field is compared in a form in which the match can hold; AWS requires the list. */
export function expectTransformations(match: Value, allowed: readonly string[]): readonly Observation[] {
  const list = match.at('TextTransformations');
  if (!list.isDecidedList)
    return [observation('unknown', list, { expected: `a list of ${allowed.join(' or ')}` })];
  return flawsOf(list.items().map((item) => expectOneOf(item.at('Type'), allowed)));
}

const stopping = ['Block', 'Challenge', 'Captcha'];
