import { parseRecord } from '../../cloudformation/input/parse.ts';
import type { JsonRecord } from '../../cloudformation/model/json.ts';
import { Model } from '../../cloudformation/model/model.ts';
import { groupBy } from '../../group-by.ts';
import { evaluate } from '../evaluate.ts';
import { type Finding, worstFirst } from '../finding.ts';
import type { ObservationStatus } from '../observation.ts';
import type { Rule } from '../rule.ts';

/** A template, and what a rule has to say of each resource that it judges there. */
export interface RuleCase {
  /** A whole template: as an object, or as JSON or YAML text. */
  readonly template: JsonRecord | string;
  /** Values of parameters by their names. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The worst that is said of each resource, by its logical id; every resource of the rule's types has to be named. */
  readonly expect: Readonly<Record<string, ObservationStatus>>;
}

/**
 * Runs a rule on small templates, by the same evaluator as `palisade check`. Throws one `Error` with everything that is not as expected: another
 * outcome, a judged resource that no case names, and a rule of which no case shows that it can fail, and that it can pass.
 *
 * @param cases - by what makes each worth testing
 */
export function testRule(rule: Rule, cases: Readonly<Record<string, RuleCase>>): void {
  const mistakes = [
    ...Object.entries(cases).flatMap(([name, one]) =>
      mistakesIn(rule, one).map((mistake) => `${name}: ${mistake}`),
    ),
    ...unproven(cases),
  ];
  if (mistakes.length > 0) throw new Error([`${rule.id} is not as expected:`, ...mistakes].join('\n  '));
}

/** A rule that never fails finds nothing, and one that never passes asks for what nobody can do. */
function unproven(cases: Readonly<Record<string, RuleCase>>): readonly string[] {
  const expected = new Set(Object.values(cases).flatMap(({ expect }) => Object.values(expect)));
  return (['fail', 'pass'] as const)
    .filter((status) => !expected.has(status))
    .map((status) => `no case shows that the rule can ${status}, add a resource with which it does`);
}

function mistakesIn(rule: Rule, { template, parameters = {}, expect }: RuleCase): readonly string[] {
  const body = typeof template === 'string' ? parseRecord(template, 'template') : template;
  const model = new Model([{ name: 'template', sha256: '', body }], parameters);
  const found = groupBy(
    evaluate(model, [rule]).filter((finding) => finding.rule === rule.id),
    ({ subject, logicalId }) => subject ?? logicalId,
  );
  const judged = [...found].flatMap(([logicalId, findings]) =>
    objection(logicalId, findings, expect[logicalId]),
  );
  const idle = Object.keys(expect).filter((logicalId) => !found.has(logicalId));
  return [
    ...judged,
    ...idle.map((logicalId) => `${logicalId} is not judged, name a resource of ${rule.types.join(' or ')}`),
  ];
}

function objection(
  logicalId: string,
  findings: readonly Finding[],
  expected: ObservationStatus | undefined,
): readonly string[] {
  const actual = worstFirst.find((status) => findings.some((finding) => finding.status === status));
  if (actual === expected) return [];
  const said = findings.filter(({ status }) => status === actual).map(({ message }) => message);
  return [`${logicalId} is ${actual} (${said.join('; ')}), expected ${expected ?? 'nothing, so name it'}`];
}
