import { isList, isRecord, isScalar, type Json, own, section } from './json.ts';
import type { Truth } from './truth.ts';
import type { Given, Resolved, Template } from './types.ts';

/**
 * What is given once a condition is taken as true or false: the conditions that it consists of, as far as they follow from it, and
 * the comparisons with a parameter, so that other conditions about the same parameter are decided as well.
 */
export function assume(name: string, holds: boolean, template: Template, given: Given): Given {
  const all = new Map(given);
  addCondition(name, holds, template, all);
  return all;
}

function addCondition(name: string, holds: boolean, template: Template, all: Map<string, boolean>): void {
  if (all.has(name)) return;
  all.set(name, holds);
  const definition = own(section(template.body, 'Conditions'), name);
  if (definition !== undefined) addTerm(definition, holds, template, all);
}

function addTerm(term: Json, holds: boolean, template: Template, all: Map<string, boolean>): void {
  const [operator = '', operands = null] = isRecord(term) ? (Object.entries(term)[0] ?? []) : [];
  if (operator === 'Condition' && typeof operands === 'string') addCondition(operands, holds, template, all);
  if (!isList(operands)) return;
  if (operator === 'Fn::Equals') all.set(comparison(operands), holds);
  const decided = own(decidedOperands, operator)?.(holds);
  if (decided !== undefined) for (const operand of operands) addTerm(operand, decided, template, all);
}

/**
 * What each operand of an operator has to be for the whole to hold, or not to; nothing where that depends. Of a conjunction that fails, or
 * a disjunction that holds, nobody knows which part decides.
 */
const decidedOperands: Readonly<Record<string, (holds: boolean) => Truth>> = {
  'Fn::Not': (holds) => !holds,
  'Fn::And': (holds) => holds || undefined,
  'Fn::Or': (holds) => (holds ? undefined : false),
};

/** How a comparison is named among what is given: no condition has such a name. */
export function comparison(operands: readonly Json[]): string {
  const [left = null, right = null] = operands;
  const [parameter, value] = parameterIn(left) === undefined ? [right, left] : [left, right];
  const name = parameterIn(parameter);
  if (name !== undefined && isScalar(value)) return `${start(name)}${value}`;
  return `equal ${[JSON.stringify(left), JSON.stringify(right)].sort().join(' ')}`;
}

function parameterIn(node: Json): string | undefined {
  if (!isRecord(node) || Object.keys(node).length !== 1) return undefined;
  const name = own(node, 'Ref');
  return typeof name === 'string' ? name : undefined;
}

function start(parameter: string): string {
  return `${parameter} = `;
}

/** The alternatives of a parameter that what is given leaves; a parameter that was compared for certain is that value. */
export function narrowed(name: string, alternatives: readonly Resolved[], given: Given): readonly Resolved[] {
  if (given.size === 0) return alternatives;
  const compared = [...given].filter(([key]) => key.startsWith(start(name)));
  if (compared.length === 0) return alternatives;
  const values = (holds: boolean) =>
    compared.flatMap(([key, verdict]) => (verdict === holds ? [key.slice(start(name).length)] : []));
  const [certain] = values(true);
  if (certain !== undefined) {
    const written = alternatives.find((one) => one.kind === 'literal' && String(one.value) === certain);
    return [written ?? { kind: 'literal', value: certain }];
  }
  const excluded = values(false);
  const left = alternatives.filter((one) => one.kind !== 'literal' || !excluded.includes(String(one.value)));
  return left.length > 0 ? left : [{ kind: 'unknown', why: `no allowed value of ${name} is left` }];
}
