import { describe, expect, test } from '@jest/globals';
import { awsCommands } from '../../../lib/cli/aws-commands.ts';
import { main } from '../../../lib/cli/main.ts';
import type { Run } from '../../support/run.ts';
import { runInProcess } from '../support.ts';

const inShop = ['--file', 'examples/boutique/storefront.yaml', '--environment', 'prod'];

/** Runs `palisade order` from the beginning, in this process. */
const order = (...args: readonly string[]): Promise<Run> =>
  runInProcess(async (output) => main(['order', ...args], { ...output, withAws: async () => awsCommands }));

const number = 'K7QF-2MXP';
const reason = ['--reason', 'asked by the shopper'];

/** Each of its commands that need AWS, with what it needs besides the shop. */
const commands: readonly (readonly [name: string, args: readonly string[], help: RegExp])[] = [
  ['list', [], /^List orders by their state\n/],
  ['show', [number], /^Show what became of an order and of its payments\n/],
  ['release', [number, ...reason], /^Release an order that waits for a person\n/],
  ['cancel', [number, ...reason], /^Cancel an order that is not paid\n/],
  ['export', [number], /^Export everything that the shop keeps about an order/],
  ['erase', [number, ...reason], /^Erase who placed an order/],
];

describe.each(commands)('palisade order %s', (name, args, help) => {
  test.each(['--help', '-h'])('explains itself with %s, and asks AWS nothing', async (option) => {
    expect(await order(name, option)).toEqual({ code: 0, out: expect.stringMatching(help), err: '' });
    expect((await order(name, option)).out).toContain('Exit codes: 0 ');
  });

  test.each([
    [
      'an environment that there is not',
      ['--environment', 'moon'],
      '--environment: found moon, write prod or staging',
    ],
    ['an option that there is not', ['--pretty'], "unknown option '--pretty'"],
  ])('refuses %s in one sentence', async (_, wrong, sentence) => {
    const { code, out, err } = await order(name, ...args, ...inShop.slice(0, 2), ...wrong);
    expect([code, out, err]).toEqual([2, '', `palisade: ${sentence}\n`]);
  });

  test('is in the list of commands', async () => {
    expect((await order('--help')).out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });
});

describe.each(commands.filter(([, args]) => args.length > 0))('palisade order %s', (name, args) => {
  test.each([
    ['no order', args.slice(1), 'found no order, name one'],
    ['two orders', [number, ...args], `found ${number} ${number}, name one order`],
    [
      'what is no number of an order',
      ['2', ...args.slice(1)],
      'found 2, write the number of an order such as K7QF-2MXP, or its reference',
    ],
  ])('refuses %s in one sentence', async (_, wrong, sentence) => {
    const { code, out, err } = await order(name, ...wrong, ...inShop);
    expect([code, out, err.replace(/\n$/, '')]).toEqual([2, '', `palisade: ${sentence}`]);
  });
});

test.each(['release', 'cancel', 'erase'])(
  'palisade order %s asks for a reason before it asks AWS',
  async (name) => {
    expect(await order(name, number, ...inShop)).toEqual({
      code: 2,
      out: '',
      err: 'palisade: found no --reason, say why in a sentence\n',
    });
  },
);

test('a command that there is not is answered with the nearest one', async () => {
  expect(await order('lst')).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean order list?'),
  });
});
