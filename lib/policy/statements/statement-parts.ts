import type { Value } from '../../cloudformation/model/types.ts';
import { type Operands, type Statement, surely } from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import type { Verdict } from '../expect.ts';
import { type Observation, observation } from '../observation.ts';

/** One thing that a part of a statement lists, and whether it is what is sought. */
export interface Judged {
  readonly at: Value;
  readonly verdict: Verdict;
}

/** Judges that a part of a statement lists what is sought; at the thing itself, or at the part where it lacks. */
export function listsOne(
  { negated, values, isDecided }: Operands<Judged>,
  { at, expected }: { readonly at: Value; readonly expected: string },
): Observation {
  const found = values.find(({ verdict }) => verdict === true);
  if (found && !negated && isDecided) return observation('pass', found.at, { expected });
  const isOpen = !negated && (!isDecided || values.some(({ verdict }) => verdict === undefined));
  const place = isOpen ? (values.find(({ verdict }) => verdict !== false)?.at ?? at) : at;
  return observation(isOpen ? 'unknown' : 'fail', place, { expected });
}

/** Judges that a statement surely has the effect. */
export function effectIs(statement: Statement, effect: 'Allow' | 'Deny'): Observation {
  if (surely(statement, effect)) return observation('pass', statement.effect, { expected: effect });
  const isOther = textIs(statement.effect, (text) => text === effect) === false;
  return observation(isOther ? 'fail' : 'unknown', isOther ? statement.effect : statement.value, {
    expected: effect,
  });
}
