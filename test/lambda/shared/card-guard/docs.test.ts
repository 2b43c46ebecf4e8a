import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { measurement, measurementTables } from '../support/measurement.ts';

const path = join(__dirname, '../../../../docs/card-guard.md');
const block = /(?<=<!-- measured: begin -->\n)[\s\S]*(?=<!-- measured: end -->)/;

function measured(): string {
  const { date, seed, randomStrings, lookAlikes } = measurement;
  return [
    `Measured on ${date} by \`npm run measure:card-guard\`, seed ${seed}: ${randomStrings} random strings of each length and`,
    `${lookAlikes} of each kind of look-alike, in percent; the last table counts numbers.`,
    '',
    measurementTables(),
    '',
  ].join('\n');
}

test('the guide has the figures that the same seed gives today', () => {
  const figures = measured();
  const guide = readFileSync(path, 'utf8');
  if (process.env['UPDATE_GOLDEN'] === '1')
    writeFileSync(
      path,
      guide.replace(block, () => figures),
    );
  expect(block.exec(readFileSync(path, 'utf8'))?.[0]).toBe(figures);
}, 120_000);

test('the guide says that no published test number is missed in any writing', () => {
  const counts = readFileSync(path, 'utf8').match(/\| 24 \| \d+ \|/g) ?? [];
  expect(counts.length).toBeGreaterThan(50);
  expect(counts.filter((count) => count !== '| 24 | 0 |')).toEqual([]);
});
