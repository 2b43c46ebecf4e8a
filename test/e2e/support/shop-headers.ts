import { patternOf } from '../../../lambda/shared/site/path-pattern.ts';
import type { StorefrontProfile } from '../../../lib/contract/schema.ts';
import { answerHeaders, sentHeaders } from '../../../lib/site/answer-headers.ts';
import { pagePolicies } from '../../../lib/site/page-policies.ts';
import type { Site } from '../../../lib/site/read-site.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The headers of an answer below a path, made of those of its origin, whose names are in lower case. */
export type HeadersAt = (path: string, origin: Headers) => Headers;

/**
 * The headers that CloudFront is configured with for a shop, without a template: it removes some of the origin's, and its own win
 * over the others, but for the content security policy of a function. Throws a `ConfigError` where a page can be given none.
 */
export function shopHeaders(profile: StorefrontProfile, site: Site): HeadersAt {
  const byPattern = new Map(
    pagePolicies(profile, site).map((page) => [page.path.pattern, answerHeaders(profile, page)]),
  );
  return (path, origin) => {
    const headers = byPattern.get(patternOf(path, [...byPattern.keys()]) ?? '');
    if (!headers) throw new Error(`${path} has no headers`);
    const removed = headers.removed.map((name) => name.toLowerCase());
    const kept = Object.fromEntries(Object.entries(origin).filter(([name]) => !removed.includes(name)));
    const own = Object.fromEntries(sentHeaders(headers).map(({ name, value }) => [name, value]));
    const policy = headers.originPolicyWins && kept['content-security-policy'];
    return { ...kept, ...own, ...(policy && { 'content-security-policy': policy }) };
  };
}
