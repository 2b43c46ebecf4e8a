import { expect, test } from '@jest/globals';
import { callbackAt } from './support.ts';

const now = new Date('2026-11-22T00:00:00Z');

test.each([
  [['--help'], 0, 'Usage: palisade callback COMMAND'],
  [[], 2, 'Usage: palisade callback COMMAND'],
  [['replay', '--help'], 0, 'Usage: palisade callback replay [options]'],
])('%j prints help and ends with %i', async (args, code, text) => {
  const run = await callbackAt(now, ...args);
  expect({ code: run.code, err: run.err }).toEqual({ code, err: '' });
  expect(run.out).toContain(text);
});

test.each([
  [['repaly'], 'found no such command, did you mean callback replay?'],
  [['x'], 'found no such command, write callback replay'],
  [['replay', 'now'], 'found now, palisade callback replay takes no argument'],
  [['replay'], 'has 2 environments, add --environment prod or staging'],
  [['replay', '-e', 'live'], '--environment: found live, write prod or staging'],
  [['replay', '--force'], "unknown option '--force'"],
])('%j is a mistake of the person who typed it', async (args, sentence) => {
  const run = await callbackAt(now, ...args);
  expect({ code: run.code, out: run.out }).toEqual({ code: 2, out: '' });
  expect(run.err).toMatch(/^palisade: [^\n]*\n$/);
  expect(run.err).toContain(sentence);
});

test('a file that is not there is a mistake, too', async () => {
  const run = await callbackAt(now, 'replay', '--file', '/no/such/storefront.yaml');
  expect({ code: run.code, out: run.out }).toEqual({ code: 2, out: '' });
  expect(run.err).toContain('/no/such/storefront.yaml');
});
