import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packagePath } from '../../../lib/package-root.ts';
import type { MadePackages } from './packages.ts';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project of somebody else that follows the guide to installing. */
export interface InstalledApp {
  readonly folder: string;
  /** Runs a command line in the project, by the given Node.js or by this one. */
  readonly run: (command: string, env?: Readonly<Record<string, string>>) => Ended;
  readonly write: (path: string, text: string) => void;
}

/** The files that the guide has its reader write, by path. */
export function guideFiles(): Readonly<Record<string, string>> {
  const blocks = guide().matchAll(/^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, path = '', text = '']) => [path, text]));
}

/** What the guide has its reader run in the shell below a heading, in its order. */
export function guideCommands(heading: string): readonly string[] {
  const section = guide().split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, text = '']) => text.trim().split('\n'));
}

/** A new project in a folder outside of the repository. `versions` are those of other packages; npm chooses where none is given. */
export function newApp(packages: MadePackages, versions: Readonly<Record<string, string>>): InstalledApp {
  const app = emptyFolder(packages, versions);
  app.write('package.json', JSON.stringify({ name: 'webshop', private: true }));
  return app;
}

/** A folder outside of the repository in which nothing is yet. */
export function emptyFolder(
  packages: MadePackages,
  versions: Readonly<Record<string, string>> = {},
): InstalledApp {
  const folder = mkdtempSync(join(tmpdir(), 'palisade-app-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return {
    folder,
    write,
    run: (command, env = {}) => {
      const { status, stdout, stderr } = spawnSync(installable(command, packages, versions), {
        shell: '/bin/bash',
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...quickNpm, CDK_VALIDATION: 'false', ...env },
      });
      return { status, stdout, stderr };
    },
  };
}

/** What has been fetched before is not asked for again, and nothing is asked that no test reads. */
const quickNpm = {
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
} as const;

/** Before they are published, our packages are installed from their archives; the others in the versions that are tried. */
function installable(
  command: string,
  packages: MadePackages,
  versions: Readonly<Record<string, string>>,
): string {
  const archives = [packages.archive('palisade-kit'), packages.archive('palisade-kit-cdk')];
  if (command.startsWith('npm exec --package=palisade-kit-cdk@')) {
    return command.replace(/--package=\S+/, archives.map((archive) => `--package=${archive}`).join(' '));
  }
  // What package.json names is not in the registry either.
  if (command === 'npm install') return [command, ...archives].join(' ');
  if (!command.startsWith('npm install')) return command;
  return command
    .replace(/palisade-kit(?:-cdk)?(?= |$)/g, (name) => packages.archive(name as 'palisade-kit'))
    .replace(
      /(?<= )(?:aws-cdk-lib|constructs|cdk-nag|aws-cdk|node-[\w-]+|typescript|@types\/node)(?= |$)/g,
      (name) => (versions[name] === undefined ? name : `${name}@${versions[name]}`),
    );
}

function guide(): string {
  return readFileSync(packagePath('docs', 'install.md'), 'utf8');
}
