import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { guide } from './support/guide.ts';

const path = join(__dirname, '../../../docs/gateways.md');

test('the guide says what the gateway registry and the gateways say', () => {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, guide());
  expect(readFileSync(path, 'utf8')).toBe(guide());
});

test('the guide fits on a hundred and forty-five lines', () => {
  expect(guide().split('\n').length).toBeLessThanOrEqual(146);
});
