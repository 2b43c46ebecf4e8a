import type { AuthorizedScript, StorefrontPath, StorefrontProfile } from './schema.ts';

/** Where shoppers confirm an order and meet the gateway. */
export const paymentPath = '/checkout/*';

/** Where browsers send reports of what the content security policy blocked. */
export const reportPath = '/csp-report';

/** Where pages start and follow payments. */
export const apiPath = '/api/*';

/** Where gateways tell what became of payments. */
export const callbackPath = '/callbacks/*';

/** CloudFront's default behaviour: every path that no other pattern takes. */
export const defaultPath = '*';

/** The paths that need headers of their own: pages by the scripts they may run, payment pages, reports. */
export function storefrontPaths(scripts: readonly AuthorizedScript[]): readonly StorefrontPath[] {
  const special = [defaultPath, paymentPath];
  const own = scripts
    .flatMap(({ pages }) => pages)
    .filter((pattern) => !covers(pattern, defaultPath) && !special.includes(pattern));
  const pages: readonly StorefrontPath[] = [...new Set(own)]
    .sort(byLengthDescending)
    .map((pattern) => ({ pattern, serves: 'pages', sensitive: false }));
  return [
    { pattern: reportPath, serves: 'report', sensitive: true },
    { pattern: callbackPath, serves: 'callback', sensitive: true },
    { pattern: apiPath, serves: 'api', sensitive: true },
    ...pages.filter(({ pattern }) => covers(paymentPath, pattern)).map(asPayment),
    { pattern: paymentPath, serves: 'payment', sensitive: true },
    ...pages.filter(({ pattern }) => !covers(paymentPath, pattern)),
    { pattern: defaultPath, serves: 'pages', sensitive: false },
  ];
}

/** Whether a function answers below a path, instead of a file of the site. */
export function isAnsweredByFunction({ serves }: StorefrontPath): boolean {
  return serves === 'api' || serves === 'callback' || serves === 'report';
}

/** Whether every path that `inner` matches is matched by `outer` too. */
export function covers(outer: string, inner: string): boolean {
  const [wide, narrow] = [outer, inner].map((pattern) => (pattern === '/*' ? defaultPath : pattern));
  if (wide === undefined || narrow === undefined) return false;
  if (wide === narrow) return true;
  return wide.endsWith('*') && narrow.startsWith(wide.slice(0, -1));
}

/** The scripts that pages below `pattern` may run. */
export function scriptsOn({ payments }: StorefrontProfile, pattern: string): readonly AuthorizedScript[] {
  return payments.scripts.filter(({ pages }) => pages.some((page) => covers(page, pattern)));
}

function asPayment(path: StorefrontPath): StorefrontPath {
  return { ...path, serves: 'payment', sensitive: true };
}

/** CloudFront takes the first pattern that matches, so the longer one has to come first. */
function byLengthDescending(one: string, other: string): number {
  return other.length - one.length || (one < other ? -1 : 1);
}
