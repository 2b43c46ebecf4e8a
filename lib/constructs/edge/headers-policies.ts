import type { ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { ConfigError } from '../../config/config-error.ts';
import { mistake } from '../../config/mistake.ts';
import { type PagePolicy, pagePolicies } from '../../site/page-policies.ts';
import { type Site, shown } from '../../site/read-site.ts';
import { acceptGatewaySources } from '../contract/gateway-sources.ts';
import type { Storefront } from '../contract/storefront.ts';
import { headersPolicy } from './headers-policy.ts';

/** An account has 20 headers policies; with four for each environment, five environments fit. */
const mostPolicies = 4;

export interface HeadersPoliciesProps {
  readonly storefront: Storefront;
  readonly site: Site;
}

/** The headers policies of the shop's paths. Paths whose answers need the same headers share one. */
export class HeadersPolicies extends Construct {
  private readonly byPattern = new Map<string, ResponseHeadersPolicy>();

  constructor(scope: Construct, id: string, { storefront, site }: HeadersPoliciesProps) {
    super(scope, id);
    const byContent = new Map<string, ResponseHeadersPolicy>();
    for (const page of pagePolicies(storefront.profile, site)) {
      const { pattern, ...use } = page.path;
      const content = JSON.stringify({ ...use, policy: page.policy });
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
    const policy = headersPolicy(this, nameFor(page.path.pattern), page, storefront);
    if (page.path.serves === 'payment') acceptGatewaySources(policy, storefront);
    return policy;
  }
}

function nameFor(pattern: string): string {
  return pattern === '*' ? 'Default' : pattern.replaceAll('*', 'Any');
}

function refuse(count: number, { folder }: Site): never {
  const found = `paths that need ${count} sets of response headers`;
  const remedy = `list scripts for the same pages, so that at most ${mostPolicies} remain`;
  throw new ConfigError(shown(folder), [mistake([], found, remedy)]);
}
