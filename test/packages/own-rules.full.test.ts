import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { newApp } from './support/installed-app.ts';
import { madePackages } from './support/packages.ts';

/** A project that has installed the packed command and nothing else, and follows the guide to own rules. */
const app = newApp(madePackages(), {});
const guide = readFileSync(packagePath('docs', 'own-rules.md'), 'utf8');
const [rules = '', palisadeFile = '', tests = ''] = [...guide.matchAll(/```\w+\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);
const compiler = `${process.execPath} ${packagePath('node_modules', 'typescript', 'bin', 'tsc')}`;
const strict = '--ignoreConfig --strict --module nodenext --target es2023 --lib es2023,esnext.disposable,dom';
const types = `--typeRoots ${packagePath('node_modules', '@types')} --types node`;

const templates = `Resources:
  Kept: { Type: AWS::SQS::Queue, Properties: { QueueName: a-dlq, MessageRetentionPeriod: 1209600 } }
  Lost: { Type: AWS::SQS::Queue, Properties: { QueueName: b-dlq } }
`;

beforeAll(() => {
  expect(app.run('npm install --save-dev --save-exact palisade-kit')).toMatchObject({ status: 0 });
  app.write('palisade.yaml', palisadeFile);
  app.write('templates/queues.yaml', templates);
});

/** What the own rules find, by the installed command. */
function found(): readonly string[] {
  const { stdout, stderr } = app.run('npx --no-install palisade check --only ACME-01 --format json');
  expect(stderr).toBe('');
  const { findings }: { readonly findings: readonly Record<string, string>[] } = JSON.parse(stdout);
  return findings.map(({ status, logicalId }) => `${status} ${logicalId}`);
}

function tested() {
  return app.run('node --test policy/').stdout;
}

describe('rules of a team in JavaScript', () => {
  beforeAll(() => {
    app.write('policy/rules.mjs', rules);
    app.write('policy/rules.test.mjs', tests);
  });

  test('find what they say, pass their own tests, and are checked by the types of the package', () => {
    expect(found()).toEqual(['pass Kept', 'fail Lost']);
    expect(tested()).toMatch(/# pass 2\n# fail 0\n/);
    const checked = app.run(`${compiler} ${strict} ${types} --noEmit --allowJs --checkJs policy/rules.mjs`);
    expect(checked).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('are refused by the types and by their tests where they are wrong', () => {
    app.write('policy/rules.mjs', rules.replace("severity: 'medium'", "severity: 'urgent'"));
    const checked = app.run(`${compiler} ${strict} ${types} --noEmit --allowJs --checkJs policy/rules.mjs`);
    expect(checked.stdout).toContain('"urgent"');
    expect(app.run('npx --no-install palisade check')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^palisade: policy\/rules\.mjs:\d+: .*ACME-01.*urgent.*\n$/),
    });
    app.write('policy/rules.mjs', rules.replace('{ min: 1209600 }', '{ min: 0 }'));
    expect(tested()).toContain('Lost is pass');
  });
});

test('rules of a team in TypeScript are compiled, find the same, and pass the same tests', () => {
  const typed = rules.replace('// @ts-check\n', '');
  const wrong = `import { defineRule } from 'palisade-kit';
    // @ts-expect-error A rule has types of resources.
    defineRule({ id: 'ACME-03', title: 't', severity: 'low', why: 'w', fix: 'f', check: () => [] });
  `;
  app.write('policy/rules.mts', typed);
  app.write('policy/rules.test.mts', tests);
  app.write('wrong.mts', wrong);
  const files = 'policy/rules.mts policy/rules.test.mts';
  expect(app.run(`${compiler} ${strict} ${types} ${files}`)).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(app.run(`${compiler} ${strict} ${types} --noEmit wrong.mts`)).toMatchObject({ status: 0 });
  expect(found()).toEqual(['pass Kept', 'fail Lost']);
  expect(tested()).toMatch(/# pass 2\n# fail 0\n/);
});
