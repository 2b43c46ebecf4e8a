import { all, type Truth } from '../../cloudformation/model/truth.ts';
import type { Value } from '../../cloudformation/model/types.ts';
import { type Condition, type Statement, surely } from '../../cloudformation/policy-documents.ts';
import { textIs, writtenTextIs } from '../../cloudformation/texts.ts';

const present = 'aws:multifactorauthpresent';
const age = 'aws:multifactorauthage';

/** What has to bind a statement for people. */
export const secondFactor = 'aws:MultiFactorAuthPresent true, by Bool';

/**
 * Whether a condition holds for nobody but those who gave a second factor. A request with a long-lived key lacks both condition keys,
 * so operators with `IfExists` and `ForAllValues` hold for it; and the first key may be there and false.
 */
export function asksSecondFactor({ operator, key, values, isDecided }: Condition): Truth {
  if (operator === undefined || key === undefined) return undefined;
  const judge = asking[`${operator} ${key}`];
  if (!judge || values.length === 0) return false;
  const verdict = all(values.map((value) => textIs(value, judge)));
  return verdict && !isDecided ? undefined : verdict;
}

/** The same where an age alone is not enough. */
export function asksByPresence(condition: Condition): Truth {
  return condition.key === undefined || condition.key === present ? asksSecondFactor(condition) : false;
}

/** The age of a second factor, where a condition bounds it. */
export function boundsAge({ operator, key }: Condition): boolean {
  return key === age && operator !== undefined && /^NumericLessThan(Equals)?$/.test(operator);
}

type Judge = (text: string) => boolean;

const isTrue: Judge = (text) => text.toLowerCase() === 'true';
const isFalse: Judge = (text) => text.toLowerCase() === 'false';
const isNumber: Judge = (text) => /^\d+$/.test(text);

/** By operator and condition key, what the value has to be for a statement that allows. */
const asking: Readonly<Record<string, Judge>> = {
  [`Bool ${present}`]: isTrue,
  [`ForAnyValue:Bool ${present}`]: isTrue,
  [`NumericLessThan ${age}`]: isNumber,
  [`NumericLessThanEquals ${age}`]: isNumber,
  [`Null ${age}`]: isFalse,
};

/** The same for a statement that denies: it has to hold also where the keys are not there at all. */
const refusing: Readonly<Record<string, Judge>> = {
  [`BoolIfExists ${present}`]: isFalse,
  [`NumericGreaterThanIfExists ${age}`]: isNumber,
  [`NumericGreaterThanEqualsIfExists ${age}`]: isNumber,
  [`Null ${age}`]: isTrue,
};

/** Whether a statement surely denies everybody without a second factor something; what else it asks for would let others pass. */
export function refusesWithoutSecondFactor(
  statement: Statement,
  isDenied: (statement: Statement) => Truth,
): Truth {
  const { conditions } = statement;
  const [only, ...others] = conditions.values;
  if (!surely(statement, 'Deny') || !only || others.length > 0 || !conditions.isDecided) return false;
  const judge = refusing[`${only.operator} ${only.key}`];
  if (!judge || only.values.length === 0) return false;
  return all([...only.values.map((value) => textIs(value, judge)), isDenied(statement)]);
}

/** The name of the permission set has to be whole: sixteen characters follow it, which Identity Center chooses. */
const reservedRole =
  /^arn:[^:*?]+:iam::(\d{12}|open):role\/aws-reserved\/sso\.amazonaws\.com\/([a-z0-9*?-]+\/)?AWSReservedSSO_[^*?]+_([0-9a-f]{16}|\?{16}|\*)$/;

/** Whether an ARN, or a pattern of them, means people of one permission set: no one but Identity Center makes roles below that path. */
export function meansPermissionSet(value: Value): Truth {
  return writtenTextIs(value, (text) => reservedRole.test(text));
}
