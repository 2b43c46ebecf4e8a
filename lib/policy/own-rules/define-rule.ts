import { familyOf, isFamilyOfTheKit } from '../profiles/profiles.ts';
import type { Rule, RuleText } from '../rule.ts';
import { severities } from '../severity.ts';

/** What a team says of a rule of its own; everything else a rule of the kit has is given to it. */
export interface OwnRule
  extends Pick<RuleText, 'id' | 'title' | 'severity' | 'severityReason' | 'why' | 'fix'>,
    Pick<Rule, 'types' | 'check'> {
  /**
   * A rule in preview reports but never blocks.
   *
   * @default enforced
   */
  readonly stage?: RuleText['stage'];
  /**
   * Version of the team's rules that brought it.
   *
   * @default 1.0.0
   */
  readonly since?: string;
}

/**
 * Makes a rule of a team's own, of the same kind as those of the kit: the same evaluator runs it, and acceptances, profiles and reports treat it
 * alike. It is evidence for no control of the kit's catalogue. Throws an `Error` whose message says what is wrong with it.
 */
export function defineRule(rule: OwnRule): Rule {
  const mistakes = mistakesIn(rule);
  if (mistakes.length > 0) throw new Error(mistakes.join('; '));
  const { id, title, severity, severityReason, why, fix, types, check } = rule;
  const { stage = 'enforced', since = '1.0.0' } = rule;
  return Object.freeze({
    ...{ id, title, severity, why, fix, controls: [], since, stage },
    ...(severityReason === undefined ? {} : { severityReason }),
    types: Object.freeze([...types]),
    check,
  });
}

/** What is wrong with a rule that somebody wrote, perhaps without types; sentences that begin with its id. */
function mistakesIn(rule: Partial<Record<keyof OwnRule, unknown>>): readonly string[] {
  const { id, severity, types, check, stage = 'enforced', since = '1.0.0' } = rule;
  if (typeof id !== 'string' || !ownId.test(id)) {
    return [
      `a rule has the id ${String(id)}, write one such as ACME-01: capital letters, a hyphen, and what tells it from others`,
    ];
  }
  const texts = (['title', 'why', 'fix'] as const).filter((name) => !saysSomething(rule[name]));
  return [
    ...(isFamilyOfTheKit(id)
      ? [`begins with ${familyOf(id)}, as rules of the kit do; begin it with a word of your own`]
      : []),
    ...texts.map((name) => `has no ${name}, write one`),
    ...(severities.some((known) => known === severity)
      ? []
      : [`has the severity ${String(severity)}, write ${severities.join(', ')}`]),
    ...mistakesInReason(rule.severityReason),
    ...(isListOfTypes(types) ? [] : ['has no types, write a list such as ["AWS::SQS::Queue"]']),
    ...(typeof check === 'function' ? [] : ['has no check, write a function of a resource and the model']),
    ...(stage === 'preview' || stage === 'enforced'
      ? []
      : [`has the stage ${String(stage)}, write preview or enforced`]),
    ...(typeof since === 'string' && version.test(since)
      ? []
      : [`has the version ${String(since)} in since, write one such as 1.0.0`]),
  ].map((mistake) => `the rule ${id} ${mistake}`);
}

function mistakesInReason(reason: unknown): readonly string[] {
  return reason === undefined || saysSomething(reason)
    ? []
    : ['has no text in severityReason, write a sentence or leave it out'];
}

const ownId = /^[A-Z][A-Z0-9]*-[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/;
const version = /^\d+\.\d+\.\d+$/;

function saysSomething(text: unknown): boolean {
  return typeof text === 'string' && /\S/.test(text);
}

function isListOfTypes(types: unknown): boolean {
  return (
    Array.isArray(types) &&
    types.length > 0 &&
    types.every((type) => typeof type === 'string' && /^\w+(?:::\w+)+$/.test(type))
  );
}
