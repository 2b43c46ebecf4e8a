import { InputError } from '../cloudformation/input/input-error.ts';
import { ConfigError } from '../config/config-error.ts';
import { crashText } from './crash-text.ts';
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

function textOf(error: unknown): string {
  if (error instanceof ConfigError) return `${error.message}\n`;
  if (error instanceof UsageError || error instanceof InputError) return `palisade: ${error.message}\n`;
  return crashText(error);
}
