import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A checkout that nobody may write to, as a user sees it who did not make it. */
export interface ReadOnlyCheckout {
  readonly run: (command: string) => {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  };
  /** A folder of that user. */
  readonly folder: string;
}

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/**
 * This checkout for somebody who may not write to it. Root is stopped by no permission, so its tests run as `nobody`; for
 * any other user a copy is made whose folders are closed to new files.
 */
export function readOnlyCheckout(root: string): ReadOnlyCheckout {
  const base = mkdtempSync(join(reachableFolder(), 'palisade-user-'));
  const folder = join(base, 'home');
  mkdirSync(folder);
  chmodSync(base, 0o755);
  chmodSync(folder, 0o777);
  const checkout = isRoot && isReachable(root) ? root : linkedCopy(root, join(base, 'checkout'));
  return {
    folder,
    run: (command) =>
      spawnSync(command, {
        shell: '/bin/bash',
        cwd: checkout,
        encoding: 'utf8',
        ...(isRoot && { uid: nobody, gid: nobody }),
        env: {
          PATH: process.env['PATH'],
          HOME: '/nonexistent',
          TMPDIR: folder,
          CDK_VALIDATION: 'false',
          npm_config_update_notifier: 'false',
        },
      }),
  };
}

function linkedCopy(root: string, to: string): string {
  cpSync(root, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => ![join(root, '.git'), join(root, 'cdk.out'), join(root, 'report')].includes(path),
  });
  closeFolders(to);
  return to;
}

function closeFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) closeFolders(join(folder, entry.name));
  }
  chmodSync(folder, 0o555);
}

/** A folder for temporary files that every user reaches; the one of the tests may be closed to others. */
function reachableFolder(): string {
  const found = [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'].find((path) => !isRoot || isReachable(path));
  if (found === undefined) throw new Error('found no temporary folder that other users reach');
  return found;
}

function isReachable(path: string): boolean {
  const parent = dirname(path);
  const isOpen = (statSync(path).mode & 0o005) === 0o005;
  return isOpen && (parent === path || isReachable(parent));
}
