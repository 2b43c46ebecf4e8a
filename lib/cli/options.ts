import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './output.ts';

/** Parses a command's arguments; a mistake in them becomes a `UsageError`. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, tokens: true });
    refuseTwice(parsed.tokens, options);
    return parsed;
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const [sentence = ''] = (cause as Error).message.split('. ');
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
}

/** Of two values only the last would count, and a script that adds its own could replace a policy unseen. */
function refuseTwice(
  tokens: readonly { readonly kind: string; readonly name?: string }[],
  options: NonNullable<ParseArgsConfig['options']>,
): void {
  const names = tokens.flatMap(({ kind, name }) => (kind === 'option' && name !== undefined ? [name] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index && !options[name]?.multiple);
  if (twice !== undefined) throw new UsageError(`--${twice}: found it twice, write it once`);
}

/** The one argument of a command that takes one. */
export function onlyPositional(positionals: readonly string[], what: string, fallback?: string): string {
  const [first = fallback, ...others] = positionals;
  if (first === undefined) throw new UsageError(`found no ${what}, name one`);
  if (others.length > 0) throw new UsageError(`found ${positionals.join(' ')}, name one ${what}`);
  return first;
}

/** The option's value, which has to be one of a few. */
export function oneOf<T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${option}: found ${value}, write ${allowed.join(' or ')}`);
}

/** The value of an option that a command cannot do without; `what` ends the sentence about one that is missing. */
export function required(value: string | undefined, option: string, what: string): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new UsageError(`${option}: found nothing, write ${what}`);
}
