import { digitsOf, mostDigitsOf } from './counting.ts';
import { isoDigits, toDecimal } from './money.ts';
import { titleOf } from './registry.ts';

/** Why a gateway cannot be asked for an amount, which nobody may round; nothing where it can. */
export function amountFault(gateway: string, amountMinor: number, currency: string): string | undefined {
  const digits = isoDigits(currency);
  const most = Math.min(
    digits,
    digitsOf(gateway)[currency] ?? digits,
    mostDigitsOf(gateway)[currency] ?? digits,
  );
  if (amountMinor % 10 ** (digits - most) === 0) return undefined;
  const limit = most === 0 ? 'no digits' : `${most} digits at most`;
  return `${titleOf(gateway)} takes ${currency} with ${limit} after the point, and not ${toDecimal(amountMinor, currency)}`;
}
