import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packagePath } from '../../lib/package-root.ts';

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'palisade-ci-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

const passing = 'console.log("2 passed, 0 failed")';

/** Runs `.ci/run` in a small project whose README names these npm scripts; gives its lines and its exit code. */
function judged(scripts: Readonly<Record<string, string>>) {
  const project = join(scratch, 'project');
  const home = join(scratch, 'home');
  for (const folder of [project, home]) mkdirSync(folder);
  for (const name of ['.npmrc', 'stray']) writeFileSync(join(home, name), '');
  cpSync(packagePath('.ci'), join(project, '.ci'), { recursive: true });
  for (const [name, program] of Object.entries(scripts)) writeFileSync(join(project, `${name}.cjs`), program);
  const commands = Object.keys(scripts).map((name) => [name, `node ${name}.cjs`]);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ scripts: Object.fromEntries(commands) }));
  const lines = Object.keys(scripts).map((name) => `npm run ${name}\n`);
  writeFileSync(join(project, 'README.md'), `\`\`\`sh\n${lines.join('')}node stray.cjs\n\`\`\`\n`);
  commit(project);
  writeFileSync(join(project, 'stray'), '');
  const { status, stdout, stderr } = spawnSync('bash', [join(project, '.ci', 'run')], {
    encoding: 'utf8',
    env: { ...process.env, HOME: home },
  });
  return { status, lines: stdout.trim().split('\n'), stderr };
}

function commit(project: string): void {
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@boutique.example'];
  const git = (...args: readonly string[]) => execFileSync('git', ['-C', project, ...author, ...args]);
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Begin');
}

test('each command runs in a fresh clone, with an empty temporary folder and a home of settings alone', () => {
  const look = `
    const { readdirSync } = require('node:fs');
    const { homedir, tmpdir } = require('node:os');
    const stray = [homedir(), tmpdir(), '.'].flatMap((folder) => readdirSync(folder)).filter((name) => /^(stray|palisade)/.test(name));
    const { CI } = process.env;
    console.log(JSON.stringify({ CI, stray, settings: readdirSync(homedir()).includes('.npmrc') }));
    process.stdin.on('end', () => console.log('1 passed, 0 failed')).resume();
  `;
  const { status, lines } = judged({ test: look });
  expect(lines).toContain('.ci/run: what is not committed is not judged');
  expect(lines).toContain(JSON.stringify({ CI: 'true', stray: [], settings: true }));
  expect([status, lines.at(-1)]).toEqual([0, '1 passed, 0 failed']);
});

test('the closing line is the sum of those of all commands', () => {
  const { status, lines } = judged({ start: '', test: passing, 'test:full': passing });
  expect([status, lines.at(-1)]).toEqual([0, '4 passed, 0 failed']);
});

describe('fails, and counts a failure,', () => {
  test.each([
    ['where a test failed', 'console.log("2 passed, 3 failed"); process.exit(1)', '4 passed, 3 failed'],
    [
      'where a command fails after its tests have passed',
      `${passing}; process.exit(1)`,
      '4 passed, 1 failed',
    ],
    ['where a command fails before its tests', 'process.exit(2)', '2 passed, 1 failed'],
    ['where a command tells of no test', '', '2 passed, 1 failed'],
    ['where no test ran', 'console.log("0 passed, 0 failed")', '2 passed, 1 failed'],
  ])('%s', (_, program, line) => {
    const { status, lines } = judged({ test: passing, 'test:full': program });
    expect([status, lines.at(-1)]).toEqual([1, line]);
  });
});

test('a command that leaves something running does not hold up the next one', () => {
  const leave = `
    require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' }).unref();
    ${passing};
  `;
  const { status, lines } = judged({ test: leave, 'test:full': passing });
  expect([status, lines.at(-1)]).toEqual([0, '4 passed, 0 failed']);
});
