import { InputError } from '../cloudformation/input/input-error.ts';
import { ConfigError } from '../config/config-error.ts';
import { type Code, type ExitCode, type Output, UsageError } from './output.ts';

/** Runs a command. A person's mistake becomes a sentence and exit code 2; any other error is ours. */
export function reportErrors<Result extends Code>(command: () => Result, { err }: Output): Result | ExitCode {
  const told = (error: unknown): ExitCode => {
    err(`${sentenceOf(error)}\n`);
    return 2;
  };
  try {
    const code = command();
    return typeof code === 'number' ? code : (code.catch(told) as Result);
  } catch (error) {
    return told(error);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof UsageError || error instanceof InputError) return `palisade: ${error.message}`;
  throw error;
}
