import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../../lib/package-root.ts';

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this checkout, as a user types it. */
export function shell(command: string, env: Readonly<Record<string, string>> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(command, {
    shell: '/bin/bash',
    cwd: packagePath(),
    encoding: 'utf8',
    env: { ...process.env, CDK_VALIDATION: 'false', npm_config_update_notifier: 'false', ...env },
  });
  return { status, stdout, stderr };
}

/** Runs a command whose reader has gone before it writes anything. */
export function shellWithoutReader(...argv: readonly string[]): Promise<Omit<Ended, 'stdout'>> {
  const child = spawn(process.execPath, argv, { cwd: packagePath(), stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  return ended(child);
}

async function ended(child: ChildProcess): Promise<Omit<Ended, 'stdout'>> {
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, stderr };
}

/** A new folder. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'palisade-promises-'));
}

/** A module that runs before a program of the kit and changes what that program finds, as the value of `NODE_OPTIONS`. */
export function preload(code: string): string {
  const file = join(newFolder(), 'preload.cjs');
  writeFileSync(file, code);
  return `--require "${file}"`;
}

/** The texts of the files directly in a folder, by name; the CDK's command keeps its times in one of them. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .filter(({ name }) => name !== 'performance-counters.json')
      .map(({ name }) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}
