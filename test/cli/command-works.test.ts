import { expect, test } from '@jest/globals';
import { awsCommands } from '../../lib/cli/aws-commands.ts';
import { type CommandInAws, commandWorks, roleHelp } from '../../lib/cli/command-works.ts';
import { runInProcess } from './support.ts';

type Group = keyof typeof awsCommands;

/** What reaches AWS by one command alone. */
const single: readonly Group[] = ['evidence', 'gateway', 'verify'];

const groups = (Object.keys(awsCommands) as Group[]).filter((name) => !single.includes(name));

/** The commands of a group, as it tells whoever types another one. */
async function commandsOf(group: Group): Promise<readonly string[]> {
  const { err } = await runInProcess((output) => awsCommands[group](['none-of-them'], output));
  const [, names = ''] = / write \w+ (.*)\n$/.exec(err) ?? [];
  return names.split(', ');
}

// It reads the file beside the site alone.
const withoutAws = 'catalogue check';

async function everyCommand(): Promise<readonly (readonly [group: Group, command: string])[]> {
  const found = await Promise.all(
    groups.map(async (group) => (await commandsOf(group)).map((command) => [group, command] as const)),
  );
  return found.flat().filter((each) => each.join(' ') !== withoutAws);
}

/** What the list calls a command: the commands about addresses have one help, and one role. */
function listedAs(group: Group, command: string): string {
  return group === 'access' ? group : `${group} ${command}`;
}

test('every command that reaches AWS is in the list of those that have a role, and no other', async () => {
  const names = (await everyCommand()).map(([group, command]) => listedAs(group, command));
  expect(names.length).toBeGreaterThan(15);
  const ofThemselves = ['evidence store', 'gateway setup --apply', 'verify --live'];
  expect([...new Set([...names, ...ofThemselves])].sort()).toEqual(Object.keys(commandWorks).sort());
});

test('every command that reaches AWS names its role in its help', async () => {
  for (const [group, command] of await everyCommand()) {
    const name = listedAs(group, command) as CommandInAws;
    const { out } = await runInProcess((output) => awsCommands[group]([command, '--help'], output));
    expect([name, out.split('\n')]).toEqual([name, expect.arrayContaining([roleHelp(name)])]);
  }
  const { out } = await runInProcess((output) => awsCommands.gateway(['stripe', '--help'], output));
  expect(out).toContain(`With --apply: ${roleHelp('gateway setup --apply')}`);
  const store = await runInProcess((output) => awsCommands.evidence(['--help'], output));
  expect(store.out).toContain(roleHelp('evidence store'));
  const verify = await runInProcess((output) => awsCommands.verify(['--help'], output));
  expect(verify.out.split('\n')).toContain(roleHelp('verify --live'));
});

test('a role is named as it is called in an account', () => {
  expect(roleHelp('order show')).toBe(
    'Role on AWS: SHOP-ENVIRONMENT-read-orders (decide-orders and personal-data may, too), see docs/people.md.',
  );
});
