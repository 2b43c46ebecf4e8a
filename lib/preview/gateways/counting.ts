import { digitsOf, mostDigitsOf } from '../../../lambda/gateways/counting.ts';
import { currencyDigits } from '../../../lambda/gateways/currencies.ts';
import { fromDecimal, fromGatewayUnits, toDecimal, toGatewayUnits } from '../../../lambda/gateways/money.ts';

/** How a gateway counts money. */
export interface Counting {
  /** An amount of a currency in the gateway's smallest units. */
  readonly units: (amountMinor: number, currency: string) => number;
  /** An amount of a currency as the gateway's decimal text. */
  readonly decimal: (amountMinor: number, currency: string) => string;
  /** The amount in the gateway's units; nothing for one that the gateway refuses. */
  readonly fromUnits: (units: number | undefined, currency: string | undefined) => number | undefined;
  /** The amount in the gateway's decimal text; nothing where it has other digits than the gateway wants. */
  readonly fromText: (text: string | undefined, currency: string | undefined) => number | undefined;
}

/** How a gateway counts, by its documentation. */
export function countingOf(gateway: string): Counting {
  const digits = digitsOf(gateway);
  const isTaken = (amountMinor: number, currency: string) => {
    const iso = currencyDigits(currency) ?? 0;
    const most = Math.min(iso, mostDigitsOf(gateway)[currency] ?? iso);
    return amountMinor > 0 && amountMinor % 10 ** (iso - most) === 0;
  };
  const taken = (amountMinor: number | undefined, currency = '') =>
    amountMinor !== undefined && isTaken(amountMinor, currency) ? amountMinor : undefined;
  return {
    units: (amountMinor, currency) => toGatewayUnits(amountMinor, currency, digits),
    decimal: (amountMinor, currency) => toDecimal(amountMinor, currency, digits),
    fromUnits: (units, currency) => taken(fromGatewayUnits(units, currency, digits), currency),
    fromText: (text, currency = '') => {
      const wanted = digits[currency] ?? currencyDigits(currency);
      const written = /^\d+(?:\.(\d+))?$/.exec(text ?? '');
      const isExact = written !== null && (written[1]?.length ?? 0) === wanted;
      return isExact ? taken(fromDecimal(text, currency), currency) : undefined;
    },
  };
}
