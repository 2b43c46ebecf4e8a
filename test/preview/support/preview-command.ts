import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

/** A preview that runs as a command of its own. */
export interface PreviewProcess {
  readonly child: ChildProcess;
  /** All that it has told on standard error once it has ended. */
  readonly told: Promise<string>;
  /** Settles when it says that the shop can be opened, with what it says. */
  readonly open: Promise<{ readonly shop: string; readonly certificate: string }>;
  /** Settles when it ends, with its exit code. */
  readonly ended: Promise<number | null>;
}

const started: ChildProcess[] = [];

/** Ends whatever a test has left running. */
export async function endPreviews(): Promise<void> {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

/** Starts `palisade preview`, with temporary files in a folder of its own; `launcher` is a program that starts it in turn. */
export function startCommand(
  args: readonly string[],
  folder: string,
  launcher: readonly string[] = [],
): PreviewProcess {
  const [program = process.execPath, ...more] = [
    ...launcher,
    process.execPath,
    'dist/palisade.cjs',
    'preview',
    '--format',
    'json',
    '--file',
    'examples/boutique/storefront.yaml',
    ...args,
  ];
  const child = spawn(program, more, { env: { ...process.env, TMPDIR: folder }, stdio: 'pipe' });
  started.push(child);
  const out = text(child.stdout);
  const open = once(child.stdout, 'data').then(([line]) => JSON.parse(String(line)));
  // Most tests do not wait for both.
  open.catch(() => undefined);
  return {
    child,
    told: text(child.stderr),
    open,
    ended: Promise.all([once(child, 'exit'), out]).then(([[code]]) => code),
  };
}

/** What runs of previews whose temporary files lie in a folder. */
export function processesIn(folder: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`TMPDIR=${folder}`);
    } catch {
      return false;
    }
  });
}

/** Waits until nothing runs: a process that was ended takes a moment to be gone. */
export async function untilNothingRuns(folder: string): Promise<void> {
  while (processesIn(folder).length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
}
