import { expect, test } from '@jest/globals';
import { matchesPattern, patternOf } from '../../../../lambda/shared/site/path-pattern.ts';

test.each([
  ['*', '/anything/at/all', true],
  ['/checkout/*', '/checkout/', true],
  ['/checkout/*', '/checkout/done/', true],
  ['/checkout/*', '/checkout', false],
  ['/checkout/*', '/Checkout/', false],
  ['/*/offers.html', '/summer/offers.html', true],
  ['/*/offers.html', '/summer/offersXhtml', false],
  ['/p?/*', '/p1/x', true],
  ['/p?/*', '/p/x', false],
  ['/a*b*c', '/axxbxxc', true],
  ['/a*b*c', '/axxcxxb', false],
  ['/csp-report', '/csp-report', true],
  ['/csp-report', '/csp-report/', false],
])('%s takes %s: %s', (pattern, path, taken) => {
  expect(matchesPattern(pattern, path)).toBe(taken);
});

test('the first pattern that matches serves a path', () => {
  const patterns = ['/csp-report', '/checkout/gifts/*', '/checkout/*', '*'];
  expect(['/checkout/gifts/a', '/checkout/', '/'].map((path) => patternOf(path, patterns))).toEqual([
    '/checkout/gifts/*',
    '/checkout/*',
    '*',
  ]);
  expect(patternOf('/cart/', ['/checkout/*'])).toBeUndefined();
});

test('a path that is made to be slow is judged as any other', () => {
  expect(matchesPattern(`/${'*a'.repeat(20)}b`, `/${'a'.repeat(5000)}`)).toBe(false);
});
