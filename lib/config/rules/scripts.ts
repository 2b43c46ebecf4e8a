import { covers, mayMatchSame } from '../../contract/path-patterns.ts';
import { paymentPatterns } from '../../contract/paths.ts';
import type { StorefrontDraft } from '../form.ts';
import { mistake, type Path, quoted } from '../mistake.ts';
import { placesOf } from '../storefront-config.ts';
import type { ShopRule } from './rule.ts';
import { environmentsOf } from './shop.ts';

type ScriptDraft = NonNullable<NonNullable<StorefrontDraft['scripts']>[number]>;

/** A pattern of a script, and where it stands. */
interface Named {
  readonly pattern: string;
  readonly path: Path;
  readonly script: ScriptDraft;
}

/** A pattern that holds payment pages alone names nothing for a script that may not run there. */
export const justifiedWherePaid: ShopRule = (shop) => {
  const payment = placesOfAll(shop);
  return scriptsOf(shop).flatMap(({ script, path }) =>
    script.onPaymentPages || payment.length === 0
      ? []
      : named(script, path, 'pages')
          .filter(({ pattern }) => payment.every((places) => places.some((place) => covers(place, pattern))))
          .map((each) =>
            mistake(
              each.path,
              `${quoted(each.pattern)}, where shoppers pay`,
              'add onPaymentPages with its justification to the script, or write other pages',
            ),
          ),
  );
};

/** A justification that no page needs would be evidence of something that is not so. */
export const justificationIsUsed: ShopRule = (shop) => {
  const payment = placesOfAll(shop).flat();
  return scriptsOf(shop).flatMap(({ script, path }) => {
    const { onPaymentPages, pages = [] } = script;
    const isOpen = payment.length === 0 || pages.length === 0 || pages.includes(undefined);
    if (!onPaymentPages || isOpen) return [];
    if (pages.some((pattern = '') => payment.some((place) => mayMatchSame(pattern, place)))) return [];
    const remedy = `remove it, or add ${quoted(payment[0] ?? '')} to the pages of the script`;
    return [mistake([...path, 'onPaymentPages'], 'it with no payment page among the pages', remedy)];
  });
};

/** What is left out has to be something, and something has to be left. */
export const exceptionsLeaveSome: ShopRule = (shop) =>
  scriptsOf(shop).flatMap(({ script, path }) => {
    const pages = named(script, path, 'pages');
    if (pages.length < (script.pages?.length ?? 1)) return [];
    return named(script, path, 'except').flatMap(({ pattern, path: at }) => {
      if (pages.every((page) => covers(pattern, page.pattern))) {
        return [
          mistake(at, `${quoted(pattern)}, which leaves no page`, 'write fewer pages, or remove the script'),
        ];
      }
      return pages.some((page) => mayMatchSame(pattern, page.pattern))
        ? []
        : [mistake(at, `${quoted(pattern)}, which is not among the pages of the script`, 'remove it')];
    });
  });

/** CloudFront gives a page the headers of one pattern alone, so that one has to hold the other where two share pages. */
export const patternsNest: ShopRule = (shop) => {
  const all = scriptsOf(shop).flatMap(({ script, path }) => [
    ...named(script, path, 'pages'),
    ...named(script, path, 'except'),
  ]);
  const payment = [...new Set(placesOfAll(shop).flat())];
  const seen: string[] = [];
  return all.flatMap(({ pattern, path, script }) => {
    const others = script.onPaymentPages ? [...payment, ...seen] : seen;
    const rival = others.find((other) => isPartlyIn(pattern, other));
    if (rival === undefined) {
      seen.push(pattern);
      return [];
    }
    const found = `${quoted(pattern)}, which shares some pages with ${quoted(rival)} and not all of either`;
    return [mistake(path, found, 'write patterns of which one holds the other, or that share no page')];
  });
};

function isPartlyIn(one: string, other: string): boolean {
  return mayMatchSame(one, other) && !covers(one, other) && !covers(other, one);
}

function scriptsOf({ scripts = [] }: StorefrontDraft) {
  return scripts.flatMap((script, index) => (script ? [{ script, path: ['scripts', index] }] : []));
}

function named(script: ScriptDraft, path: Path, setting: 'pages' | 'except'): readonly Named[] {
  return (script[setting] ?? []).flatMap((pattern, index) =>
    pattern === undefined ? [] : [{ pattern, path: [...path, setting, index], script }],
  );
}

/** The patterns of payment pages, of each environment whose site is described. */
function placesOfAll(shop: StorefrontDraft): readonly (readonly string[])[] {
  return environmentsOf(shop).flatMap(([, { site }]) =>
    site && 'path' in site ? [paymentPatterns(placesOf(site))] : [],
  );
}
