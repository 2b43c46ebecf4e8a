import json from './currencies.json' with { type: 'json' };

const inUse = digitsByCode(json.digits);
const withdrawn = digitsByCode(json.withdrawn.digits);

/** Whether a code of ISO 4217 names a currency in which people pay today. */
export function isCurrency(code: string): boolean {
  return inUse.has(code);
}

/**
 * How many digits of ISO 4217 a currency has after the point. Withdrawn currencies have theirs still, since orders are kept for years.
 * Nothing for what is no currency.
 */
export function currencyDigits(code: string): number | undefined {
  return inUse.get(code) ?? withdrawn.get(code);
}

function digitsByCode(codesByDigits: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(codesByDigits).flatMap(([digits, codes]) =>
      codes.split(' ').map((code) => [code, Number(digits)] as const),
    ),
  );
}
