import type { CachePolicyConfig, OriginRequestPolicyConfig } from './settings/policies.ts';

/** Which headers, cookies or parameters of a request a policy takes. */
interface Selection {
  readonly takes: 'none' | 'whitelist' | 'allExcept' | 'all';
  readonly names: readonly string[];
}

/** What a policy takes of a request: into the cache key, or to the origin. */
export interface Selections {
  readonly headers: Selection;
  readonly cookies: Selection;
  readonly queryStrings: Selection;
}

/** Headers that CloudFront makes of what it knows about the viewer, and that the preview makes as well. */
export const madeHeaders = ['cloudfront-forwarded-proto', 'cloudfront-viewer-address'] as const;

/** What a cache policy has in its key. */
export function keySelections({
  ParametersInCacheKeyAndForwardedToOrigin: parameters,
}: CachePolicyConfig): Selections {
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = parameters;
  return {
    headers: { takes: HeadersConfig.HeaderBehavior, names: lowerCase(HeadersConfig.Headers) },
    ...others(CookiesConfig, QueryStringsConfig),
  };
}

/** What an origin request policy sends beyond the cache key. */
export function originSelections({
  HeadersConfig: { HeaderBehavior, Headers },
  CookiesConfig,
  QueryStringsConfig,
}: OriginRequestPolicyConfig): Selections {
  const names = lowerCase(Headers);
  // Headers that CloudFront makes are listed beside all those of the viewer.
  const isAll = HeaderBehavior === 'allViewer' || HeaderBehavior === 'allViewerAndWhitelistCloudFront';
  return {
    headers: { takes: isAll ? 'all' : HeaderBehavior, names },
    ...others(CookiesConfig, QueryStringsConfig),
  };
}

/** Whether a selection takes a header, cookie or parameter of a viewer. */
export function takes({ takes: kind, names }: Selection, name: string): boolean {
  if (kind === 'all') return true;
  return kind === 'none' ? false : names.includes(name) === (kind === 'whitelist');
}

function others(
  { CookieBehavior, Cookies }: CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin']['CookiesConfig'],
  {
    QueryStringBehavior,
    QueryStrings,
  }: CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin']['QueryStringsConfig'],
) {
  return {
    cookies: { takes: CookieBehavior, names: Cookies },
    queryStrings: { takes: QueryStringBehavior, names: QueryStrings },
  };
}

function lowerCase(names: readonly string[]): readonly string[] {
  return names.map((name) => name.toLowerCase());
}

/** The parameters of a query that a selection takes, in their order and as they are written; nothing where none is left. */
export function takenQuery(query: string, selections: readonly Selections[]): string {
  return query
    .split('&')
    .filter((pair) => selections.some(({ queryStrings }) => takes(queryStrings, pair.split('=')[0] ?? '')))
    .join('&');
}

/** The cookies of a request that a selection takes, as one header has them; empty where none is left. */
export function takenCookies(headers: readonly string[], selections: readonly Selections[]): string {
  return headers
    .flatMap((header) => header.split(/; */))
    .filter((pair) => selections.some(({ cookies }) => takes(cookies, pair.split('=')[0] ?? '')))
    .join('; ');
}
