import { isScalar, type Json } from '../cloudformation/model/json.ts';
import { all, type Truth } from '../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../cloudformation/model/types.ts';
import { existsWith } from '../cloudformation/references.ts';
import { type Expectation, type Observation, type ObservationStatus, observation } from './observation.ts';

/** Whether one alternative is good; nothing when it cannot be told from the template. */
export type Verdict = Truth;

/** Judges a value: it passes when every alternative does, and fails when one alternative does. */
export function observe(
  value: Value,
  expectation: Expectation,
  judge: (resolved: Resolved) => Verdict,
): Observation {
  let status: ObservationStatus = 'pass';
  for (let index = 0; index < value.alternatives.length && status !== 'fail'; index++) {
    const resolved = value.alternatives[index];
    const verdict = !resolved || resolved.kind === 'unknown' ? undefined : judge(resolved);
    if (verdict !== true) status = verdict === false ? 'fail' : 'unknown';
  }
  return observation(status, value, expectation);
}

/** Judges a value that has to be written out; references and partly known text stay unknown. */
export function observeLiteral(
  value: Value,
  expectation: Expectation,
  judge: (literal: Json | undefined) => boolean,
): Observation {
  return observe(value, expectation, (resolved) => {
    if (resolved.kind === 'literal') return judge(resolved.value);
    return resolved.kind === 'absent' ? judge(undefined) : undefined;
  });
}

/** Judges a list as a whole, in each of its alternatives; one that is open stays unknown. */
export function observeList(
  list: Value,
  expectation: Expectation,
  judge: (items: readonly Value[]) => Verdict,
): Observation {
  const verdict = all(list.each().map((one) => (one.isDecidedList ? judge(one.items()) : undefined)));
  const status = verdict === undefined ? 'unknown' : verdict ? 'pass' : 'fail';
  return observation(status, list, expectation);
}

/** Requires one of the given texts or numbers. */
export function expectOneOf(value: Value, allowed: readonly (string | number)[]): Observation {
  const texts = allowed.map(String);
  return observeLiteral(
    value,
    { expected: texts.join(' or ') },
    (literal) => isScalar(literal) && texts.includes(String(literal)),
  );
}

/** Requires `true`; CloudFormation takes the text "true" for it as well. */
export function expectTrue(value: Value): Observation {
  return observeLiteral(value, { expected: 'true' }, (literal) => asBoolean(literal) === true);
}

/** Requires `false`, or nothing where the default is false. */
export function expectFalse(value: Value): Observation {
  return observeLiteral(
    value.withDefault(false),
    { expected: 'false' },
    (literal) => asBoolean(literal) === false,
  );
}

/** Requires a number within bounds, both included. */
export function expectNumber(
  value: Value,
  bounds: { readonly min?: number; readonly max?: number },
): Observation {
  const { min = -Infinity, max = Infinity } = bounds;
  const lower = min === -Infinity ? [] : [`at least ${min}`];
  const upper = max === Infinity ? [] : [`at most ${max}`];
  return observeLiteral(value, { expected: [...lower, ...upper].join(' and ') }, (literal) => {
    const number = asNumber(literal);
    return number !== undefined && number >= min && number <= max;
  });
}

/** Requires that nothing stands there. */
export function expectAbsent(value: Value, expected = 'no value'): Observation {
  return observe(value, { expected }, ({ kind }) => kind === 'absent');
}

/** Requires that something stands there, whatever it is. */
export function expectPresent(value: Value, expected: string): Observation {
  return observe(value, { expected }, (resolved) =>
    resolved.kind === 'literal' ? resolved.value !== '' : resolved.kind !== 'absent',
  );
}

/** Requires something that is among the templates; what is kept elsewhere was not seen, so nobody knows what it is. */
export function expectSeen(value: Value, expected: string): Observation {
  return observe(value, { expected }, ({ kind }) => (kind === 'absent' ? false : undefined));
}

/** Requires a reference to the resource. */
export function expectReference(value: Value, target: Resource, attribute?: string): Observation {
  const expected = `a reference to ${target.logicalId}`;
  return observe(value, { expected }, (resolved) => {
    if (resolved.kind !== 'reference') return resolved.kind === 'absent' ? false : undefined;
    return resolved.resource === target && (attribute === undefined || resolved.attribute === attribute);
  });
}

export function asBoolean(literal: Json | undefined): boolean | undefined {
  if (literal === true || literal === 'true') return true;
  if (literal === false || literal === 'false') return false;
  return undefined;
}

export function asNumber(literal: Json | undefined): number | undefined {
  if (typeof literal === 'number') return literal;
  return typeof literal === 'string' && /^-?\d+(\.\d+)?$/.test(literal) ? Number(literal) : undefined;
}

/** What is wrong with a supporting resource that a condition takes away, or may take away; nothing otherwise. */
export function doubtAbout(support: Resource, subject: Resource): readonly Observation[] {
  const exists = existsWith(support, subject);
  if (exists) return [];
  const expected = `a condition that holds wherever ${subject.logicalId} exists`;
  const status = exists === undefined ? 'unknown' : 'fail';
  return [observation(status, support.attribute('Condition'), { expected })];
}
