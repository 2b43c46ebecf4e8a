import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';
import { installKit } from '../support/kit-package.ts';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'palisade-'));
  mkdirSync(join(root, '.git'));
  installKit(root);
});
afterEach(() => rmSync(join(root, 'policy'), { recursive: true, force: true }));
afterAll(() => rmSync(root, { recursive: true }));

function put(name: string, text: string): void {
  const path = join(root, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Jest loads modules its own way, so the command runs as it is built. */
function palisade(...args: readonly string[]) {
  const program = packagePath('dist', 'palisade.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

function check(...args: readonly string[]) {
  return palisade('check', ...args);
}

const queues = `Resources:
  Kept: { Type: AWS::SQS::Queue, Properties: { QueueName: a-dlq, MessageRetentionPeriod: 1209600 } }
  Lost: { Type: AWS::SQS::Queue, Properties: { QueueName: b-dlq } }
`;

/** A file with one rule whose check is given. */
function rulesWith(body: string, id = 'ACME-01'): string {
  return `import { defineRule, expectTrue, notApplicable } from 'palisade-kit';

export default [
  defineRule({
    id: '${id}',
    title: 'Queues are as we want them',
    severity: 'low',
    why: 'We say so.',
    fix: 'Change it.',
    types: ['AWS::SQS::Queue'],
    check: (queue) => ${body},
  }),
];
`;
}

function judgedWith(rules: string, ...args: readonly string[]) {
  put('t.yaml', queues);
  put('palisade.yaml', 'version: 1\npaths: [t.yaml]\nownRules: [policy/rules.mjs]\n');
  put('policy/rules.mjs', rules);
  return check(...args);
}

describe('the guide to own rules', () => {
  const blocks = [
    ...readFileSync(packagePath('docs', 'own-rules.md'), 'utf8').matchAll(/```\w+\n([\s\S]*?)```/g),
  ].map(([, text = '']) => text);
  const [rules = '', file = '', tests = ''] = blocks;

  test('shows rules that find what they say, and a test of them that passes', () => {
    put('templates/t.yaml', queues);
    put('palisade.yaml', file);
    put('policy/rules.mjs', rules);
    put('policy/rules.test.mjs', tests);
    const { code, out, err } = check('--format', 'json', '--only', 'ACME-01');
    expect([code, err]).toEqual([1, '']);
    const report = JSON.parse(out);
    expect(
      report.findings.map((one: Record<string, string>) => [one['rule'], one['status'], one['logicalId']]),
    ).toEqual([
      ['ACME-01', 'pass', 'Kept'],
      ['ACME-01', 'fail', 'Lost'],
    ]);
    expect(report.judging.files.map(({ name }: { name: string }) => name)).toEqual([
      'palisade.yaml',
      'policy/rules.mjs',
    ]);
    const ran = spawnSync(process.execPath, ['--test', 'policy/'], { cwd: root, encoding: 'utf8' });
    expect(ran.stdout).toMatch(/# pass 2\n# fail 0\n/);
  });

  test('shows a test that fails for a rule that cannot fail', () => {
    put('policy/rules.mjs', rules.replace('{ min: 1209600 }', '{ min: 0 }'));
    put('policy/rules.test.mjs', tests);
    const ran = spawnSync(process.execPath, ['--test', 'policy/'], { cwd: root, encoding: 'utf8' });
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('Lost is pass (Properties.MessageRetentionPeriod is 345600), expected fail');
  });
});

describe('own rules', () => {
  const strict = rulesWith(`[expectTrue(queue.property('FifoQueue'))]`);

  test('add findings to those of the kit, which stay the same', () => {
    const shown = (out: string) =>
      JSON.parse(out).findings.filter(({ rule }: { rule: string }) => rule !== 'ACME-01');
    const { out } = judgedWith(strict, '--format', 'json');
    put('palisade.yaml', 'version: 1\npaths: [t.yaml]\n');
    expect(shown(out)).toEqual(JSON.parse(check('--format', 'json').out).findings);
    expect(JSON.parse(out).findings.length).toBe(shown(out).length + 2);
  });

  test('that say of everything that it passes take no finding of the kit away', () => {
    const lenient = rulesWith(`{
      for (const key of Object.keys(queue.definition)) delete queue.definition[key];
      return [notApplicable(queue, 'nothing to ask')];
    }`);
    const { code, out } = judgedWith(lenient, '--format', 'json');
    const failed = (text: string) =>
      JSON.parse(text).findings.filter(({ status }: { status: string }) => status === 'fail').length;
    put('palisade.yaml', 'version: 1\npaths: [t.yaml]\n');
    expect(code).toBe(1);
    expect(failed(out)).toBe(failed(check('--format', 'json').out));
  });

  test('are listed and explained beside those of the kit', () => {
    judgedWith(strict);
    expect(palisade('rules').out).toMatch(/^ACME-01 +low +Queues are as we want them \(the team's own\)$/m);
    const listed = JSON.parse(palisade('rules', '--format', 'json').out);
    expect(listed.at(-1)).toMatchObject({ id: 'ACME-01', own: true, version: '1.0.0' });
    expect(palisade('explain', 'acme-01')).toMatchObject({ code: 0, err: '' });
    expect(palisade('explain', 'acme-01').out).toContain("Since     version 1.0.0 of the team's rules");
    expect(palisade('explain', 'ACME-02').err).toBe(
      'palisade: found no rule or control ACME-02, did you mean ACME-01?\n',
    );
  });

  test('are asked of both sides of a comparison', () => {
    judgedWith(strict);
    put('after.yaml', queues.replace('QueueName: b-dlq', 'QueueName: b-dlq, FifoQueue: true'));
    const { code, out } = palisade('diff', 'after.yaml', 't.yaml', '--format', 'json');
    const found: readonly Record<string, string>[] = JSON.parse(out).findings.new;
    expect([code, found.map(({ rule, logicalId }) => [rule, logicalId])]).toEqual([1, [['ACME-01', 'Lost']]]);
  });

  test('that cannot be used end every command that reads them, with the same sentence', () => {
    put('t.yaml', queues);
    put('palisade.yaml', 'version: 1\npaths: [t.yaml]\nownRules: [policy/none.mjs]\n');
    const said = check();
    expect(said).toMatchObject({ code: 2, out: '' });
    for (const command of [['diff', 't.yaml', 't.yaml'], ['rules'], ['explain', 'EDGE-01']]) {
      expect(palisade(...command)).toEqual(said);
    }
  });

  test('can be accepted like any other', () => {
    put(
      'accepted.json',
      JSON.stringify({
        acceptances: [
          {
            rule: 'ACME-01',
            resources: { type: 'AWS::SQS::Queue' },
            kind: 'risk',
            reason: 'These queues are taken away this month.',
            owner: 'ops@boutique.example',
            approver: 'security@boutique.example',
            ticket: 'SHOP-1',
            expires: '2999-01-01',
          },
        ],
      }),
    );
    const { code, out } = judgedWith(strict, '--only', 'ACME-01', '--acceptances', 'accepted.json');
    expect(out).toContain('ACME-01 is accepted for every AWS::SQS::Queue, 2 findings of 2 resources');
    expect(code).toBe(0);
  });

  test('that end the process are no pass', () => {
    for (const rules of ['process.exit(0);\nexport default [];\n', rulesWith('process.exit()')]) {
      const { code, out, err } = judgedWith(rules);
      expect({ code, out, err }).toEqual({
        code: 2,
        out: '',
        err: 'palisade: the process ended before the command had a result, remove process.exit from the rules of your own\n',
      });
    }
  });

  const faults: readonly (readonly [string, string, string])[] = [
    [
      'throws',
      rulesWith('queue.nothing.property'),
      `policy/rules.mjs:11: the rule ACME-01 cannot judge Kept of t.yaml: Cannot read properties of undefined (reading 'property'); mend it there`,
    ],
    [
      'returns nothing',
      rulesWith('[]'),
      'policy/rules.mjs: the rule ACME-01 cannot judge Kept of t.yaml: check has to return a list of observations, of notApplicable where it asks nothing; mend it there',
    ],
    [
      'returns what is no observation',
      rulesWith(`[{ status: 'pass' }]`),
      'policy/rules.mjs: the rule ACME-01 cannot judge Kept of t.yaml: check has to return a list of observations, of notApplicable where it asks nothing; mend it there',
    ],
    [
      'has an id of the kit',
      rulesWith('[]', 'DATA-99'),
      'policy/rules.mjs:4: the file cannot be loaded: the rule DATA-99 begins with DATA, as rules of the kit do; begin it with a word of your own; mend it there',
    ],
    [
      'is no JavaScript',
      rulesWith('[)'),
      `policy/rules.mjs:11: the file cannot be loaded: Unexpected token ')'; mend it there`,
    ],
    [
      'imports what is not installed',
      `import 'nothing-like-this';\nexport default [];\n`,
      `policy/rules.mjs: the file cannot be loaded: Cannot find package 'nothing-like-this' imported from`,
    ],
    [
      'awaits at its top',
      `await 1;\nexport default [];\n`,
      'policy/rules.mjs: the file cannot be loaded: require() cannot be used on an ESM graph with top-level await.',
    ],
    [
      'exports no list',
      'export const rules = [];\n',
      'policy/rules.mjs: found no list of rules as the default export, write one such as [RULE], with rules that defineRule makes',
    ],
    [
      'names a rule twice',
      strict.replace(
        '];\n',
        `  { ...defineRule({ id: 'ACME-01', title: 't', severity: 'low', why: 'w', fix: 'f', types: ['AWS::SQS::Queue'], check: () => [] }) },\n];\n`,
      ),
      'policy/rules.mjs: found two rules with the id ACME-01, give each its own',
    ],
  ];
  test.each(faults)('end the command with a sentence where a file %s', (_, rules, says) => {
    const { code, out, err } = judgedWith(rules);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`palisade: ${says}`);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('that are not there end the command with a sentence', () => {
    put('t.yaml', queues);
    put('palisade.yaml', 'version: 1\npaths: [t.yaml]\nownRules: [policy/gone.mjs]\n');
    expect(check()).toEqual({
      code: 2,
      out: '',
      err: 'palisade: policy/gone.mjs: cannot be read (ENOENT), name a file that exists and that you may read\n',
    });
  });
});
