import { InputError } from '../cloudformation/input/input-error.ts';
import { ConfigError } from '../config/config-error.ts';
import { type Code, type ExitCode, type Output, UsageError } from './output.ts';

/**
 * Runs a command and ends with 2 where it throws: a person's mistake is printed as a sentence, any other error with its
 * stack, because it is ours.
 */
export function reportErrors<Result extends Code>(
  command: () => Result,
  { err }: Pick<Output, 'err'>,
): Result | ExitCode {
  const report = (error: unknown): ExitCode => {
    err(textOf(error));
    return 2;
  };
  try {
    const code = command();
    return typeof code === 'number' ? code : (code.catch(report) as Result);
  } catch (error) {
    return report(error);
  }
}

/** What is printed about an error that is ours: its stack, those of its causes, and what to do with them. */
export function crashText(error: unknown): string {
  return `${stacksOf(error).join('\ncaused by: ')}\npalisade: this is a bug in palisade, not a mistake of yours; please report it with the lines above\n`;
}

function textOf(error: unknown): string {
  if (error instanceof ConfigError) return `${error.message}\n`;
  if (error instanceof UsageError || error instanceof InputError) return `palisade: ${error.message}\n`;
  return crashText(error);
}

function stacksOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [String(error)];
  const stack = error.stack ?? String(error);
  return error.cause === undefined ? [stack] : [stack, ...stacksOf(error.cause)];
}
