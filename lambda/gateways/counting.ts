import json from './counting.json' with { type: 'json' };
import { entryOf } from './json.ts';
import type { DigitExceptions } from './money.ts';

interface Counting {
  readonly digits: DigitExceptions;
  readonly mostDigits: DigitExceptions;
}

const counting: Readonly<Record<string, Counting>> = json.gateways;

/** Digits after the point, for currencies that the gateway counts differently from ISO 4217. */
export function digitsOf(gateway: string): DigitExceptions {
  return entryOf(counting, gateway)?.digits ?? {};
}

/** How many digits after the point may be other than 0, for currencies of which the gateway takes fewer than it counts. */
export function mostDigitsOf(gateway: string): DigitExceptions {
  return entryOf(counting, gateway)?.mostDigits ?? {};
}
