import { InputError } from '../../cloudformation/input/input-error.ts';

/** A JSON object that may hold secrets: what is said about it names kinds of values, and never a value. */
export type Members = Readonly<Record<string, unknown>>;

/** The object itself; anything else is a mistake of the caller. */
export function members(value: unknown, place: string, example: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new InputError(`${place}: found ${kindOf(value)}, write ${example}`);
}

/** A member that has to be text. */
export function textMember(from: Members, name: string, place: string): string {
  const value = optionalText(from, name, place);
  if (value !== undefined) return value;
  throw new InputError(`${place}: found no ${name}, write it as text`);
}

/** A member that is text where it is given. */
export function optionalText(from: Members, name: string, place: string): string | undefined {
  const value = from[name];
  if (value === undefined || typeof value === 'string') return value;
  throw new InputError(`${place}: ${name} is ${kindOf(value)}, write text`);
}

/** What kind of value somebody wrote. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  const kinds: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
  };
  return kinds[typeof value] ?? 'an object';
}
