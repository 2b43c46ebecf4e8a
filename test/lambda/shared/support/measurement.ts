import { passesLuhn } from '../../../../lambda/shared/card-guard/brand.ts';
import { findCardData } from '../../../../lambda/shared/card-guard/card-guard.ts';
import { lookAlikes } from './look-alikes.ts';
import { type Seeded, seeded } from './seeded.ts';
import published from './test-numbers.json' with { type: 'json' };
import { writings } from './writings.ts';

/** What a measurement is made with; the same values give the same figures. */
export const measurement = {
  date: '2026-11-22',
  seed: 20261122,
  randomStrings: 20_000,
  lookAlikes: 5_000,
} as const;

/** The tables of the guide: how often the guard is wrong, in both directions. */
export function measurementTables(): string {
  return [falseAlarmsByLength(), falseAlarmsByKind(), misses()].join('\n\n');
}

/** Every number that gateways publish for tests, with its brand. */
export const testNumbers: readonly (readonly [brand: string, number: string])[] = Object.entries(
  published.numbers,
).flatMap(([brand, numbers]) => numbers.map((number) => [brand, number] as const));

/** Whether the guard finds the number of a card in a value, and names its brand. */
export function isFound(brand: string, value: unknown): boolean {
  return findCardData(value).some((finding) => finding.kind === 'number' && finding.brand === brand);
}

// Percent of 200 000 random strings, measured with card-validator 10.0.4.
const cardValidator: Readonly<Record<number, string>> = {
  12: '1.25',
  13: '1.17',
  14: '1.71',
  15: '1.58',
  16: '4.03',
  17: '1.44',
  18: '2.48',
  19: '3.01',
};

function falseAlarmsByLength(): string {
  const choose = seeded(measurement.seed);
  const rows = Object.entries(cardValidator).map(([length, theirs]) => {
    const strings = Array.from({ length: measurement.randomStrings }, () => choose.digits(Number(length)));
    return [length, percent(strings, passesLuhn), theirs, percent(strings, isAlarm)];
  });
  return table(['random digits', 'check digit alone', 'card-validator', 'this guard'], rows);
}

function falseAlarmsByKind(): string {
  const rows = Object.entries(lookAlikes).map(([kind, make], index) => {
    const choose = seeded(measurement.seed + index);
    const strings = Array.from({ length: measurement.lookAlikes }, () => make(choose));
    return [kind, `\`${example(make)}\``, percent(strings, isAlarm)];
  });
  return table(['what is no card number', 'example', 'this guard'], rows);
}

function misses(): string {
  const rows = Object.entries(writings).map(([writing, write]) => {
    const missed = testNumbers.filter(([brand, number]) => !isFound(brand, write(number)));
    return [writing, String(testNumbers.length), String(missed.length)];
  });
  return table(['how the number is written', 'numbers', 'missed'], rows);
}

function isAlarm(text: string): boolean {
  return findCardData(text).length > 0;
}

function example(make: (choose: Seeded) => string): string {
  const text = make(seeded(measurement.seed));
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function percent(strings: readonly string[], isHit: (text: string) => boolean): string {
  return ((strings.filter(isHit).length / strings.length) * 100).toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
