import * as z from 'zod/mini';
import { isCalendarDay } from '../calendar-day.ts';

/** A text that says something; spaces say nothing. */
export const text = z.string().check(z.regex(/\S/, 'must say something'));

/** An ARN of any service. */
export const arn = z.string().check(z.regex(/^arn:\S+$/, 'must be an ARN'));

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = z
  .string()
  .check(
    z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a day such as 2027-06-30'),
    z.refine(isCalendarDay, 'must be a day of the calendar'),
  );

/** Requires two texts of an object to name two people, whatever their case and spaces. */
export function differ<Field extends string, Other extends string>(field: Field, other: Other) {
  return z.refine<Readonly<Record<Field | Other, string>>>(
    (entry) => fold(entry[field]) !== fold(entry[other]),
    { path: [field], message: `must differ from the ${other}` },
  );
}

/** What is wrong with `input`, one sentence for each mistake: where, what was found, what was expected. */
export function sentences(error: z.core.$ZodError, input: unknown): readonly string[] {
  return error.issues.map((issue) => {
    const sentence = issue.message === unworded ? `${found(issue, input)}${expected(issue)}` : issue.message;
    return issue.path.length === 0 ? sentence : `${issue.path.map(String).join('.')}: ${sentence}`;
  });
}

/** What zod's small form, which ships no sentences, says where a schema has no message. */
const unworded = 'Invalid input';

function found(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'unrecognized_keys') return `has ${issue.keys.join(', ')}`;
  const value = issue.path.reduce<unknown>(
    (at, step) => (at as Readonly<Record<PropertyKey, unknown>> | undefined)?.[step],
    input,
  );
  return value === undefined ? 'is not set' : `is ${JSON.stringify(value).slice(0, 60)}`;
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return ', which the contract does not know';
  if (issue.code === 'invalid_value') return `; expected ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'invalid_type') return `; expected a value of type ${issue.expected}`;
  if ('options' in issue) return `; expected ${issue.options?.map(String).join(' or ')}`;
  return '; expected another form';
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
