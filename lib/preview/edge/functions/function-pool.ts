import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type FunctionRun, njsArguments, type ProgramProps, programOf } from './program.ts';

/** Runs functions, each event in a process of njs of its own that was started ahead of it. */
export interface FunctionPool {
  /**
   * @throws FunctionError with the engine's words, if the code does not compile, throws or takes too long
   * @throws InvalidAnswer if the function answers what CloudFront does not take
   */
  readonly run: (props: ProgramProps) => Promise<FunctionRun>;
  /** Ends the processes that wait. */
  readonly close: () => Promise<void>;
}

/** The code of a function has failed, for which CloudFront answers 503. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';
}

export interface FunctionPoolProps {
  /** The command that runs njs. */
  readonly engine: string;
  /** How many processes wait for events. @default 4 */
  readonly waiting?: number;
  /** How long a function may take, in milliseconds; CloudFront stops it far earlier, on a machine that does nothing else. @default 5000 */
  readonly limit?: number;
}

export function openFunctionPool({ engine, waiting = 4, limit = 5_000 }: FunctionPoolProps): FunctionPool {
  const start = () => startProcess(engine);
  const idle = Array.from({ length: waiting }, start);
  let isOpen = true;
  return {
    run: async (props) => {
      if (!isOpen) throw new Error('the pool of edge functions was closed');
      const process = idle.shift() ?? start();
      idle.push(start());
      const program = programOf(props);
      return program.read(await outputOf(process, program.text, limit));
    },
    close: async () => {
      isOpen = false;
      for (const { child } of idle) child.kill('SIGKILL');
      await Promise.all(idle.splice(0).map(({ exit }) => exit));
    },
  };
}

interface WaitingProcess {
  readonly child: ChildProcessWithoutNullStreams;
  readonly exit: Promise<number | null>;
}

// It ends when the other end of its standard input is gone, so none outlives this process.
function startProcess(engine: string): WaitingProcess {
  const child = spawn(engine, [...njsArguments], { stdio: 'pipe', env: {} });
  const exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  // Whoever runs a function in it is told; a process that nobody has used has nothing to tell.
  exit.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  return { child, exit };
}

async function outputOf({ child, exit }: WaitingProcess, program: string, limit: number): Promise<string> {
  const timer = setTimeout(() => child.kill('SIGKILL'), limit);
  try {
    child.stdin.end(program);
    const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
    if (code === null) throw new FunctionError(`the function took longer than ${limit} ms`);
    if (code !== 0) throw new FunctionError(`njs: ${`${output}${errors}`.trim()}`);
    return output;
  } finally {
    clearTimeout(timer);
  }
}
