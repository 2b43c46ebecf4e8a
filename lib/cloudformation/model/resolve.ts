import { isDeepStrictEqual } from 'node:util';
import { memoized } from '../../memoized.ts';
import { assume } from './assumptions.ts';
import { evaluateCondition } from './conditions.ts';
import { intrinsics, mostAlternatives, tooMany } from './intrinsics.ts';
import { isList, isRecord, type Json, type JsonRecord, own } from './json.ts';
import { absent, literal, text, unknown } from './resolved.ts';
import type { Truth } from './truth.ts';
import type { Alternative, Given, Resolved, Template } from './types.ts';

/** Everything that `node` may turn out to be in `template`, as far as the template tells. */
export function resolve(node: Json | undefined, template: Template, given: Given): readonly Alternative[] {
  if (node === undefined) return nothingAt(given);
  if (typeof node === 'string') return [{ resolved: text([node]), given }];
  const call = intrinsicCall(node);
  if (!call) return [{ resolved: literal(node), given }];
  if (call.name === 'Fn::If') return readable(resolveIf(call.argument, template, given), given);

  const evaluate = own(intrinsics, call.name);
  if (!evaluate) return [{ resolved: unknown(`${call.name} is only known at deployment`), given }];
  return readable(evaluate(call.argument, { template, given, resolve }), given);
}

/**
 * A list or an object with what its functions surely come to in their places, so that who reads it as a whole reads what CloudFormation
 * will. What is open stays as it is written.
 */
export function writtenOut(resolved: Resolved, template: Template, given: Given): Resolved {
  if (resolved.kind !== 'literal' || !isCompound(resolved.value) || !holdsCall(resolved.value))
    return resolved;
  return literal(inside(resolved.value, template, given));
}

function isCompound(node: Json): node is JsonRecord | readonly Json[] {
  return isRecord(node) || isList(node);
}

/** Kept by what is written: most of it calls nothing, and it is asked at each level. */
const holdsCall = memoized((node: JsonRecord | readonly Json[]): boolean =>
  Object.values(node).some(
    (item: Json) => isCompound(item) && (intrinsicCall(item) !== undefined || holdsCall(item)),
  ),
);

function inside(node: JsonRecord | readonly Json[], template: Template, given: Given): Json {
  if (isList(node))
    return node.map((item) => certain(item, template, given)).filter((item) => item !== undefined);
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, item]) => {
      const value = certain(item, template, given);
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** Nothing where a part is surely left out. */
function certain(item: Json, template: Template, given: Given): Json | undefined {
  if (!isCompound(item)) return item;
  if (!intrinsicCall(item)) return holdsCall(item) ? inside(item, template, given) : item;
  const [first, ...others] = resolve(item, template, given);
  if (!first || others.length > 0) return item;
  const { resolved } = first;
  if (resolved.kind === 'absent') return undefined;
  return resolved.kind === 'literal' ? resolved.value : item;
}

/** Most of what rules ask for is not written, and what is given is one and the same for most of a template. */
const nothingAt = memoized((given: Given): readonly Alternative[] => [{ resolved: absent, given }]);

/** The alternatives themselves, unless nobody could read so many. */
export function readable(found: readonly Alternative[], given: Given): readonly Alternative[] {
  return found.length > mostAlternatives ? [{ resolved: tooMany(), given }] : found;
}

interface Call {
  readonly name: string;
  readonly argument: Json;
}

/** The intrinsic function that `node` calls: an object with one key, `Ref` or `Fn::…`. */
function intrinsicCall(node: Json): Call | undefined {
  if (!isRecord(node)) return undefined;
  const name = onlyKey(node);
  if (name === undefined) return undefined;
  if (name !== 'Ref' && !name.startsWith('Fn::')) return undefined;
  return { name, argument: node[name] ?? null };
}

/** Most objects have many keys, and this is asked of each one on the way to a property. */
function onlyKey(record: JsonRecord): string | undefined {
  let only: string | undefined;
  for (const key in record) {
    if (only !== undefined) return undefined;
    only = key;
  }
  return only;
}

function resolveIf(argument: Json, template: Template, given: Given): readonly Alternative[] {
  const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? (argument as readonly Json[]) : [];
  if (typeof condition !== 'string' || whenTrue === undefined || whenFalse === undefined) {
    return [{ resolved: unknown('Fn::If needs a condition and two values'), given }];
  }
  // What stands in both branches needs no decision.
  if (isDeepStrictEqual(whenTrue, whenFalse)) return resolve(whenTrue, template, given);
  const decided = evaluateCondition(condition, { template, given, resolve });
  const branches = decided === undefined ? [true, false] : [decided];
  return branches.flatMap((holds) =>
    resolve(holds ? whenTrue : whenFalse, template, assume(condition, holds, template, given)),
  );
}

/** Whether a named condition of a template follows from what is given; undefined where it may still hold or not. */
export function decides(name: string, template: Template, given: Given): Truth {
  return evaluateCondition(name, { template, given, resolve });
}
