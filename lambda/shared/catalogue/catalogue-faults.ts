import { isCurrency } from '../../gateways/currencies.ts';
import type { CatalogueFile, ShippingRate, TaxRate } from './catalogue.ts';
import { catalogueLimits, longestSlug } from './catalogue-limits.ts';

/** Something in a catalogue that cannot be sold. */
export interface CatalogueFault {
  /** Keys and positions that lead to it. */
  readonly path: readonly (string | number)[];
  /** A clause that says what to do: `write ...`. */
  readonly remedy: string;
}

const { mostProducts, highestPrice, longestTitle } = catalogueLimits;
const title = `write what people call it, in at most ${longestTitle} characters`;
const price = `write the price in the smallest unit of its currency, a whole number from 1 to ${highestPrice}`;
const tax = 'write the name of a rate in small letters, such as reduced';
const countries = 'write a list of country codes such as ["DE", "FR"], or "others"';
const steps =
  'write a list such as [{ "from": 0, "price": 495 }, { "from": 5000, "price": 0 }] that rises from 0';
const step = `write a whole number from 0 to ${highestPrice}, in the smallest unit of the currency`;

/** What to write, by the place: `#` stands for a position and `*` for a name that the shop chose. */
const remedies: readonly (readonly [place: RegExp, remedy: string])[] = [
  [/^products$/, `write a list of 1 to ${mostProducts} products`],
  [/^products\.#$/, 'write a product with slug, title and prices'],
  [/\.slug$/, `write at most ${longestSlug} lower-case letters, digits and single hyphens, such as moss-mug`],
  [/\.title$/, title],
  [/^products\.#\.prices$/, 'write what it costs in each currency, such as { "EUR": 2800 }'],
  [/^products\.#\.prices\.[^.]+$/, price],
  [/^(?:products|shipping)\.#\.tax$/, tax],
  [/^shipping$/, 'write a list of what delivery costs, or remove it where prices include it'],
  [/^shipping\.#$/, 'write what delivery costs, with countries, title and prices'],
  [/\.countries(?:\.#)?$/, countries],
  [
    /^shipping\.#\.prices$/,
    'write what it costs in each currency, such as { "EUR": [{ "from": 0, "price": 495 }] }',
  ],
  [/^shipping\.#\.prices\.[^.]+(?:\.#)?$/, steps],
  [/^shipping\.#\.prices\.[^.]+\.#\.(?:from|price)$/, step],
  [/^tax$/, 'write a list of the taxes that prices include, or remove it'],
  [/^tax\.#$/, 'write the rates of some countries, with countries and rates'],
  [/^tax\.#\.rates$/, 'write the rates in percent, such as { "standard": 19, "reduced": 7 }'],
  [/^tax\.#\.rates\.[^.]+$/, 'write a rate in percent with at most two decimals, such as 19'],
];

/** What to write at a place. */
export function remedyAt(path: CatalogueFault['path']): string {
  const place = path.map((part) => (typeof part === 'number' ? '#' : part)).join('.');
  return (
    remedies.find(([form]) => form.test(place))?.[1] ??
    'write an object with products, and with shipping and tax where the shop has them'
  );
}

/** What is wrong between the parts of a catalogue, each of which has the right form. */
export function faultsBetween(file: CatalogueFile): readonly CatalogueFault[] {
  return [...repeatedSlugs(file), ...noCurrencies(file), ...shippingFaults(file), ...taxFaults(file)];
}

function repeatedSlugs({ products }: CatalogueFile): readonly CatalogueFault[] {
  const seen = new Set<string>();
  return products.flatMap(({ slug }, index) => {
    const isRepeated = seen.has(slug);
    seen.add(slug);
    return isRepeated
      ? [
          {
            path: ['products', index, 'slug'],
            remedy: 'give each product a slug of its own, and list it once',
          },
        ]
      : [];
  });
}

function noCurrencies({ products, shipping = [] }: CatalogueFile): readonly CatalogueFault[] {
  const rows = [...products.map(({ prices }, index) => ({ prices, path: ['products', index, 'prices'] }))];
  const rates = shipping.map(({ prices }, index) => ({ prices, path: ['shipping', index, 'prices'] }));
  return [...rows, ...rates].flatMap(({ prices, path }) =>
    Object.keys(prices)
      .filter((code) => !isCurrency(code))
      .map((code) => ({
        path: [...path, code],
        remedy: 'write the ISO 4217 code of a currency in capitals, such as EUR',
      })),
  );
}

function shippingFaults({ products, shipping = [] }: CatalogueFile): readonly CatalogueFault[] {
  const sold = [...new Set(products.flatMap(({ prices }) => Object.keys(prices)))].sort();
  const unpriced = shipping.flatMap(({ prices }, index) => {
    const missing = sold.filter((code) => !Object.hasOwn(prices, code));
    const remedy = `add what delivery costs in ${missing.join(' and ')}, in which products are sold`;
    return missing.length > 0 ? [{ path: ['shipping', index, 'prices'], remedy }] : [];
  });
  return [...unpriced, ...repeatedCountries('shipping', shipping)];
}

function repeatedCountries(
  member: string,
  rows: readonly Pick<TaxRate, 'countries'>[],
): readonly CatalogueFault[] {
  const seen = new Set<string>();
  return rows.flatMap(({ countries: named }, row) =>
    [named].flat().flatMap((country, index) => {
      const isRepeated = seen.has(country);
      seen.add(country);
      const path = [member, row, 'countries', ...(named === 'others' ? [] : [index])];
      return isRepeated ? [{ path, remedy: 'name each country in one row alone' }] : [];
    }),
  );
}

function taxFaults({ products, shipping = [], tax: taxes }: CatalogueFile): readonly CatalogueFault[] {
  if (!taxes) return [];
  const used = new Set([...products, ...shipping].map((each) => each.tax));
  const missing = taxes.flatMap(({ rates }, index) => {
    const names = [...used].filter((name) => !Object.hasOwn(rates, name)).sort();
    const remedy = `add the rate ${names.join(' and ')}, which products or deliveries name`;
    return names.length > 0 ? [{ path: ['tax', index, 'rates'], remedy }] : [];
  });
  return [...missing, ...repeatedCountries('tax', taxes), ...untaxed(shipping, taxes)];
}

/** Where something is sent without a word on its tax. */
function untaxed(shipping: readonly ShippingRate[], taxes: readonly TaxRate[]): readonly CatalogueFault[] {
  const named = taxes.flatMap(({ countries: each }) => each);
  if (named.includes('others')) return [];
  const sent = shipping.length === 0 ? ['others'] : shipping.flatMap(({ countries: each }) => each);
  const open = [...new Set(sent)].filter((country) => !named.includes(country)).sort();
  const where = open.map((country) => (country === 'others' ? 'all other countries ("others")' : country));
  return open.length > 0
    ? [{ path: ['tax'], remedy: `add the rates of ${where.join(', ')}, where the shop delivers` }]
    : [];
}
