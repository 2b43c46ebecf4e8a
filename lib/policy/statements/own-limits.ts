import { isArnOfOwnAccount, isOwnAccount } from '../../cloudformation/accounts.ts';
import { own } from '../../cloudformation/model/json.ts';
import { all, some, type Truth } from '../../cloudformation/model/truth.ts';
import type { Value } from '../../cloudformation/model/types.ts';
import type { Condition, Statement } from '../../cloudformation/policy-documents.ts';
import { textIs } from '../../cloudformation/texts.ts';
import { type Observation, observation } from '../observation.ts';

/** Condition keys that bind a statement to the own account or organization, and what their values have to be. */
export type Limits = Readonly<Record<string, (value: Value) => Truth>>;

const isOrganization = (value: Value): Truth => textIs(value, (text) => /^o-[a-z0-9]+(\/|$)/.test(text));

/** What an AWS service sends along about on whose behalf it asks. */
export const sourceLimits: Limits = {
  'aws:sourceaccount': isOwnAccount,
  'aws:sourceowner': isOwnAccount,
  'aws:sourcearn': isArnOfOwnAccount,
  'aws:sourceorgid': isOrganization,
  'aws:sourceorgpaths': isOrganization,
};

/** The organization of whoever asks, which no other account is in. */
export const organizationLimits: Limits = {
  'aws:principalorgid': isOrganization,
  'aws:principalorgpaths': isOrganization,
};

/** What IAM knows of whoever asks. */
export const principalLimits: Limits = {
  'aws:principalaccount': isOwnAccount,
  'aws:principalarn': isArnOfOwnAccount,
  ...organizationLimits,
};

/** Operators that ask for something; those with `IfExists` and `ForAllValues` hold where nothing is sent. */
const equalities = ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnEquals', 'ArnLike'];

/** Whether a condition binds its statement, so that nobody beyond the limits is meant. */
export function isLimit({ operator, key, values, isDecided }: Condition, limits: Limits): Truth {
  if (operator === undefined || key === undefined) return undefined;
  const isRight = own(limits, key);
  if (!isRight || !equalities.includes(operator.replace(/^ForAnyValue:/, '')) || values.length === 0) {
    return false;
  }
  const verdict = all(values.map(isRight));
  return verdict && !isDecided ? undefined : verdict;
}

/**
 * Judges that a statement is bound by one of the limits. Where two bind it neither alone decides, so that only the first flaw or
 * the only limit is reported.
 */
export function expectLimit(
  { value, conditions }: Statement,
  limits: Limits,
  expected: string,
): readonly Observation[] {
  const judged = conditions.values.map((condition) => ({ condition, verdict: isLimit(condition, limits) }));
  const binding = judged.filter(({ verdict }) => verdict === true);
  const verdict = conditions.isDecided ? some(judged.map((one) => one.verdict)) : undefined;
  const [first] = binding;
  if (verdict && first)
    return binding.length > 1 ? [] : [observation('pass', first.condition.line, { expected })];
  return [observation(verdict === false ? 'fail' : 'unknown', value.at('Condition'), { expected })];
}

/** Whether a text holds a policy variable: whoever asks may choose what stands in for it. `${*}`, `${?}` and `${$}` are characters. */
export function hasPolicyVariable(text: string): boolean {
  return /\$\{(?![*?$]\})/.test(text);
}
