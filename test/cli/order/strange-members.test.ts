import { describe, expect, test } from '@jest/globals';
import { order, paid, simulate } from './support.ts';

describe('whatever stands in the place of a member is read, or refused in one sentence', () => {
  const whole = {
    order,
    gateway: 'stripe',
    integration: 'redirect',
    mode: 'live',
    settings: {},
    secret: { signingSecret: 'whsec_x' },
    now: 1767225600,
    deliveries: [
      { body: paid(), query: 'a=b', headers: { a: 'b' }, url: 'https://x', at: 1767225600, answers: [{}] },
      { form: { a: 'b' } },
      { bodyBase64: 'eA==' },
      { xml: '<a/>' },
    ],
  };
  const values = [
    null,
    0,
    -1,
    1.5,
    1e300,
    '',
    'x',
    '\u0000',
    true,
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    [1, 2, 3],
  ];

  /** The ways to every member of a value. */
  function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
    if (typeof value !== 'object' || value === null) return [path];
    return [path, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
  }

  /** The value with another one in a place. */
  function changed(value: unknown, [name, ...path]: readonly string[], other: unknown): unknown {
    if (name === undefined) return other;
    const member = changed(Object(value)[name], path, other);
    return Array.isArray(value) ? value.with(Number(name), member) : { ...Object(value), [name]: member };
  }

  /** What the command says of it: to the one who asked, and to the one who has to mend it. */
  function said(path: readonly string[], value: unknown, options: readonly string[]): readonly unknown[] {
    const { code, out, err } = simulate(changed(whole, path, value), ...options);
    const isOrder = /(?:^|\n)order \w+, captured \d+, refunded \d+, disputed \d+, review: [^\n]+\n$/.test(
      out,
    );
    const isSentence = /^palisade: [^\n]+\n$/.test(err);
    return code === 0 ? ['told', isOrder, err] : [code, isSentence, out];
  }

  const trials = values.flatMap((value) => [[value, ['--unsigned']] as const, [value, []] as const]);

  test.each(pathsOf(whole).map((path) => [path.join('.') || 'the file', path] as const))('%s', (_, path) => {
    for (const [value, options] of trials) {
      const [outcome, ...rest] = said(path, value, options);
      expect({ value, options, outcome, rest }).toEqual({
        value,
        options,
        outcome: outcome === 'told' ? 'told' : 2,
        rest: [true, ''],
      });
    }
  });
});
