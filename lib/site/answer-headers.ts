import { frameAncestors, reportingEndpoints } from '../contract/content-security-policy.ts';
import { isOpenToShoppers, noIndex } from '../contract/launch.ts';
import { isAnsweredByFunction } from '../contract/paths.ts';
import type { StorefrontProfile } from '../contract/schema.ts';
import type { PagePolicy } from './page-policies.ts';
import { permissionsPolicy } from './permissions-policy.ts';
import facts from './response-headers.json' with { type: 'json' };

/** What the headers of every answer below one path say: CloudFront is configured with it, and a page is compared with it. */
export interface AnswerHeaders {
  readonly hsts: {
    readonly seconds: number;
    readonly includeSubdomains: boolean;
    readonly preload: boolean;
  };
  readonly contentSecurityPolicy: string;
  /** Whether an answer of the origin keeps a content security policy of its own: pages of functions name what they load. */
  readonly originPolicyWins: boolean;
  /** Missing where other sites may frame the page: the header cannot name them, and frame-ancestors does. */
  readonly frameOptions?: 'DENY';
  readonly referrerPolicy: 'strict-origin-when-cross-origin';
  /** Those that CloudFront has no setting of its own for. */
  readonly custom: readonly Header[];
  /** Headers of the origin that are taken away. */
  readonly removed: readonly string[];
}

/** One header as it is sent. */
interface Header {
  readonly name: string;
  readonly value: string;
}

/** The headers of every answer below one path. */
export function answerHeaders(profile: StorefrontProfile, { path, policy }: PagePolicy): AnswerHeaders {
  return {
    hsts: {
      seconds: profile.hstsRamp?.maxAge ?? facts.hstsSeconds,
      includeSubdomains: profile.includeSubdomains,
      preload: profile.preloadHsts,
    },
    contentSecurityPolicy: policy,
    originPolicyWins: isAnsweredByFunction(path),
    ...(frameAncestors(profile, path).length === 0 && { frameOptions: 'DENY' as const }),
    referrerPolicy: 'strict-origin-when-cross-origin',
    custom: [
      { name: 'Reporting-Endpoints', value: reportingEndpoints(profile) },
      { name: 'Permissions-Policy', value: permissionsPolicy(profile, path) },
      // Gateways open windows of their own, which must be able to answer.
      { name: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
      ...(isOpenToShoppers(profile) ? [] : [{ name: 'X-Robots-Tag', value: noIndex }]),
      ...(path.sensitive ? [{ name: 'Cache-Control', value: 'no-store' }] : []),
    ],
    removed: facts.removed,
  };
}

/** The same as lines of an answer, names in lower case and in order. */
export function sentHeaders({ hsts, custom, ...rest }: AnswerHeaders): readonly Header[] {
  return [
    {
      name: 'strict-transport-security',
      value: [
        `max-age=${hsts.seconds}`,
        ...(hsts.includeSubdomains ? ['includeSubDomains'] : []),
        ...(hsts.preload ? ['preload'] : []),
      ].join('; '),
    },
    { name: 'content-security-policy', value: rest.contentSecurityPolicy },
    { name: 'x-content-type-options', value: 'nosniff' },
    ...(rest.frameOptions ? [{ name: 'x-frame-options', value: rest.frameOptions }] : []),
    { name: 'referrer-policy', value: rest.referrerPolicy },
    ...custom.map(({ name, value }) => ({ name: name.toLowerCase(), value })),
  ].sort((one, other) => (one.name < other.name ? -1 : 1));
}
