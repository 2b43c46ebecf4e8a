import { amountFault } from '../../lambda/gateways/amount-fault.ts';
import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import { hasUnknownCurrency, takesCurrency, titleOf } from '../../lambda/gateways/registry.ts';
import { type Catalogue, catalogueFaults, readCatalogue } from '../../lambda/shared/catalogue/catalogue.ts';
import type { CatalogueFault } from '../../lambda/shared/catalogue/catalogue-faults.ts';
import { catalogueLimits } from '../../lambda/shared/catalogue/catalogue-limits.ts';
import {
  type ReleasedCatalogue,
  releasedCatalogue,
} from '../../lambda/shared/catalogue/released-catalogue.ts';
import { ConfigError } from './config-error.ts';
import { type Mistake, mistake, quoted } from './mistake.ts';
import { readSource } from './source.ts';

/** Where a catalogue was read, and what it is held against. */
interface CatalogueFileProps {
  /** As messages call it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The ways to pay that the shop offers; missing where they are not known, and then nothing is said of currencies. */
  readonly gateways: readonly GatewayConfig[] | undefined;
}

/** Reads the file of a catalogue. Throws a `ConfigError` where it could not: better before a release than at the first order. */
export function checkedCatalogue({ file, bytes, gateways }: CatalogueFileProps): ReleasedCatalogue {
  const { text, value } = read(file, bytes);
  // The places of settings are found by the reader of YAML, of which JSON is a part.
  const source = readSource(text);
  if (source.syntax.length > 0) throw new ConfigError(file, source.syntax.slice(0, mostMistakes));
  const faults = catalogueFaults(value);
  const untaken = faults.length > 0 || !gateways ? [] : unpayable(value, gateways);
  const mistakes = [...faults.map(asMistake(value)), ...untaken];
  if (mistakes.length > 0) throw new ConfigError(file, mistakes.slice(0, mostMistakes).map(source.place));
  const released = releasedCatalogue(text);
  const size = Buffer.byteLength(released.text);
  if (size > catalogueLimits.mostBytes) throw new ConfigError(file, [tooLarge(size)]);
  return released;
}

// One wrong habit repeats in every product.
const mostMistakes = 20;

function read(file: string, bytes: Uint8Array): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, value: JSON.parse(text) };
  } catch (cause) {
    const remedy = 'write a JSON object with the products';
    throw new ConfigError(file, [mistake([], 'no JSON', remedy)], { cause });
  }
}

function tooLarge(bytes: number): Mistake {
  const remedy = `keep it at or below ${catalogueLimits.mostBytes} bytes: let pages have long texts of their own`;
  return mistake([], `${bytes} bytes`, remedy);
}

/** What is sold in a currency that no way to pay takes. */
function unpayable(value: unknown, gateways: readonly GatewayConfig[]): readonly Mistake[] {
  const catalogue = readCatalogue(value);
  const { products, currencies } = catalogue;
  const sold = [...products.values()];
  const untaken = currencies.filter(
    (code) => !gateways.some((gateway) => takesCurrency(gateway, code, currencies)),
  );
  const accounts = currencies.length > 1 ? gateways.filter(hasUnknownCurrency) : [];
  return [
    ...untaken.map((code) => {
      const index = sold.findIndex(({ prices }) => Object.hasOwn(prices, code));
      const remedy = 'sell in another currency, or add a gateway that takes it, or name it in its currencies';
      return mistake(
        ['products', index, 'prices', code],
        `${code}, which no gateway of the shop takes`,
        remedy,
      );
    }),
    ...accounts.map(({ name }) => {
      const found = `${currencies.join(' and ')}, of which an account of ${titleOf(name)} takes one`;
      return mistake(
        ['products'],
        found,
        `name the one of your account in currencies of ${name}, such as [EUR]`,
      );
    }),
    ...inexpressible(catalogue, gateways),
  ];
}

/** Prices with more digits than a gateway takes. Sums of those that it takes, it takes too. */
function inexpressible(
  { products, shipping = [], currencies }: Catalogue,
  gateways: readonly GatewayConfig[],
): readonly Mistake[] {
  const ofProducts = [...products.values()].flatMap(({ prices }, index) =>
    Object.entries(prices).map(([code, price]) => ({
      path: ['products', index, 'prices', code],
      code,
      price,
    })),
  );
  const ofShipping = shipping.flatMap(({ prices }, index) =>
    Object.entries(prices).flatMap(([code, steps]) =>
      steps.map(({ price }, step) => ({
        path: ['shipping', index, 'prices', code, step, 'price'],
        code,
        price,
      })),
    ),
  );
  return [...ofProducts, ...ofShipping].flatMap(({ path, code, price }) => {
    const takers = gateways.filter((gateway) => takesCurrency(gateway, code, currencies));
    const fault = takers.map(({ name }) => amountFault(name, price, code)).find((each) => each !== undefined);
    return fault === undefined ? [] : [mistake(path, String(price), `write another price: ${fault}`)];
  });
}

function asMistake(value: unknown): (fault: CatalogueFault) => Mistake {
  return ({ path, remedy }) => mistake(path, inWords(path.reduce(member, value)), remedy);
}

function member(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string | number, unknown>>)[step]
    : undefined;
}

function inWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? quoted(value) : String(value);
}
