import { expect, test } from '@jest/globals';
import { mayMatchSame } from '../../lib/contract/path-patterns.ts';

test.each([
  ['/checkout/*', '/checkout/*', true],
  ['*.html', '/checkout/*', true],
  ['checkout/*', '/checkout/pay', true],
  ['/c?eckout/*', '/checkout/*', true],
  ['/*/pay', '/checkout/*', true],
  ['*', '/csp-report', true],
  ['/a*b*c', '/*x*', true],
  ['', '*', true],
  ['/static/*', '/checkout/*', false],
  ['/checkout', '/checkout/*', false],
  ['/checkout/?', '/checkout/pay', false],
  ['*.js', '/csp-report', false],
])('%s and %s may match the same path: %s', (one, other, expected) => {
  expect(mayMatchSame(one, other)).toBe(expected);
  expect(mayMatchSame(other, one)).toBe(expected);
});

test('many asterisks are compared at once', () => {
  expect(mayMatchSame(`/${'*a'.repeat(100)}`, `/${'*b'.repeat(100)}c`)).toBe(false);
});
