import { describe, expect, test } from '@jest/globals';
import { preload, shell, shellWithoutReader } from './support.ts';

const template = 'test/fixtures/open-distribution.json';

describe('palisade', () => {
  test.each([
    ['a command that is none', 'chekc', 'palisade: found no command chekc, did you mean check?'],
    ['an unknown option', `check ${template} --fromat json`, "palisade: unknown option '--fromat'"],
    ['an unknown format', `check ${template} --format xml`, 'palisade: --format: found xml, write '],
    ['a path that does not exist', 'check nowhere', 'palisade: nowhere: '],
    [
      'a gateway that is none',
      'gateway verify strpie',
      'palisade: found no such gateway, did you mean stripe?',
    ],
    ['a file that does not exist', 'secret status --file nowhere.yaml', 'nowhere.yaml: found no file'],
  ])('answers %s with one sentence and 2', (_, args, start) => {
    const { status, stdout, stderr } = shell(`npx palisade ${args} </dev/null`);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^.*\n$/),
    });
    expect(stderr.startsWith(start)).toBe(true);
  });

  test.each([
    ['in a command', preload('JSON.stringify = () => { throw new TypeError("a bug"); };')],
    ['while its modules load', preload('Object.entries = () => { throw new TypeError("a bug"); };')],
    ['after its end', preload('process.once("beforeExit", () => { throw new TypeError("a bug"); });')],
    ['that nobody waited for', preload('setImmediate(() => Promise.reject(new TypeError("a bug")));')],
  ])('ends with 2 after a bug %s, and shows the stack and what to do with it', (_, NODE_OPTIONS) => {
    const { status, stderr } = shell('node dist/palisade.cjs rules --format json', { NODE_OPTIONS });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^TypeError: a bug\n {4}at [\s\S]*\npalisade: this is a bug in palisade, not a mistake of yours; please report it with the lines above\n$/,
    );
  });

  test('says so where its output cannot be written', () => {
    expect(shell('node dist/palisade.cjs rules > /dev/full')).toMatchObject({
      status: 2,
      stderr: 'palisade: cannot write the output (ENOSPC)\n',
    });
  });
});

describe('a reader that has seen enough', () => {
  test.each([
    [`check ${template}`, 1],
    [`check ${template} --format json`, 1],
    [`check ${template} --format html`, 1],
    ['explain EDGE-01', 0],
    ['rules', 0],
    ['rules --format json', 0],
    ['gateway list', 0],
    ['gateway conformance test/lambda/gateways/vectors.json', 0],
    ['secret stage --help', 0],
    ['callback replay --help', 0],
    ['--help', 0],
    ['--version', 0],
  ])('ends palisade %s quietly, with the exit code %d that it has anyway', async (args, status) => {
    expect(await shellWithoutReader('dist/palisade.cjs', ...args.split(' '))).toEqual({ status, stderr: '' });
  });

  test('gets the beginning of a long report', () => {
    const { stdout, stderr } = shell(
      `set -o pipefail; npx palisade check ${template} -f json | head -c 10; echo " \${PIPESTATUS[@]}"`,
    );
    expect({ stdout, stderr }).toEqual({
      stdout: expect.stringMatching(/^\{\n {2}"sche.* 1 0\n$/s),
      stderr: '',
    });
  });
});
