import { currencyDigits } from '../../../lambda/gateways/currencies.ts';
import type { Language } from '../answers.ts';
import samples from './products.json' with { type: 'json' };

/** A sample of what a new shop sells. */
export interface Product {
  readonly slug: string;
  readonly titles: Readonly<Record<Language, string>>;
  readonly texts: Readonly<Record<Language, string>>;
  /** By currency, in the smallest unit. */
  readonly prices: Readonly<Record<string, number>>;
}

/** The sample products in some currencies. The numbers are the same in each of them, since nobody has set real prices. */
export function productsIn(currencies: readonly string[]): readonly Product[] {
  return samples.map(({ minor, ...product }) => ({ ...product, prices: pricesIn(currencies, minor) }));
}

/** The file that orders are priced by. */
export function catalogueText(
  products: readonly Product[],
  currencies: readonly string[],
  language: Language,
): string {
  const catalogue = {
    products: products.map(({ slug, titles, prices }) => ({ slug, title: titles[language], titles, prices })),
    shipping: [
      {
        countries: countriesOf(currencies),
        title: delivery[language],
        prices: Object.fromEntries(
          Object.entries(pricesIn(currencies, 500)).map(([currency, price]) => [
            currency,
            [{ from: 0, price }],
          ]),
        ),
      },
    ],
  };
  return `${JSON.stringify(catalogue, null, 2)}\n`;
}

const delivery: Readonly<Record<Language, string>> = { en: 'Parcel', de: 'Paket', fr: 'Colis', nb: 'Pakke' };

/** Two digits after the point are usual; a currency without them has as many of its whole units. */
function pricesIn(currencies: readonly string[], minor: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    currencies.map((currency) => [currency, (currencyDigits(currency) ?? 2) > 2 ? minor * 10 : minor]),
  );
}

/** Countries in which people pay in a currency that several share. */
const sharing: Readonly<Record<string, readonly string[]>> = {
  EUR: ['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'IE', 'IT', 'LU', 'NL', 'PT'],
  XOF: ['BJ', 'CI', 'SN', 'TG'],
};

/** Where a shop delivers to that sells in some currencies. A currency of one country begins with its code, by ISO 4217. */
export function countriesOf(currencies: readonly string[]): readonly string[] {
  return [...new Set(currencies.flatMap((currency) => sharing[currency] ?? [currency.slice(0, 2)]))].sort();
}

/** A price in each currency of the shop, as a language writes it. */
export function priceText({ prices }: Product, language: Language): string {
  return Object.entries(prices)
    .map(([currency, minor]) => {
      const digits = currencyDigits(currency) ?? 2;
      const style = {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      } as const;
      return new Intl.NumberFormat(language, style).format(minor / 10 ** digits);
    })
    .join(' · ');
}
