import { spawnSync } from 'node:child_process';
import { requestEvent } from '../../../lib/preview/edge/functions/event.ts';
import { installNjs } from '../../../lib/preview/edge/functions/install-njs.ts';
import { type FunctionRun, njsArguments, programOf } from '../../../lib/preview/edge/functions/program.ts';

/** A request as a viewer sends it. */
interface SentRequest {
  /** @default GET */
  readonly method?: string;
  /** Path and query, as they stand in the request's first line. */
  readonly target: string;
  /** A name that is sent more than once has a list. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/**
 * Runs the code of a CloudFront function in njs, the engine whose errors CloudFront reports, as the local edge does, and waits for it.
 *
 * @throws Error with the engine's words, if the code does not compile, throws or answers nothing that CloudFront takes
 */
export function runEdgeFunction(
  code: string,
  { method = 'GET', target, headers = {} }: SentRequest,
  keyValues?: Readonly<Record<string, string>>,
): FunctionRun {
  const lists = Object.entries(headers).map(([name, values]) => [name.toLowerCase(), [values].flat()]);
  const request = { method, target, headers: Object.fromEntries(lists), address: '198.51.100.11' };
  const event = requestEvent(request, 'EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==');
  const program = programOf({ code, event, target, keyValues });
  const { status, stdout, stderr, error } = spawnSync(edgeEngine(), [...njsArguments], {
    input: program.text,
    encoding: 'utf8',
    timeout: 10_000,
  });
  if (status !== 0) throw new Error(`njs: ${(error?.message ?? `${stdout}${stderr}`).trim()}`);
  return program.read(stdout);
}

let command: string | undefined;
let failure: unknown;

/** Names the command that runs njs, installed where it is not yet. Throws, with one sentence, where there is none; from then on at once. */
export function edgeEngine(): string {
  if (failure !== undefined) throw failure;
  try {
    command ??= installNjs({ tell: (text) => process.stderr.write(text) });
    return command;
  } catch (error) {
    failure = error;
    throw error;
  }
}
