import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { type ReadOnlyCheckout, readOnlyCheckout } from '../support/unprivileged.ts';
import { newFolder } from './support.ts';

describe('in a checkout that somebody else made and that is read-only,', () => {
  let user: ReadOnlyCheckout;

  beforeAll(() => {
    user = readOnlyCheckout(packagePath());
    writeFileSync(join(user.folder, 'secret.json'), '{"Resources":{}}', { mode: 0o000 });
    mkdirSync(join(user.folder, 'closed'), { mode: 0o000 });
  });

  test('nothing can be written', () => {
    const { status, stderr } = user.run('touch dist/proof');
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('Permission denied') });
  });

  test('npx cdk synthesizes', () => {
    const output = join(user.folder, 'cdk.out');
    const { status, stdout } = user.run(`npx cdk ls -c environment=prod --output ${output}`);
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^(?:boutique-prod-\w+\n){3,}$/),
    });
    expect(readdirSync(output)).toContain('manifest.json');
  });

  test('npx palisade judges', () => {
    const { status, stderr } = user.run(`npx palisade check ${join(user.folder, 'cdk.out')}`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test.each([
    ['check', 'secret.json', 'cannot be read (EACCES), name a file that exists and that you may read'],
    ['check', 'closed', 'cannot be read (EACCES), name a folder that you may read'],
    [
      'check',
      'secret.json/part',
      'does not exist, name a cdk.out folder, a folder of templates or a template',
    ],
    ['cost', 'secret.json', 'cannot be read (EACCES), name a file that exists and that you may read'],
  ])('npx palisade %s %s says in one sentence that it %s', (command, name, says) => {
    const path = join(user.folder, name);
    const { status, stdout, stderr } = user.run(`npx palisade ${command} ${path}`);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`^palisade: .*${name}: ${says.replace(/[()]/g, '\\$&')}\n$`)),
    });
  });

  test('a report that cannot be written is one sentence', () => {
    const output = join(user.folder, 'cdk.out', 'manifest.json', 'report.json');
    const { status, stderr } = user.run(`npx palisade check ${user.folder}/cdk.out -o ${output}`);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `palisade: --output: cannot write ${output} (EEXIST), name a file in a folder that you may write to\n`,
    });
  });

  test('npm start writes its report into a temporary folder, and says where', () => {
    const { status, stdout, stderr } = user.run('npm start');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      new RegExp(`^report: ${user.folder}/palisade-\\w+/report/index\\.html$`),
    );
  });
});

describe('in a checkout whose build is not that of its sources,', () => {
  const checkout = newFolder();

  beforeAll(() => {
    for (const part of ['bin', 'lib', 'lambda', 'scripts', 'dist', 'examples', 'test']) {
      cpSync(packagePath(part), join(checkout, part), { recursive: true });
    }
    for (const file of ['cdk.json', 'package.json', 'tsconfig.json']) {
      cpSync(packagePath(file), join(checkout, file));
    }
    symlinkSync(packagePath('node_modules'), join(checkout, 'node_modules'));
  });

  const run = (program: string) => {
    const user = {
      cwd: checkout,
      encoding: 'utf8',
      env: { ...process.env, CDK_VALIDATION: 'false' },
    } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [program], user);
    return { status, stdout, stderr };
  };
  const programs = ['scripts/run-app.mjs', 'scripts/start.mjs'];

  test.each(programs)('%s does not run what is out of date', (program) => {
    appendFileSync(join(checkout, 'lib', 'app.ts'), '\n// An edit.\n');
    expect(run(program)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'palisade: lib/app.ts has changed since the last build, run npm run build\n',
    });
  });

  test.each(programs)('%s says how to build what is missing', (program) => {
    rmSync(join(checkout, 'dist'), { recursive: true, force: true });
    mkdirSync(join(checkout, 'dist'));
    expect(run(program)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'palisade: dist/storefront.cjs is missing, run npm run build\n',
    });
  });
});
