import { variable } from '../settings/variables.ts';
import { createLog, type Log } from './log.ts';

/**
 * The log of a function: standard output, under the name that the function was deployed with. Metrics carry it, so that
 * one shop's work never silences another's alarm in the same account.
 */
export function functionLog(environment: NodeJS.ProcessEnv, now: () => Date): Log {
  const service = variable(environment, 'AWS_LAMBDA_FUNCTION_NAME');
  return createLog((line) => process.stdout.write(`${line}\n`), { service, now });
}
