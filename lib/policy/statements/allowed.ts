import { all, type Truth } from '../../cloudformation/model/truth.ts';
import type { Value } from '../../cloudformation/model/types.ts';
import { type Operands, type Statement, statements } from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import { flawsOf } from '../choices.ts';
import { type Expectation, type Observation, observation } from '../observation.ts';

/**
 * What a rule sees in a policy document: `judge` is asked about each statement that allows something. A Deny allows nothing,
 * and passes as what it is. Nothing for a document without statements.
 */
export function seenInAllowed(
  document: Value,
  judge: (statement: Statement) => readonly Observation[],
): readonly Observation[] {
  const found = statements(document);
  if (found.length === 0 && document.isObject && document.at('Statement').isAbsent) {
    const seen = observation('unknown', document, { expected: 'a document with statements' });
    return [seen.with({ says: `is ${seen.actual}, which holds no Statement; expected ${seen.expected}` })];
  }
  return found.flatMap((statement) => {
    const { value, effect } = statement;
    if (!value.isObject) return [notWrittenOut(value)];
    const denies = textIs(effect, (text) => text === 'Deny');
    if (denies) return [observation('pass', effect, { expected: 'Deny' })];
    const allows = textIs(effect, (text) => text === 'Allow');
    if (allows) return judge(statement);
    const isOther = denies === false && allows === false;
    const odd = observation(isOther ? 'fail' : 'unknown', effect, { expected: 'Allow or Deny' });
    return [odd, ...flawsOf(judge(statement))];
  });
}

/** What is written and no statement is wrong; what only the deployment knows may be one. */
function notWrittenOut(value: Value): Observation {
  const verdict = value.literal === undefined ? undefined : false;
  return verdictAt(verdict, value, { expected: 'a statement that is written out' });
}

/** Judges a part of a statement as a whole: that it lists something, and nothing but what is right. */
export function expectOnly<Operand>(
  statement: Statement,
  { part, listed, expected, about }: Listed<Operand> & Expectation,
  isRight: (operand: Operand) => Truth,
): Observation {
  const { negated, values, isDecided } = listed;
  const at = statement.value.at(negated ? `Not${part}` : part);
  const verdict = negated || values.length === 0 ? false : all(values.map(isRight));
  return verdictAt(verdict && !isDecided ? undefined : verdict, at, { expected, about });
}

interface Listed<Operand> {
  /** For example `Action`. */
  readonly part: 'Action' | 'Resource' | 'Principal';
  readonly listed: Operands<Operand>;
}

/** An observation of what is true, false, or undecided. */
export function verdictAt(verdict: Truth, value: Value, expectation: Expectation): Observation {
  const status = verdict === undefined ? 'unknown' : verdict ? 'pass' : 'fail';
  return observation(status, value, expectation);
}

/** What was seen of a requirement that applies in some cases only: where nobody can tell, a failure is not proven either. */
export function whereApplies(applies: Truth, seen: () => readonly Observation[]): readonly Observation[] {
  if (applies === false) return [];
  const found = seen();
  return applies
    ? found
    : found.map((one) => (one.status === 'fail' ? one.with({ status: 'unknown' }) : one));
}
