import {
  type CatalogueFault,
  catalogueFaults,
  type Product,
  readCatalogue,
} from '../../lambda/payment-session/catalogue.ts';
import { ConfigError } from '../config/config-error.ts';
import { mistake, type PlacedMistake, quoted } from '../config/mistake.ts';
import { type Site, shown } from './read-site.ts';

/**
 * The products in the file `name` of a site, as the session function gets them to price orders by. Throws a
 * `ConfigError` where it could not: better at synthesis than at the first order.
 */
export function productsOf(site: Site, name: string): readonly Product[] {
  const file = site.files.find((each) => each.name === name);
  if (!file) {
    throw new ConfigError(shown(site.folder), [
      mistake([], `no ${name}`, 'add the list of products, or name its file in site.catalogue'),
    ]);
  }
  const { value, mistakes } = read(file.bytes);
  const wrong = [...mistakes, ...(mistakes.length > 0 ? [] : catalogueFaults(value).map(asMistake(value)))];
  if (wrong.length > 0) throw new ConfigError(shown(site.folder, name), wrong.slice(0, mostMistakes));
  return [...readCatalogue(value).values()];
}

// One wrong habit repeats in every product.
const mostMistakes = 20;

function read(bytes: Uint8Array): { readonly value?: unknown; readonly mistakes: readonly PlacedMistake[] } {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), mistakes: [] };
  } catch {
    return { mistakes: [mistake([], 'no JSON', 'write a JSON list of products')] };
  }
}

function asMistake(value: unknown): (fault: CatalogueFault) => PlacedMistake {
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
