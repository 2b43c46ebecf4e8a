import { covers } from './path-patterns.ts';
import type { AuthorizedScript, StorefrontPath } from './schema.ts';

/** Where browsers send reports of what the content security policy blocked. */
export const reportPath = '/csp-report';

/** Where pages start and follow payments. */
export const apiPath = '/api/*';

/** Where gateways tell what became of payments. */
export const callbackPath = '/callbacks/*';

/** CloudFront's default behaviour: every path that no other pattern takes. */
export const defaultPath = '*';

/** Paths of the pages on which shoppers meet a gateway, each with its slashes. */
export interface PaymentPlaces {
  /** Where they confirm an order: `/checkout/`. */
  readonly checkout: string;
  /** Where the gateway leads them afterwards: `/checkout/done/`. */
  readonly return: string;
}

/** Where a shop has them whose file does not say otherwise. */
export const usualPlaces: PaymentPlaces = { checkout: '/checkout/', return: '/checkout/done/' };

/** The patterns of all payment pages: gateways add to the address that they return to, so its page is one of them. */
export function paymentPatterns({ checkout, return: returned }: PaymentPlaces): readonly string[] {
  return returned.startsWith(checkout) ? [`${checkout}*`] : [`${checkout}*`, `${returned}*`];
}

/** The paths that need headers of their own: pages by the scripts they may run, payment pages, reports. */
export function storefrontPaths(
  scripts: readonly AuthorizedScript[],
  places: PaymentPlaces,
): readonly StorefrontPath[] {
  const payment = paymentPatterns(places);
  const isPayment = (pattern: string) => payment.some((outer) => covers(outer, pattern));
  const named = scripts.flatMap((script) =>
    patternsOf(script).filter((pattern) => script.onPaymentPages || !isPayment(pattern)),
  );
  const own = named.filter((pattern) => !covers(pattern, defaultPath));
  const ordered = narrowestFirst([...new Set([...payment, ...own])]);
  return [
    { pattern: reportPath, serves: 'report', sensitive: true },
    { pattern: callbackPath, serves: 'callback', sensitive: true },
    { pattern: apiPath, serves: 'api', sensitive: true },
    ...ordered.filter(isPayment).map(paymentPage),
    ...ordered.filter((pattern) => !isPayment(pattern)).map(page),
    page(defaultPath),
  ];
}

/** Every pattern that a script's pages are told apart by. */
function patternsOf({ pages, except = [] }: Pick<AuthorizedScript, 'pages' | 'except'>): readonly string[] {
  return [...pages, ...except];
}

/** Whether a function answers below a path, instead of a file of the site. */
export function isAnsweredByFunction({ serves }: StorefrontPath): boolean {
  return serves === 'api' || serves === 'callback' || serves === 'report';
}

/** The scripts that pages below a path may run: on payment pages those alone that are named for them. */
export function scriptsOn(
  scripts: readonly AuthorizedScript[],
  { pattern, serves }: Pick<StorefrontPath, 'pattern' | 'serves'>,
): readonly AuthorizedScript[] {
  return scripts.filter(
    ({ pages, except = [], onPaymentPages }) =>
      (serves === 'pages' || (serves === 'payment' && onPaymentPages !== undefined)) &&
      pages.some((outer) => covers(outer, pattern)) &&
      !except.some((outer) => covers(outer, pattern)),
  );
}

function page(pattern: string): StorefrontPath {
  return { pattern, serves: 'pages', sensitive: false };
}

function paymentPage(pattern: string): StorefrontPath {
  return { pattern, serves: 'payment', sensitive: true };
}

/** CloudFront takes the first pattern that matches, so one inside another has to come before it. */
function narrowestFirst(patterns: readonly string[]): readonly string[] {
  const around = (pattern: string) => patterns.filter((outer) => covers(outer, pattern)).length;
  return patterns
    .map((pattern) => ({ pattern, depth: around(pattern) }))
    .sort(
      (one, other) =>
        other.depth - one.depth ||
        other.pattern.length - one.pattern.length ||
        (one.pattern < other.pattern ? -1 : 1),
    )
    .map(({ pattern }) => pattern);
}
