import { createHash } from 'node:crypto';
import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { ConfigError } from '../../config/config-error.ts';
import { mistake } from '../../config/mistake.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { defaultPath, paymentPath, reportPath } from '../../contract/paths.ts';
import { answerHeaders } from '../../site/answer-headers.ts';
import { type PagePolicy, pagePolicies } from '../../site/page-policies.ts';
import { type Site, shown } from '../../site/read-site.ts';
import { acceptGatewaySources } from '../contract/gateway-sources.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';

/** An account has 20 headers policies; with four for each environment, five environments fit. */
const mostPolicies = 4;

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
    const byContent = new Map<string, ResponseHeadersPolicy>();
    for (const page of pagePolicies(storefront.profile, site)) {
      const { pattern } = page.path;
      const content = JSON.stringify(answerHeaders(storefront.profile, page));
      const policy = byContent.get(content) ?? this.add(page, storefront);
      byContent.set(content, policy);
      this.byPattern.set(pattern, policy);
    }
    if (byContent.size > mostPolicies) refuse(byContent.size, site);
  }

  /** The headers of the answers below a path. */
  of(pattern: string): ResponseHeadersPolicy {
    const policy = this.byPattern.get(pattern);
    if (!policy) throw new Error(`no headers policy was made for ${pattern}`);
    return policy;
  }

  private add(page: PagePolicy, storefront: Storefront): ResponseHeadersPolicy {
    const role = roleOf(page.path.pattern);
    const policy = headersPolicy(this, pascalCase(role), { storefront, page, role: `headers-${role}` });
    const { hstsRamp } = storefront.profile;
    if (hstsRamp) {
      applyKitException(policy, 'hsts-ramp', storefront, {
        about: `max-age ${hstsRamp.maxAge}`,
        until: hstsRamp.ends,
      });
    }
    if (page.path.serves === 'payment') acceptGatewaySources(policy, storefront);
    return policy;
  }
}

const roles: Readonly<Record<string, string>> = {
  [defaultPath]: 'default-path',
  [paymentPath]: 'checkout',
  [reportPath]: 'functions',
};

/** Two patterns may have the same words, and a name has at most 128 characters, so a hash tells them apart. */
function roleOf(pattern: string): string {
  const words = (pattern.match(/[A-Za-z0-9]+/g) ?? []).join('-').toLowerCase().slice(0, 32);
  const hash = createHash('sha256').update(pattern).digest('hex').slice(0, 8);
  return roles[pattern] ?? [words, hash].filter(Boolean).join('-');
}

interface HeadersPolicyProps {
  readonly storefront: Storefront;
  /** The path, with the content security policy of its pages. */
  readonly page: PagePolicy;
  /** Ends the name of the policy. */
  readonly role: string;
}

/** The headers of every answer below one path. They win over those of the origin. */
function headersPolicy(
  scope: Construct,
  id: string,
  { storefront, page, role }: HeadersPolicyProps,
): ResponseHeadersPolicy {
  const { hsts, contentSecurityPolicy, originPolicyWins, frameOptions, referrerPolicy, custom, removed } =
    answerHeaders(storefront.profile, page);
  return new ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: resourceName(storefront, role),
    comment: `${storefront.environment.domain} ${page.path.pattern}`,
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(hsts.seconds),
        includeSubdomains: hsts.includeSubdomains,
        preload: hsts.preload,
        override: true,
      },
      contentSecurityPolicy: { contentSecurityPolicy, override: !originPolicyWins },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption[frameOptions], override: true },
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

function refuse(count: number, { folder }: Site): never {
  const found = `paths that need ${count} sets of response headers`;
  const remedy = `list scripts for the same pages, so that at most ${mostPolicies} remain`;
  throw new ConfigError(shown(folder), [mistake([], found, remedy)]);
}
