import { currencyDigits } from './currencies.ts';

/** Digits after the point for currencies where a gateway counts differently from ISO 4217. */
export type DigitExceptions = Readonly<Record<string, number>>;

/** An amount in the gateway's own smallest unit. */
export function toGatewayUnits(
  amountMinor: number,
  currency: string,
  exceptions: DigitExceptions = {},
): number {
  const shift = (exceptions[currency] ?? isoDigits(currency)) - isoDigits(currency);
  const units = shift < 0 ? amountMinor / 10 ** -shift : amountMinor * 10 ** shift;
  if (!Number.isSafeInteger(units))
    throw new Error(`${amountMinor} ${currency} has more digits than the gateway counts`);
  return units;
}

/** The amount that stands for a number of the gateway's smallest units; nothing if there is none. */
export function fromGatewayUnits(
  units: number | undefined,
  currency: string | undefined,
  exceptions: DigitExceptions = {},
): number | undefined {
  // What goes back has a kind of its own, and no gateway writes it as less than nothing.
  if (units === undefined || units < 0 || currency === undefined) return undefined;
  if (currencyDigits(currency) === undefined) return undefined;
  const shift = isoDigits(currency) - (exceptions[currency] ?? isoDigits(currency));
  const amountMinor = shift < 0 ? units / 10 ** -shift : units * 10 ** shift;
  return Number.isSafeInteger(amountMinor) ? amountMinor : undefined;
}

/** An amount as decimal text, with as many digits after the point as the gateway wants. */
export function toDecimal(amountMinor: number, currency: string, exceptions: DigitExceptions = {}): string {
  const digits = exceptions[currency] ?? isoDigits(currency);
  const text = String(toGatewayUnits(amountMinor, currency, exceptions)).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The amount that decimal text, or a number of JSON, stands for; nothing for anything else. */
export function fromDecimal(value: unknown, currency: string | undefined): number | undefined {
  if (currency === undefined || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  const match = /^(\d+)(?:\.(\d+?)0*)?$/.exec(String(value));
  if (!match) return undefined;
  const [, whole = '', fraction = ''] = match;
  const digits = currencyDigits(currency);
  if (digits === undefined) return undefined;
  const significant = fraction.replace(/0+$/, '');
  const amountMinor = Number(whole + significant.padEnd(digits, '0'));
  return significant.length <= digits && Number.isSafeInteger(amountMinor) ? amountMinor : undefined;
}

/** Digits after the point by ISO 4217. Throws for what is no currency. */
export function isoDigits(currency: string): number {
  const digits = currencyDigits(currency);
  if (digits === undefined) throw new Error(`'${currency}' is no currency of ISO 4217`);
  return digits;
}
