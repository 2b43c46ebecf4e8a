import { comparison } from './assumptions.ts';
import { isList, isRecord, type Json, own, section } from './json.ts';
import { not, some, type Truth } from './truth.ts';
import type { Scope } from './types.ts';

/** Whether the named condition of a template holds; undefined while a parameter is open. Conditions in `given` are decided. */
export function evaluateCondition(name: string, scope: Scope): Truth {
  return named(name, { ...scope, visiting: new Set(), decided: new Map() });
}

interface ConditionScope extends Scope {
  /** Names on the way here: a condition that names itself is invalid, and cannot be told. */
  readonly visiting: ReadonlySet<string>;
  /** What was decided on the way: conditions that each use another one twice would take forever. */
  readonly decided: Map<string, Truth>;
}

const operators: Readonly<Record<string, (operands: readonly Json[], scope: ConditionScope) => Truth>> = {
  'Fn::And': (operands, scope) => not(some(operands.map((operand) => not(evaluate(operand, scope))))),
  'Fn::Or': (operands, scope) => some(operands.map((operand) => evaluate(operand, scope))),
  'Fn::Not': ([operand], scope) => (operand === undefined ? undefined : not(evaluate(operand, scope))),
  'Fn::Equals': (operands, scope) => scope.given.get(comparison(operands)) ?? equal(operands, scope),
};

function evaluate(node: Json, scope: ConditionScope): Truth {
  if (!isRecord(node)) return undefined;
  const [name = ''] = Object.keys(node);
  const argument = node[name];
  if (name === 'Condition') return named(argument, scope);
  const operator = own(operators, name);
  return operator && isList(argument) ? operator(argument, scope) : undefined;
}

function named(name: Json | undefined, scope: ConditionScope): Truth {
  const { template, given, visiting } = scope;
  if (typeof name !== 'string' || visiting.has(name)) return undefined;
  if (given.has(name)) return given.get(name);
  if (scope.decided.has(name)) return scope.decided.get(name);
  const definition = own(section(template.body, 'Conditions'), name);
  if (definition === undefined) return undefined;
  const decision = evaluate(definition, { ...scope, visiting: new Set([...visiting, name]) });
  scope.decided.set(name, decision);
  return decision;
}

function equal([left, right]: readonly Json[], scope: Scope): Truth {
  const lefts = possibleText(left, scope);
  const rights = possibleText(right, scope);
  if (!lefts || !rights) return undefined;
  if (lefts.length === 1 && rights.length === 1) return lefts[0] === rights[0];
  return lefts.some((one) => rights.includes(one)) ? undefined : false;
}

/** Every text that the operand may be, or nothing while one of them is open. */
function possibleText(node: Json | undefined, scope: Scope): readonly string[] | undefined {
  const alternatives = scope
    .resolve(node, scope.template, scope.given)
    .map(({ resolved }) =>
      resolved.kind === 'literal' && !isRecord(resolved.value) && !isList(resolved.value)
        ? String(resolved.value)
        : undefined,
    );
  const texts = alternatives.filter((alternative) => alternative !== undefined);
  return texts.length === alternatives.length ? texts : undefined;
}
