import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packagePath } from '../lib/package-root.ts';

/** CPU time and memory of a whole process, with those that it starts. */
export interface Usage {
  readonly seconds: number;
  /** Most memory that one of them had at a time. */
  readonly mebibytes: number;
}

/** Another program that judges templates, and how much quicker we have to be. */
export interface Peer {
  readonly name: string;
  /** The command that judges each template of a folder. */
  readonly command: (folder: string) => readonly string[];
  /** By how many times our CPU time has to be less, by the number of resources. */
  readonly leastTimes: Readonly<Record<number, number>>;
}

const versions = {
  checkov: '3.3.30',
  'cfn-lint': '1.58.0',
  '@cdklabs/cdk-validator-cfnguard': '0.0.62',
} as const;

/** The peers that can be had here; of any other one line says why not. */
export function installPeers(folder: string, tell: (line: string) => void): readonly Peer[] {
  const nag = packagePath('dist', 'bench-nag.cjs');
  return [
    {
      name: 'cdk-nag, AwsSolutions over CfnInclude',
      command: (templates) => [process.execPath, nag, templates],
      leastTimes: { 500: 5, 5000: 3 },
    },
    ...fromPython(folder, tell),
    ...fromNpm(folder, tell),
  ];
}

function fromPython(folder: string, tell: (line: string) => void): readonly Peer[] {
  const bin = join(folder, 'python', 'bin');
  const packages = [`checkov==${versions.checkov}`, `cfn-lint==${versions['cfn-lint']}`];
  const isThere =
    succeeds('python3', ['-m', 'venv', join(folder, 'python')]) &&
    succeeds(join(bin, 'pip'), ['install', '--quiet', ...packages]);
  if (!isThere) {
    tell('checkov and cfn-lint are not compared: PyPI does not hand them out here');
    return [];
  }
  return [
    {
      name: `checkov ${versions.checkov}`,
      command: (templates) => [
        join(bin, 'checkov'),
        '-d',
        templates,
        '--framework',
        'cloudformation',
        '--quiet',
      ],
      leastTimes: { 500: 15 },
    },
    {
      name: `cfn-lint ${versions['cfn-lint']}`,
      command: (templates) => [join(bin, 'cfn-lint'), ...templatesIn(templates)],
      leastTimes: { 500: 15 },
    },
  ];
}

/** The package of the CDK brings the program cfn-guard and the rules of AWS Control Tower. */
function fromNpm(folder: string, tell: (line: string) => void): readonly Peer[] {
  const name = '@cdklabs/cdk-validator-cfnguard';
  writeFileSync(join(folder, 'package.json'), '{}');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  if (!succeeds('npm', [...args, `${name}@${versions[name]}`], folder) || process.platform !== 'linux') {
    tell('cfn-guard is not compared: npm does not hand it out here');
    return [];
  }
  const root = join(folder, 'node_modules', name);
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const program = join(root, 'bin', 'ubuntu', machine, 'cfn-guard');
  const rules = join(root, 'rules', 'control-tower', 'cfn-guard');
  return [
    {
      name: 'cfn-guard 3.1.1, the rules of Control Tower',
      command: (templates) => [program, 'validate', '--rules', rules, '--data', ...templatesIn(templates)],
      leastTimes: { 500: 15 },
    },
  ];
}

function templatesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(folder, name));
}

function succeeds(program: string, args: readonly string[], cwd?: string): boolean {
  return spawnSync(program, args, { cwd, stdio: 'ignore' }).status === 0;
}

/** Copies the templates of a folder without the one function that CfnInclude does not know, so that all judge the same. */
export function writeForPeers(source: string, target: string): string {
  mkdirSync(target);
  for (const path of templatesIn(source)) {
    const body = JSON.parse(readFileSync(path, 'utf8'), (_, value) =>
      value !== null && typeof value === 'object' && 'Fn::GetStackOutput' in value ? 'output' : value,
    );
    writeFileSync(join(target, basename(path)), JSON.stringify(body));
  }
  return target;
}

const asked = [
  'import resource, subprocess, sys',
  'subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)',
  'used = resource.getrusage(resource.RUSAGE_CHILDREN)',
  'print(used.ru_utime + used.ru_stime, used.ru_maxrss)',
].join('\n');

/**
 * What measured processes find in their environment: all but further root certificates, which Node.js reads as it starts, in longer than all
 * the rest of its start takes. No command that is measured speaks to anybody.
 */
export function measuredEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...others } = process.env;
  return others;
}

/** What a command takes, the least of several runs: other work on the machine only ever adds to it. */
export function usageOf(command: readonly string[], runs: number): Usage {
  const usages = Array.from({ length: runs }, () => {
    const { stdout } = spawnSync('python3', ['-c', asked, ...command], {
      encoding: 'utf8',
      env: measuredEnvironment(),
    });
    const [seconds = Number.NaN, kibibytes = Number.NaN] = stdout.split(' ').map(Number);
    return { seconds, mebibytes: kibibytes / 1024 };
  });
  const [least] = usages.sort((one, other) => one.seconds - other.seconds);
  if (!least || Number.isNaN(least.seconds)) throw new Error(`${command.join(' ')} could not be measured`);
  return least;
}
