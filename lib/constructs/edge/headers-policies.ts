import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { ConfigError } from '../../config/config-error.ts';
import { mistake } from '../../config/mistake.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { defaultPath, reportPath } from '../../contract/paths.ts';
import { beyondQuotas, type HeaderSet, headerSets } from '../../site/header-sets.ts';
import type { Site } from '../../site/read-site.ts';
import { acceptGatewaySources } from '../contract/gateway-sources.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface HeadersPoliciesProps {
  readonly storefront: Storefront;

  /** The pages, whose inline code the policies carry the hashes of. */
  readonly site: Site;
}

/** The headers policies of the shop's paths. Paths whose answers need the same headers share one. */
export class HeadersPolicies extends Construct {
  private readonly byPattern = new Map<string, ResponseHeadersPolicy>();

  constructor(scope: Construct, id: string, { storefront, site }: HeadersPoliciesProps) {
    super(scope, id);
    const sets = headerSets(storefront.profile, site);
    refuseBeyondQuotas(storefront, sets.length);
    for (const set of sets) {
      const policy = this.add(set, storefront);
      for (const { path } of set.pages) this.byPattern.set(path.pattern, policy);
    }
  }

  /** The headers of the answers below a path. */
  of(pattern: string): ResponseHeadersPolicy {
    const policy = this.byPattern.get(pattern);
    if (!policy) throw new Error(`no headers policy was made for ${pattern}`);
    return policy;
  }

  private add(set: HeaderSet, storefront: Storefront): ResponseHeadersPolicy {
    const [{ path }] = set.pages;
    const role = roleOf(path.pattern, storefront);
    const policy = headersPolicy(this, pascalCase(role), { storefront, set, role: `headers-${role}` });
    const { hstsRamp } = storefront.profile;
    if (hstsRamp) {
      applyKitException(policy, 'hsts-ramp', storefront, {
        about: `max-age ${hstsRamp.maxAge}`,
        until: hstsRamp.ends,
      });
    }
    if (path.serves === 'payment') acceptGatewaySources(policy, storefront);
    return policy;
  }
}

/** Two patterns may have the same words, and a name has at most 128 characters, so a hash tells them apart. */
function roleOf(pattern: string, { environment }: Storefront): string {
  const roles: Readonly<Record<string, string>> = {
    [defaultPath]: 'default-path',
    [`${environment.site.checkout}*`]: 'checkout',
    [reportPath]: 'functions',
  };
  const words = (pattern.match(/[A-Za-z0-9]+/g) ?? []).join('-').toLowerCase().slice(0, 32);
  const hash = createHash('sha256').update(pattern).digest('hex').slice(0, 8);
  return roles[pattern] ?? [words, hash].filter(Boolean).join('-');
}

interface HeadersPolicyProps {
  readonly storefront: Storefront;
  readonly set: HeaderSet;
  /** Ends the name of the policy. */
  readonly role: string;
}

/** The headers of every answer below some paths. They win over those of the origin. */
function headersPolicy(
  scope: Construct,
  id: string,
  { storefront, set: { headers, pages }, role }: HeadersPolicyProps,
): ResponseHeadersPolicy {
  const { hsts, contentSecurityPolicy, originPolicyWins, frameOptions, referrerPolicy, custom, removed } =
    headers;
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: resourceName(storefront, role),
    comment: `${storefront.environment.domain} ${pages[0].path.pattern}`,
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(hsts.seconds),
        includeSubdomains: hsts.includeSubdomains,
        preload: hsts.preload,
        override: true,
      },
      contentSecurityPolicy: { contentSecurityPolicy, override: !originPolicyWins },
      contentTypeOptions: { override: true },
      ...(frameOptions && {
        frameOptions: { frameOption: HeadersFrameOption[frameOptions], override: true },
      }),
      referrerPolicy: { referrerPolicy: referrerPolicies[referrerPolicy], override: true },
    },
    customHeadersBehavior: {
      customHeaders: custom.map(({ name, value }) => ({ header: name, value, override: true })),
    },
    removeHeaders: [...removed],
  });
}

const referrerPolicies = {
  'strict-origin-when-cross-origin': HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
} as const;

function refuseBeyondQuotas({ profile }: Storefront, sets: number): void {
  const beyond = beyondQuotas(profile.paths.length, sets);
  if (beyond)
    throw new ConfigError('the storefront file', [mistake(['scripts'], beyond.found, beyond.remedy)]);
}
