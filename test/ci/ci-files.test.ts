import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { gitlabFile, preCommitFile, workflow, workflowFile } from './ci-files.ts';

interface PinnedAction {
  readonly name: string;
  readonly version: string;
  readonly sha: string;
}

const pins: { readonly asOf: string; readonly actions: readonly PinnedAction[] } = JSON.parse(
  readFileSync('examples/ci/actions.json', 'utf8'),
);
const text = readFileSync(workflowFile, 'utf8');

describe('the ready file for GitHub', () => {
  test('runs each action by the commit that the dated list has for it, and no other action', () => {
    const used = [...text.matchAll(/uses: (.+)/g)].map(([, action = '']) => action);
    const pinned = pins.actions.map(({ name, version, sha }) => `${name}@${sha} # ${version}`);
    expect(new Set(used)).toEqual(new Set(pinned));
    for (const { sha } of pins.actions) expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(pins.asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('gives the job that runs code of a pull request no right but to read, and no token in its checkout', () => {
    const { judge } = workflow.jobs;
    expect(workflow.permissions).toEqual({});
    expect(judge.permissions).toEqual({ contents: 'read' });
    const checkouts = judge.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual([false, false]);
  });

  test('runs nothing of a pull request where it may write, and does not run that for forks', () => {
    const { tell } = workflow.jobs;
    expect(tell.permissions).toEqual({ 'security-events': 'write', 'pull-requests': 'write' });
    expect(tell.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    expect(tell.steps.map(({ uses }) => uses ?? '').join()).not.toContain('actions/checkout@');
    expect(tell.steps.flatMap(({ run }) => run ?? []).join()).not.toMatch(/npm|npx|node/);
  });

  test('takes no secret and is not started by events that hand some to forks', () => {
    expect(text).not.toContain('secrets.');
    expect(Object.keys(workflow.on)).toEqual(['pull_request', 'push']);
  });
});

test.each([workflowFile, gitlabFile, preCommitFile])(
  '%s fetches no package that the lock file does not name',
  (file) => {
    const commands = readFileSync(file, 'utf8').match(/\bnp[mx] [^&\n]*/g) ?? [];
    expect(commands.length).toBeGreaterThan(2);
    for (const command of commands) expect(command).toMatch(/^(npx --no-install |npm ci\b)/);
  },
);

test('the guide names each ready file', () => {
  const guide = readFileSync('docs/ci.md', 'utf8');
  for (const file of [workflowFile, gitlabFile, preCommitFile]) expect(guide).toContain(file);
});
