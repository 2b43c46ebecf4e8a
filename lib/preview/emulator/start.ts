import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { packagePath } from '../../package-root.ts';
import { removeLeftFolders } from '../owned-folders.ts';
import { PreviewError } from '../preview-error.ts';
import { bytecodeOf, installEmulator } from './install.ts';
import type { EmulatorSettings } from './settings.ts';

/** A running emulator. It ends with this process at the latest. */
export interface RunningEmulator {
  /** Where it listens, by the region of requests that are not signed; the first one serves signed requests of all. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Where signed requests of every region go. */
  readonly endpoint: string;
  /** Settles when the emulator has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends it, the functions that it runs, and its files. */
  readonly stop: () => Promise<void>;
}

export interface StartProps {
  readonly settings: EmulatorSettings;
  /** Told what a person should know while it starts. */
  readonly tell: (text: string) => void;
  /**
   * Whether MiniStack's log goes to standard error.
   *
   * @default false
   */
  readonly verbose?: boolean;
}

/** Installs the emulator where it is not yet, and starts it. Throws a `PreviewError` where it cannot listen. */
export async function startEmulator({
  settings,
  tell,
  verbose = false,
}: StartProps): Promise<RunningEmulator> {
  const python = installEmulator({ tell });
  const child = spawn(python, ['-X', `pycache_prefix=${bytecodeOf(python)}`, '-m', 'plugin'], {
    cwd: packagePath('lib', 'preview', 'emulator'),
    env: { ...environment(), PALISADE_EMULATOR: JSON.stringify({ ...settings, node: process.execPath }) },
    // It ends when the other end of its standard input is gone. A group of its own ends as one, functions included.
    stdio: ['pipe', 'pipe', verbose ? 'inherit' : 'pipe'],
    detached: true,
  });
  const lastLines = keepLastLines(child);
  // One that is killed leaves its files.
  const ended = once(child, 'exit').then(removeLeftFolders);
  const endpoints = await listening(child, lastLines);
  const [endpoint = ''] = Object.values(endpoints);
  return {
    endpoints,
    endpoint,
    ended,
    stop: async () => {
      child.stdin?.end();
      await ended;
    },
  };
}

/** What Python and pip need of this process's environment, and nothing that would lead the emulator to AWS. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_OPTIONS$|PYTHON)/.test(name));
  return Object.fromEntries(kept);
}

type Announced = { readonly endpoints: Readonly<Record<string, string>> } | { readonly taken: number };

/** Until it listens, in milliseconds: where it hangs, whoever waits for it learns so. A busy machine takes its time. */
const startLimit = 60_000;

async function listening(child: ChildProcess, lastLines: readonly string[]) {
  if (!child.stdout) throw new Error('the emulator has no output');
  const limit = setTimeout(() => child.kill('SIGKILL'), startLimit);
  try {
    for await (const line of createInterface({ input: child.stdout })) return announced(JSON.parse(line));
  } finally {
    clearTimeout(limit);
  }
  throw new Error(`the emulator did not listen within ${startLimit / 1000} seconds\n${lastLines.join('\n')}`);
}

function announced(said: Announced) {
  if ('endpoints' in said) return said.endpoints;
  throw new PreviewError(
    `port ${said.taken} of 127.0.0.1 is in use, stop what listens there or write another with --port`,
  );
}

function keepLastLines({ stderr }: ChildProcess): readonly string[] {
  const lines: string[] = [];
  if (!stderr) return lines;
  createInterface({ input: stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 40) lines.shift();
  });
  return lines;
}
