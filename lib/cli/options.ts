import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './output.ts';

/** Parses a command's arguments; a mistake in them becomes a `UsageError`. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split('. ');
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
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
