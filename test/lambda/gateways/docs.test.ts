import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { guide } from './support/guide.ts';
import { sessionGuide } from './support/session-guide.ts';

test.each([
  ['gateways.md', guide],
  ['gateway-sessions.md', sessionGuide],
])('%s says what is known of the gateways', (file, write) => {
  const path = join(__dirname, '../../../docs', file);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, write());
  expect(readFileSync(path, 'utf8')).toBe(write());
});

test('the guide fits on a hundred and forty-five lines', () => {
  expect(guide().split('\n').length).toBeLessThanOrEqual(146);
});
