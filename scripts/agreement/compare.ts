import { Model } from '../../lib/cloudformation/model/model.ts';
import { evaluate } from '../../lib/policy/evaluate.ts';
import type { Finding } from '../../lib/policy/finding.ts';
import { rules } from '../../lib/policy/rules/index.ts';
import type { Case } from './case.ts';
import mapping from './mapping.json' with { type: 'json' };

/** What we say of a peer's case. */
type Answer = 'fail' | 'unknown' | 'pass' | 'nothing';

/** How our answer stands to the peer's. An unknown stops a deployment, so it objects as a failure does. */
export type Relation = 'agreed' | 'stricter' | 'undecided' | 'laxer';

/** One case, our answer to it, and what we said. */
export interface Comparison {
  readonly case: Case;
  /** The first of our rules that the pair names. */
  readonly ours: string;
  readonly answer: Answer;
  readonly relation: Relation;
  readonly findings: readonly Finding[];
}

type Pair = (typeof mapping.pairs)[number];

/** Compares each case with each of our rules that asks for the same. */
export function compare(cases: readonly Case[]): readonly Comparison[] {
  return cases.flatMap((one) => {
    const pairs = mapping.pairs.filter((pair) => namesOf(pair, one).includes(one.rule));
    if (pairs.length === 0) return [];
    const only = [...new Set(pairs.flatMap(({ ours }) => ours))];
    const findings = evaluate(new Model(one.templates), rules, { only });
    return pairs.map((pair) => compared(one, pair, findings));
  });
}

function namesOf(pair: Pair, { peer }: Case): readonly string[] {
  return (pair as Partial<Record<string, readonly string[]>>)[peer] ?? [];
}

function compared(one: Case, pair: Pair, findings: readonly Finding[]): Comparison {
  const said = findings.filter((finding) => isAbout(finding, one, pair));
  const answer = answerOf(said);
  return { case: one, ours: pair.ours[0] ?? '', answer, relation: relationOf(answer, one), findings: said };
}

function isAbout(finding: Finding, one: Case, { ours, at }: Pair): boolean {
  const { rule, type, path, message, logicalId, subject } = finding;
  const isMeant = one.logicalId === undefined || [logicalId, subject].includes(one.logicalId);
  return ours.includes(rule) && isMeant && new RegExp(at ?? '').test(`${type} ${path}: ${message}`);
}

function answerOf(findings: readonly Finding[]): Answer {
  const statuses = findings.map(({ status }) => status);
  if (statuses.includes('fail')) return 'fail';
  if (statuses.includes('unknown')) return 'unknown';
  return statuses.includes('pass') ? 'pass' : 'nothing';
}

function relationOf(answer: Answer, { objects }: Case): Relation {
  const weObject = answer === 'fail' || answer === 'unknown';
  if (weObject === objects) return 'agreed';
  if (objects) return 'laxer';
  return answer === 'fail' ? 'stricter' : 'undecided';
}
