import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/cloudformation/input/input-error.ts';
import { parseText } from '../../lib/cloudformation/input/parse.ts';
import type { Json } from '../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { type Case, templateOf } from './case.ts';
import { filesBelow } from './files.ts';

/** Programs of Python that say by themselves what they think of their fixtures. */
const versions = { checkov: '3.3.30', 'cfn-lint': '1.58.0' } as const;

/** Installs the programs beside the fixtures and returns the folder of their commands. */
export function installPrograms(folder: string): string {
  const environment = join(folder, 'programs');
  const bin = join(environment, 'bin');
  if (!existsSync(join(bin, 'checkov'))) run('python3', ['-m', 'venv', environment]);
  const packages = Object.entries(versions).map(([name, version]) => `${name}==${version}`);
  run(join(bin, 'pip'), ['install', '--quiet', ...packages]);
  return bin;
}

function run(program: string, args: readonly string[], cwd?: string): string {
  const { stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', cwd, maxBuffer: 1e9 });
  if (error || stdout === '') process.stderr.write(stderr);
  if (error) throw error;
  return stdout;
}

/** What a program said is kept beside it: it takes a minute, and the fixtures do not change. */
function saidOf(bin: string, name: string, ask: () => string): string {
  const file = join(bin, '..', `${name}.json`);
  if (!existsSync(file)) writeFileSync(file, ask());
  return readFileSync(file, 'utf8');
}

interface CheckovResult {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

const checkovFolders = ['checks/resource/aws', 'graph/checks/resources'];

/** What checkov says of the templates of its own tests, resource by resource. */
export function checkovCases(repository: string, bin: string): readonly Case[] {
  return checkovFolders.flatMap((path) => {
    const folder = join(repository, 'tests', 'cloudformation', path);
    const args = ['-d', '.', '--framework', 'cloudformation', '-o', 'json', '--compact'];
    const report = JSON.parse(
      saidOf(bin, `checkov-${path.replaceAll('/', '-')}`, () => run(join(bin, 'checkov'), args, folder)),
    );
    const passed: readonly CheckovResult[] = report.results.passed_checks;
    const failed: readonly CheckovResult[] = report.results.failed_checks;
    const read = reading(folder);
    return [
      ...passed.flatMap((result) => checkovCase(result, false, read)),
      ...failed.flatMap((result) => checkovCase(result, true, read)),
    ];
  });
}

function checkovCase(result: CheckovResult, objects: boolean, read: Read): readonly Case[] {
  const { check_id: rule, file_path: name, resource } = result;
  const templates = read(name);
  const logicalId = resource.slice(resource.lastIndexOf('.') + 1);
  return templates.length === 0 ? [] : [{ peer: 'checkov', rule, name, templates, objects, logicalId }];
}

type Read = (file: string) => readonly TemplateSource[];

/** Reads each template once; what CloudFormation would refuse is no case. */
function reading(folder: string): Read {
  const known = new Map<string, readonly TemplateSource[]>();
  return (file) => {
    const templates = known.get(file) ?? templateOf(file, parsed(join(folder, file), file));
    known.set(file, templates);
    return templates;
  };
}

function parsed(path: string, name: string): Json {
  try {
    return parseText(readFileSync(path, 'utf8'), name);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

interface Lint {
  readonly Rule: { readonly Id: string };
  readonly Filename: string;
  readonly Location: { readonly Path?: readonly string[] };
}

/** What cfn-lint says of the templates of its own tests, by the rules that are asked for. */
export function cfnLintCases(repository: string, bin: string, rules: readonly string[]): readonly Case[] {
  const folder = join(repository, 'test', 'fixtures', 'templates');
  const files = filesBelow(folder, /^(good|bad)\/.*\.(ya?ml|json|template)$/);
  const args = ['--format', 'json', '--include-checks', 'I', '--', ...files];
  const lints: readonly Lint[] = JSON.parse(
    saidOf(bin, 'cfn-lint', () => run(join(bin, 'cfn-lint'), args, folder)),
  );
  const read = reading(folder);
  return rules.flatMap((rule) =>
    files.flatMap((name): readonly Case[] => {
      const found = lints.filter(({ Rule, Filename }) => Rule.Id === rule && Filename === name);
      const about = { peer: 'cfn-lint', rule, name, templates: read(name) } as const;
      if (about.templates.length === 0) return [];
      if (found.length === 0) return [{ ...about, objects: false }];
      return found.flatMap(({ Location: { Path: [section, logicalId = ''] = [] } }) =>
        section === 'Resources' ? [{ ...about, objects: true, logicalId }] : [],
      );
    }),
  );
}
