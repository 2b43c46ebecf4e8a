import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PreviewError } from '../preview-error.ts';

/** How the programs of a deployment run. */
export interface ProgramProps {
  /** What is deployed by which program, for the sentence about its failure, such as `cdk deploy`. */
  readonly name: string;
  /** Path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told to its standard input. @default - nothing */
  readonly input?: string;
  /** Ends the program. @default - it runs to its end */
  readonly signal?: AbortSignal;
  /**
   * Whether a person sees what it prints as it comes. What is not seen then is told where the program fails.
   *
   * @default true
   */
  readonly isShown?: boolean;
}

/** The last lines that a failure is told with: those of the CDK have the reason near their end. */
const toldLines = 30;

/**
 * Runs a program on this Node.js to its end. Throws a `PreviewError` where that is not a good one, and what the signal holds where it
 * was broken off.
 */
export async function runProgram(props: ProgramProps): Promise<void> {
  const { name, program, args, cwd, env, input, signal, isShown = true } = props;
  signal?.throwIfAborted();
  const output = isShown ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env,
    stdio: [input === undefined ? 'ignore' : 'pipe', output, output],
  });
  const lines = keepOutput(child);
  const end = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', end);
  child.stdin?.end(input);
  const [code] = await once(child, 'close');
  signal?.removeEventListener('abort', end);
  signal?.throwIfAborted();
  if (code === 0) return;
  const reason = isShown ? ', see above' : `:\n${lines().join('\n')}`;
  throw new PreviewError(`${name} has failed${reason}`);
}

function keepOutput({ stdout, stderr }: ChildProcess): () => readonly string[] {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  return () => text.trimEnd().split('\n').slice(-toldLines);
}
