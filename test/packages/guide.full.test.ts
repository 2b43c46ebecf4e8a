import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { version } from '../../lib/version.ts';
import { guideCommands, guideFiles, type InstalledApp, newApp } from './support/installed-app.ts';
import { madePackages } from './support/packages.ts';
import { verdictOfCheck, verdictOfSynthesis } from './support/verdicts.ts';

const packages = madePackages();
const { dependencies, devDependencies } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8'));
const newest = { ...devDependencies, ...dependencies };

/** Bytes of all files below a folder. */
function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
    statSync(join(folder, path)),
  );
  return files.filter((file) => file.isFile()).reduce((sum, { size }) => sum + size, 0);
}

function runAll(app: InstalledApp, commands: readonly string[]): void {
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const { status, stdout, stderr } = app.run(command);
    expect({ command, status, said: status === 0 ? '' : stdout + stderr }).toEqual({
      command,
      status: 0,
      said: '',
    });
  }
}

describe('the guide for CI', () => {
  const app = newApp(packages, newest);
  const [install = '', check = ''] = guideCommands('Judge templates in CI');
  const golden = packagePath('test', 'golden');

  beforeAll(() => runAll(app, [install]));

  test('installs one package, of less than 15 MB', () => {
    const modules = join(app.folder, 'node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['palisade-kit']);
    expect(sizeOf(modules)).toBeGreaterThan(1e6);
    expect(sizeOf(modules)).toBeLessThan(15e6);
  });

  test('judges templates where nothing may be connected or looked up', () => {
    app.write(
      'no-network.cjs',
      `const refuse = () => { process.stderr.write('the network was asked for'); process.exit(9); };
       require('node:net').Socket.prototype.connect = refuse;
       Object.assign(require('node:dns'), { lookup: refuse, resolve: refuse });
       globalThis.fetch = refuse;`,
    );
    const guarded = { NODE_OPTIONS: '--require ./no-network.cjs' };
    expect(app.run(`node -e "fetch('https://a.example')"`, guarded)).toMatchObject({ status: 9 });
    const command = check.replace('cdk.out', golden);
    const judged = app.run(command);
    expect(judged.stdout).toMatch(/ rules: \d+ passed, /);
    expect(app.run(command, guarded)).toEqual({ ...judged, stderr: '' });
  });

  test('has a library that works as its README says', () => {
    const readme = readFileSync(packagePath('packages', 'kit', 'README.md'), 'utf8');
    const code = /^```js\n(.*?)^```$/ms.exec(readme)?.[1]?.replace('cdk.out', golden) ?? '';
    app.write('library.cjs', `${code}console.log(findings.length > 100);`);
    expect(app.run('node library.cjs')).toEqual({ status: 0, stdout: 'true\n', stderr: '' });
  });

  test.each(['access list', 'secret status', 'stack smoke', 'order list', 'gateway setup stripe --apply'])(
    'says which package has what `palisade %s` needs',
    (command) => {
      const remedy = `run npm install --save-dev --save-exact palisade-kit-cdk@${version}`;
      expect(app.run(`npx --no-install palisade ${command} --environment prod`)).toEqual({
        status: 2,
        stdout: '',
        stderr: `palisade: this command works on AWS, and its part for AWS is in the package palisade-kit-cdk, which is not installed: ${remedy}\n`,
      });
    },
  );

  test.each(['init', 'preview'])('says which package has what `palisade %s` needs', (command) => {
    expect(app.run(`npx --no-install palisade ${command}`)).toEqual({
      status: 2,
      stdout: '',
      stderr: `palisade: this command works on a shop, and its part for shops is in the package palisade-kit-cdk, which is not installed: run npm install --save-dev --save-exact palisade-kit-cdk@${version}\n`,
    });
  });

  test('estimates costs and names who may do what without AWS', () => {
    expect(app.run(`npx --no-install palisade cost ${golden}`)).toMatchObject({ status: 0, stderr: '' });
    expect(app.run(`npx --no-install palisade who ${golden}`)).toMatchObject({ status: 0, stderr: '' });
  });

  test('refuses the part for AWS of another version', () => {
    app.write(
      'node_modules/palisade-kit-cdk/package.json',
      '{ "name": "palisade-kit-cdk", "version": "0.0.9" }',
    );
    expect(app.run('npx --no-install palisade secret status')).toEqual({
      status: 2,
      stdout: '',
      stderr: `palisade: found palisade-kit-cdk 0.0.9 beside palisade-kit ${version}, run npm install --save-dev --save-exact palisade-kit-cdk@${version}\n`,
    });
  });
});

describe('the guide for an app of the CDK', () => {
  const app = newApp(packages, newest);
  const commands = guideCommands('Add a shop to an app of the CDK');
  const files = guideFiles();
  const lines = (files['app.mjs'] ?? '').trimEnd();

  beforeAll(() => {
    for (const [path, text] of Object.entries(files)) app.write(path, text);
    runAll(app, commands.slice(0, 3));
  });

  test('synthesizes the shop beside a stack of the team, and finds nothing at either door', () => {
    const [synth = '', check = ''] = commands.slice(3);
    runAll(app, [synth, check]);
    const templates = readdirSync(join(app.folder, 'cdk.out')).filter((name) =>
      name.endsWith('.template.json'),
    );
    expect(templates).toContain('newsletter.template.json');
    expect(templates.filter((name) => name.startsWith('boutique-prod-')).length).toBeGreaterThan(5);
    expect(verdictOfCheck(app, 'cdk.out')).toEqual([]);
    expect(verdictOfSynthesis(join(app.folder, 'cdk.out'))).toEqual([]);
  });

  test('finds at both doors what a team weakens of the shop and of its own', () => {
    app.write(
      'weakened.mjs',
      `import { Queue } from 'aws-cdk-lib/aws-sqs';\nimport { CfnBucket } from 'aws-cdk-lib/aws-s3';\n${lines}
       new Queue(own, 'Orders');
       for (const each of app.node.findAll()) {
         if (each instanceof CfnBucket) each.publicAccessBlockConfiguration = { blockPublicAcls: false };
       }`,
    );
    const synth = app.run('npx --no-install cdk synth -q --app "node weakened.mjs" --output weakened');
    expect(synth.status).toBe(1);
    const verdict = verdictOfSynthesis(join(app.folder, 'weakened'));
    expect(verdict.some((line) => /^DATA-01 boutique-prod-edge\.template\.json /.test(line))).toBe(true);
    expect(verdict.some((line) => line.includes(' newsletter.template.json '))).toBe(true);
    expect(verdictOfCheck(app, 'weakened')).toEqual(verdict);
    expect(app.run('npx --no-install palisade check weakened')).toMatchObject({ status: 1, stderr: '' });
  });

  describe('a mistake', () => {
    const mistaken = lines.replace("environment: 'prod'", "environment: 'prd'");
    const sentence = /^environment: found "prd", write the name of an environment of the shop: [^\n]+\n$/;

    test('of what the app says ends it with 2 and one sentence, and nothing is written', () => {
      app.write('mistaken.mjs', mistaken);
      const { status, stdout, stderr } = app.run('node mistaken.mjs', { CDK_OUTDIR: 'mistaken' });
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(sentence);
      expect(existsSync(join(app.folder, 'mistaken', 'manifest.json'))).toBe(false);
    });

    test('of the storefront file is told with its line', () => {
      const text = readFileSync(join(app.folder, 'shop', 'storefront.yaml'), 'utf8');
      app.write('shop/wrong.yaml', `${text}\nextra: 1\n`);
      app.write('wrong.mjs', lines.replace('shop/storefront.yaml', 'shop/wrong.yaml'));
      const { status, stdout, stderr } = app.run('node wrong.mjs', { CDK_OUTDIR: 'wrong' });
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^shop\/wrong\.yaml:\d+: extra: found an unknown setting, [^\n]+\n$/);
    });

    test('stays the same sentence where the command of the CDK runs the app, which says of its own that the app ended with 2', () => {
      const { status, stderr } = app.run('npx --no-install cdk synth -q --app "node mistaken.mjs"');
      expect(status).toBe(1);
      expect(stderr).toMatch(/^environment: found "prd", write the name of an environment of the shop: /m);
      expect(stderr).toMatch(/exited with error 2/);
      expect(stderr).not.toContain('    at ');
    });

    test('is left to an app that handles what nobody catches', () => {
      app.write('handled.mjs', `process.on('uncaughtException', () => process.exit(7));\n${mistaken}`);
      expect(app.run('node handled.mjs', { CDK_OUTDIR: 'handled' })).toEqual({
        status: 7,
        stdout: '',
        stderr: '',
      });
    });
  });

  test('has the commands for AWS, which never fall back on an example', () => {
    const help = app.run('npx --no-install palisade secret --help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain('palisade secret');
    const { status, stderr: said } = app.run('npx --no-install palisade secret status --environment prod');
    expect(status).toBe(2);
    expect(said).toMatch(
      /: found no storefront\.yaml, name the storefront file with --file, or go to its folder\n$/,
    );
  });

  test('upgrades, and compares before with after', () => {
    runAll(app, guideCommands('Upgrade'));
    expect(existsSync(join(app.folder, 'after', 'manifest.json'))).toBe(true);
  });
});
