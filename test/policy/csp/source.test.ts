import { describe, expect, test } from '@jest/globals';
import { type CspSource, isOwn, isWildcard, parseSource } from '../../../lib/policy/csp/source.ts';

const cases: Readonly<Record<string, CspSource>> = {
  "'SELF'": { kind: 'keyword', text: "'self'" },
  "'unsafe-inline'": { kind: 'keyword', text: "'unsafe-inline'" },
  "'SHA256-AbC+/='": { kind: 'hash', text: "'sha256-AbC+/='" },
  "'nonce-AbC'": { kind: 'nonce', text: "'nonce-AbC'" },
  'HTTPS:': { kind: 'scheme', text: 'https:', scheme: 'https:' },
  '*': { kind: 'host', text: '*', host: '*' },
  'https://JS.Example/V1/Pay.js': {
    kind: 'host',
    text: 'https://js.example/V1/Pay.js',
    scheme: 'https:',
    host: 'js.example',
  },
  'js.example:*': { kind: 'host', text: 'js.example:*', host: 'js.example', port: '*' },
  'https://*.js.example': {
    kind: 'host',
    text: 'https://*.js.example',
    scheme: 'https:',
    host: '*.js.example',
  },
  "'selff'": { kind: 'invalid', text: "'selff'" },
  "'sha1-AbC='": { kind: 'invalid', text: "'sha1-AbC='" },
  '//js.example': { kind: 'invalid', text: '//js.example' },
  'js.*.example': { kind: 'invalid', text: 'js.*.example' },
};

describe('a source of a content security policy', () => {
  for (const [expression, source] of Object.entries(cases)) {
    test(`${expression} is read as ${source.kind} ${source.text}`, () => {
      expect(parseSource(expression)).toEqual(source);
    });
  }

  test('is a wildcard where a host or port stands for many', () => {
    const wildcards = ['*', 'https://*', '*.js.example', 'js.example:*'];
    expect(wildcards.filter((text) => !isWildcard(parseSource(text)))).toEqual([]);
    expect(isWildcard(parseSource('https://js.example/*'))).toBe(false);
  });

  test('is the own one where it names the page itself, nothing, or a hash', () => {
    const own = ["'self'", "'none'", "'sha256-AbC='", "'report-sample'"];
    expect(own.filter((text) => !isOwn(parseSource(text)))).toEqual([]);
    const foreign = ['self', 'https:', "'unsafe-inline'", "'strict-dynamic'", "'nonce-AbC'", 'js.example'];
    expect(foreign.filter((text) => isOwn(parseSource(text)))).toEqual([]);
  });
});
