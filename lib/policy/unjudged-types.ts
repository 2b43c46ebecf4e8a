import type { Model } from '../cloudformation/model/model.ts';
import { groupBy } from '../group-by.ts';
import type { Rule } from './rule.ts';

/** A type of resources that no rule has among its subjects; at most a rule looks at one of them for another's sake. */
export interface UnjudgedType {
  readonly type: string;
  readonly resources: number;
}

/** The types of the templates that no rule judges, by name: silence about them is no pass. */
export function unjudgedTypes({ templates }: Model, rules: readonly Rule[]): readonly UnjudgedType[] {
  const judged = new Set(rules.flatMap(({ types }) => types));
  const others = templates.flatMap(({ made }) => made.filter(({ type }) => !judged.has(type)));
  return [...groupBy(others, ({ type }) => type)]
    .map(([type, resources]) => ({ type, resources: resources.length }))
    .sort((one, other) => (one.type < other.type ? -1 : 1));
}
