import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

const readme = readFileSync('README.md', 'utf8');
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);

describe('the README', () => {
  test('has at most 150 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(150);
  });

  test('links to pages that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });

  test('names folders and files that exist', () => {
    const named = [...readme.matchAll(/`((?:lib|lambda|test|examples|docs)\/[^`*]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });

  // Those of npm are the install, the start below, and test runs such as this one.
  test.each(commands.filter((command) => !command.startsWith('npm ')))(
    'says `%s`, which exits 0',
    (command) => {
      const { status, stdout, stderr } = spawnSync(command, {
        shell: true,
        encoding: 'utf8',
        env: { ...process.env, CDK_VALIDATION: 'false', AWS_EC2_METADATA_DISABLED: 'true' },
      });
      expect({ status, output: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, output: '' });
    },
    120_000,
  );

  test('says `npm start`, which judges the example and tells where the report is', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/start.mjs'], {
      encoding: 'utf8',
      env: { ...process.env, CDK_VALIDATION: 'false' },
    });
    expect(status).toBe(0);
    expect(stdout).toMatch(/AwsSolutions \(cdk-nag 3\): 0 open, \d+ accepted/);
    expect(stdout).toMatch(
      /\d+ stacks, \d+ resources, \d+ rules: \d+ passed, 0 failed, 0 unknown, \d+ accepted, \d+ declared/,
    );
    expect(stdout.trimEnd()).toMatch(/report: report[\\/]index\.html$/);
  }, 120_000);
});

test('each decision has a number of its own, which begins its page', () => {
  const pages = readdirSync('docs/decisions');
  const numbers = pages.map((page) => Number(page.slice(0, 4)));
  expect(new Set(numbers).size).toBe(pages.length);
  const titles = pages.map((page) => readFileSync(`docs/decisions/${page}`, 'utf8').split('\n')[0]);
  expect(titles).toEqual(numbers.map((number) => expect.stringMatching(`^# ${number}\\. `)));
});
