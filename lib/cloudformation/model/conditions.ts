import type { Scope } from './alternative.ts';
import { isList, isRecord, type Json, own, section } from './json.ts';

/** Whether a condition holds, or `undecided` while a parameter is open. */
export type Decision = boolean | 'undecided';

/** Evaluates the named condition of a template; conditions in `given` count as decided. */
export function evaluateCondition(name: string, scope: Scope): Decision {
  return named(name, { ...scope, visiting: new Set(), decided: new Map() });
}

interface ConditionScope extends Scope {
  /** Names on the way here: a condition that names itself is invalid, and taken as undecided. */
  readonly visiting: ReadonlySet<string>;
  /** What was decided on the way: conditions that each use another one twice would take forever. */
  readonly decided: Map<string, Decision>;
}

const operators: Readonly<Record<string, (operands: readonly Json[], scope: ConditionScope) => Decision>> = {
  'Fn::And': (operands, scope) => not(some(operands, (operand) => not(evaluate(operand, scope)))),
  'Fn::Or': (operands, scope) => some(operands, (operand) => evaluate(operand, scope)),
  'Fn::Not': ([operand], scope) => (operand === undefined ? 'undecided' : not(evaluate(operand, scope))),
  'Fn::Equals': ([left, right], scope) => equal(left, right, scope),
};

function evaluate(node: Json, scope: ConditionScope): Decision {
  if (!isRecord(node)) return 'undecided';
  const [name = ''] = Object.keys(node);
  const argument = node[name];
  if (name === 'Condition') return named(argument, scope);
  const operator = own(operators, name);
  return operator && isList(argument) ? operator(argument, scope) : 'undecided';
}

function named(name: Json | undefined, scope: ConditionScope): Decision {
  const { template, given, visiting } = scope;
  if (typeof name !== 'string' || visiting.has(name)) return 'undecided';
  const decided = given.get(name) ?? scope.decided.get(name);
  if (decided !== undefined) return decided;
  const definition = own(section(template.body, 'Conditions'), name);
  if (definition === undefined) return 'undecided';
  const decision = evaluate(definition, { ...scope, visiting: new Set([...visiting, name]) });
  scope.decided.set(name, decision);
  return decision;
}

function not(decision: Decision): Decision {
  return decision === 'undecided' ? decision : !decision;
}

function some(operands: readonly Json[], decide: (operand: Json) => Decision): Decision {
  const decisions = operands.map(decide);
  if (decisions.includes(true)) return true;
  return decisions.includes('undecided') ? 'undecided' : false;
}

function equal(left: Json | undefined, right: Json | undefined, scope: Scope): Decision {
  const lefts = possibleText(left, scope);
  const rights = possibleText(right, scope);
  if (!lefts || !rights) return 'undecided';
  if (lefts.length === 1 && rights.length === 1) return lefts[0] === rights[0];
  return lefts.some((one) => rights.includes(one)) ? 'undecided' : false;
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
