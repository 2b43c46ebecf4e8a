import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { reportErrors } from '../../lib/cli/report-errors.ts';
import { packagePath } from '../../lib/package-root.ts';
import { synthesize } from '../../lib/synthesis/synthesize.ts';
import { type Ended, filesIn, newFolder, preload, shell } from './support.ts';

const cdkLibrary = JSON.stringify(packagePath('node_modules', 'aws-cdk-lib'));

/** Code that runs when the app is synthesized: `synth` writes the assembly, and `this` is the app. */
const atSynthesis = (code: string) =>
  preload(`
    const { Stage, CfnResource } = require(${cdkLibrary});
    const original = Stage.prototype.synth;
    Stage.prototype.synth = function (options) {
      const synth = () => original.call(this, options);
      ${code}
    };`);

const crash = atSynthesis(`synth(); throw new TypeError('a bug');`);
const weakTls = atSynthesis(`
  for (const part of this.node.findAll()) {
    if (!CfnResource.isCfnResource(part) || part.cfnResourceType !== 'AWS::CloudFront::Distribution') continue;
    part.addPropertyOverride('DistributionConfig.ViewerCertificate.MinimumProtocolVersion', 'TLSv1');
  }
  return synth();`);

/** Runs the app in this process with values for keys of the context, as the CDK's command hands them over. */
function synthesized(context: Readonly<Record<string, string>>, output: string) {
  let said = '';
  const err = (text: string) => {
    said += text;
  };
  process.env['CDK_CONTEXT_JSON'] = JSON.stringify(context);
  const status = reportErrors(() => synthesize(output, err), { err });
  return { status, said };
}

afterEach(() => {
  delete process.env['CDK_CONTEXT_JSON'];
});

describe('a mistake in the context', () => {
  test.each([
    [
      { file: 'nowhere.yaml' },
      'nowhere.yaml: found no file that can be read, name the storefront file, usually storefront.yaml',
    ],
    [{ file: 'examples' }, 'examples: found a folder, name the file in it, such as examples/storefront.yaml'],
    [
      { account: 'nowhere.yaml' },
      'nowhere.yaml: found no file that can be read, name the account file, usually account.yaml',
    ],
    [{ account: '' }, '-c account: found "", write the path of an account file, such as account.yaml'],
    [
      { account: 'examples/account.yaml', environment: 'prod' },
      '-c account: found environment beside it, deploy the account by itself, with -c account=FILE alone',
    ],
    [{ enviroment: 'prod' }, '-c: found the unknown context key "enviroment", write environment'],
    [
      { purpose: 'production' },
      '-c: found the unknown context key "purpose", remove it; the keys of this app are account, file and environment',
    ],
    [
      { environment: 'live', file: 'examples/boutique/storefront.yaml' },
      '-c environment: found "live", write the name of an environment of the shop: prod or staging',
    ],
    [
      { environment: '', file: 'examples/boutique/storefront.yaml' },
      '-c environment: found "", write the name of an environment of the shop, such as prod',
    ],
  ])('such as %j is one sentence, exit code 2, and leaves the output folder empty', (context, sentence) => {
    const output = newFolder();
    expect(synthesized(context, output)).toEqual({ status: 2, said: `${sentence}\n` });
    expect(readdirSync(output)).toEqual([]);
  });
});

describe('npx cdk', () => {
  test.each([
    ['-c file=', '-c file: found "", write the path of a storefront file, such as storefront.yaml'],
    ['-c flie=shop.yaml', '-c: found the unknown context key "flie", write file'],
  ])('synth %s is one sentence, exit code 2, and leaves the output folder empty', (context, sentence) => {
    const output = join(newFolder(), 'cdk.out');
    const { status, stdout, stderr } = shell(`npx cdk synth -q ${context} --output ${output}`);
    expect({ status, stdout, lines: stderr.trimEnd().split('\n') }).toEqual({
      status: 2,
      stdout: '',
      lines: [sentence, 'node scripts/run-app.mjs: Subprocess exited with error 2'],
    });
    expect(readdirSync(output)).toEqual([]);
  });

  test('ends with 2 where the output folder cannot be made', () => {
    const { status, stderr } = shell('npx cdk ls --output /dev/null/cdk.out');
    expect({ status, lines: stderr.trimEnd().split('\n') }).toEqual({
      status: 2,
      lines: [expect.stringContaining('Could not create output directory')],
    });
  });

  test('ends with 2 where a stack is named that the shop does not have', () => {
    const named = '-c file=examples/boutique/storefront.yaml -c environment=prod';
    expect(shell(`npx cdk synth -q boutique-prd-edge ${named} --output ${newFolder()}`)).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('No stacks match the name(s) boutique-prd-edge'),
    });
  });

  test('ends with 1 where the policy refuses a template, whose whole assembly can be judged again', () => {
    const output = newFolder();
    const { status, stderr } = shell(`npx cdk synth -q -c environment=prod --output ${output}`, {
      NODE_OPTIONS: weakTls,
    });
    expect(status).toBe(1);
    expect(stderr).toContain('Palisade::EDGE-02');
    const check = shell(`npx palisade check ${output} --only EDGE-02`);
    expect({ status: check.status, stderr: check.stderr }).toEqual({ status: 1, stderr: '' });
    const { artifacts } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
    const stacks = Object.keys(artifacts).filter((name) => existsSync(join(output, `${name}.template.json`)));
    expect(stacks).toEqual(expect.arrayContaining(['boutique-prod-data', 'boutique-prod-edge']));
  });
});

describe('an assembly that is there already', () => {
  const output = join(newFolder(), 'cdk.out');
  const synth = (context: string, nodeOptions = '') =>
    shell(`npx cdk synth -q ${context} --output ${output}`, { NODE_OPTIONS: nodeOptions });
  const list = (context: string) => shell(`npx cdk ls ${context} --output ${output}`);
  const hidden = () => readdirSync(output).filter((name) => name.startsWith('.'));
  let first: Ended;

  beforeAll(() => {
    first = list('-c environment=prod');
  });

  test('was made of the example, as standard error says where nobody names a file', () => {
    expect({ status: first.status, stderr: first.stderr.trim() }).toEqual({
      status: 0,
      stderr: `palisade: no storefront file is named and ${packagePath()} has none, so the example is used: examples/boutique/storefront.yaml`,
    });
    expect(first.stdout).not.toContain('example');
  });

  test('stays as it was after a mistake', () => {
    const before = filesIn(output);
    expect(synth('-c environment=live').status).toBe(2);
    expect(filesIn(output)).toEqual(before);
    expect(hidden()).toEqual([]);
  });

  test('stays as it was after a bug in the app, which ends with 2, a stack and what to do with it', () => {
    const before = filesIn(output);
    const { status, stderr } = synth('-c environment=staging', crash);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^TypeError: a bug\n {4}at /m);
    expect(stderr).toContain('palisade: this is a bug in palisade, not a mistake of yours');
    expect(filesIn(output)).toEqual(before);
    expect(hidden()).toEqual([]);
  });

  test('is replaced by the next one, together with what a run left that was killed; nothing is said of an example that was named, or of keys of the CDK', () => {
    mkdirSync(join(output, '.draft-1'));
    writeFileSync(join(output, '.draft-1', 'half.template.json'), '{');
    const context = '-c file=examples/boutique/storefront.yaml -c environment=staging -c @aws-cdk/example=1';
    expect(list(context)).toMatchObject({ status: 0, stderr: '' });
    const { artifacts } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
    expect(Object.keys(artifacts)).toContain('boutique-staging-edge');
    expect(Object.keys(artifacts)).not.toContain('boutique-prod-edge');
    expect(hidden()).toEqual([]);
  });
});

describe('the app without the command of the CDK', () => {
  const run = (outdir: string, env: Readonly<Record<string, string>> = {}) =>
    shell('node dist/storefront.cjs', { CDK_OUTDIR: outdir, ...env });

  test('answers an output folder that cannot be made with one sentence', () => {
    expect(run('/dev/null/cdk.out')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        '/dev/null/cdk.out: found no folder that can be written (ENOTDIR), name another one with --output\n',
    });
  });

  test('ends with 1 where the policy refuses a template, without a stack', () => {
    const output = newFolder();
    const { status, stderr } = run(output, { NODE_OPTIONS: weakTls });
    expect(status).toBe(1);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      `palisade: the policy refuses a template; the whole report is ${output}/validation-report.json`,
    );
  });
});
