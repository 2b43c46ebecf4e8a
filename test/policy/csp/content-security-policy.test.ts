import { describe, expect, test } from '@jest/globals';
import {
  parsePolicies,
  sourceDirectives,
  sourcesOf,
} from '../../../lib/policy/csp/content-security-policy.ts';

const read = (header: string) => parsePolicies(header).map((policy) => Object.fromEntries(policy));

describe('a content security policy', () => {
  test('lists directives in lower case and keeps the case of their values', () => {
    expect(read("Default-SRC 'none';SCRIPT-src 'self'  https://js.example/A ;")).toEqual([
      { 'default-src': ["'none'"], 'script-src': ["'self'", 'https://js.example/A'] },
    ]);
  });

  test('takes the first of a repeated directive', () => {
    expect(read("script-src 'self'; SCRIPT-SRC *")).toEqual([{ 'script-src': ["'self'"] }]);
  });

  test('becomes several policies where a comma stands', () => {
    expect(read("script-src 'self', script-src *; object-src 'none'")).toEqual([
      { 'script-src': ["'self'"] },
      { 'script-src': ['*'], 'object-src': ["'none'"] },
    ]);
  });

  test('has no directive that holds a character outside ASCII', () => {
    expect(read("script-src 'self' https://jś.example; object-src 'none'")).toEqual([
      { 'object-src': ["'none'"] },
    ]);
  });

  test('splits at line breaks and tabs as at blanks', () => {
    expect(read("script-src\t'self'\n'unsafe-inline'")).toEqual([
      { 'script-src': ["'self'", "'unsafe-inline'"] },
    ]);
  });

  test('is no policy at all where nothing stands', () => {
    expect(read('')).toEqual([]);
    expect(read(' ; ,;')).toEqual([]);
  });

  test('tells the directives that list sources from the others', () => {
    const [policy = new Map()] = parsePolicies(
      "default-src 'none'; report-uri /r; report-to r; upgrade-insecure-requests; frame-ancestors 'none'",
    );
    expect(sourceDirectives(policy)).toEqual(['default-src', 'frame-ancestors']);
    expect(sourcesOf(policy, 'default-src')).toEqual([{ kind: 'keyword', text: "'none'" }]);
    expect(sourcesOf(policy, 'script-src')).toBeUndefined();
  });
});
