import { describe, expect, test } from '@jest/globals';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { run } from '../../support/run.ts';

describe('palisade gateway', () => {
  test.each([
    [['gateway', '--help']],
    [['gateway', 'list', '--help']],
    [['gateway', 'verify', '-h']],
    [['gateway', 'conformance', '-h']],
  ])('prints its help for %j and exits 0', (argv) => {
    expect(run(...argv)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('Usage: palisade gateway'),
    });
  });

  test('without a command prints its help and exits 2', () => {
    expect(run('gateway')).toMatchObject({
      code: 2,
      out: expect.stringContaining('Usage: palisade gateway'),
    });
  });

  test.each([
    ['verfy', 'found no such command, did you mean gateway verify?'],
    ['whsec_secret', 'found no such command, write gateway list, verify, conformance, setup'],
  ])('answers the unknown command %s with one sentence and exit code 2', (name, sentence) => {
    expect(run('gateway', name)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
  });
});

describe('palisade gateway list', () => {
  test('lists every gateway with its integrations, what is refused with the reason', () => {
    const { code, err, out } = run('gateway', 'list');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').slice(7, 14)).toEqual([
      'Square  square',
      '  redirect   corroborated',
      "  iframe     refused       no page of Square's that may be framed is known; use redirect or fields",
      '  fields     corroborated',
      '  server     refused       Square takes no card numbers from a server, only tokens; use fields or redirect',
      '  callbacks  verified',
      '',
    ]);
    expect(out).toMatch(
      /\nRefused\n {2}worldpay {4}Worldpay proves its callbacks by a client certificate.*\n/,
    );
    for (const name of gatewayNames) expect(out).toContain(`  ${name}\n`);
  });

  test('lists the same as JSON, with the sources, the settings and what the secret holds', () => {
    const { code, out } = run('gateway', 'list', '--format', 'json');
    const { gateways, refused } = JSON.parse(out);
    expect(code).toBe(0);
    expect(gateways.map(({ name }: { name: string }) => name)).toEqual(gatewayNames);
    expect(Object.keys(gateways[0])).toEqual([
      'name',
      'title',
      'asOf',
      'integrations',
      'callbacks',
      'settings',
      'secret',
    ]);
    expect(gateways[1].integrations).toEqual({
      redirect: { status: 'corroborated', source: expect.any(String) },
      iframe: { refused: "no page of Square's that may be framed is known; use redirect or fields" },
      fields: { status: 'corroborated', source: expect.any(String) },
      server: { refused: expect.stringContaining('only tokens') },
    });
    expect(refused).toContainEqual({ name: 'wepay', refused: expect.stringContaining('second-hand') });
  });

  test.each([
    [['stripe'], 'found stripe, palisade gateway list takes no argument'],
    [['--format', 'yaml'], '--format: found yaml, write text or json'],
  ])('answers %j with one sentence and exit code 2', (args, sentence) => {
    expect(run('gateway', 'list', ...args)).toEqual({ code: 2, out: '', err: `palisade: ${sentence}\n` });
  });
});
