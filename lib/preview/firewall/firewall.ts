import bodyLimits from '../../aws/web-acl-body-limits.json' with { type: 'json' };
import type { DeployedResource } from '../deployed-resources.ts';
import type { ViewerRequest } from '../responder.ts';
import { firewallRequest } from './firewall-request.ts';
import { labelContext } from './labels.ts';
import type { ManagedRules } from './managed-rules.ts';
import { publishedRules } from './published-rules.ts';
import { byPriority, inOrder, ruleEvaluator } from './rules.ts';
import { endOf, type Verdict } from './verdict.ts';
import type { WebAclProperties } from './web-acl-properties.ts';

export interface FirewallProps {
  /** The web ACL of the distribution. */
  readonly acl: DeployedResource;
  /** Everything that was deployed, among it the sets and groups that its rules refer to. */
  readonly resources: readonly DeployedResource[];
  /**
   * What stands in for the managed rules of AWS.
   *
   * @default - what AWS documents of them word for word
   */
  readonly managedRules?: ManagedRules;
  /**
   * Milliseconds since 1970.
   *
   * @default - the machine's clock
   */
  readonly now?: () => number;
}

/** The firewall in front of a distribution. */
export interface Firewall {
  /** Says what becomes of a request, and counts it where a rule counts. */
  readonly decide: (request: ViewerRequest) => Promise<Verdict>;
  /** What it cannot decide, and by what it decides the managed rules: sentences for whoever starts it. */
  readonly limits: readonly string[];
}

/** Opens the firewall that a web ACL describes. Rules are evaluated as AWS documents; what cannot be decided is told. */
export function openFirewall({
  acl,
  resources,
  managedRules = publishedRules,
  now = Date.now,
}: FirewallProps): Firewall {
  const properties = acl.properties as unknown as WebAclProperties;
  const { Name, Rules, DefaultAction, CustomResponseBodies: bodies = {} } = properties;
  const limits: string[] = [];
  const surroundings = {
    account: acl.account,
    labelContext: labelContext(acl.account, 'webacl', Name),
    inspectedBytes: inspectedBytes(properties),
    resources,
    bodies,
    tell: (sentence: string) => limits.push(sentence),
  };
  const evaluators = byPriority(Rules).map((rule) => ruleEvaluator(rule, surroundings));
  if (Rules?.some(({ Statement }) => Statement['ManagedRuleGroupStatement'])) limits.push(managedRules.about);
  const byDefault = endOf(DefaultAction, undefined, bodies) ?? { action: 'allow' as const, headers: {} };
  return {
    limits,
    decide: async (viewerRequest) => {
      const request = firewallRequest(viewerRequest);
      const managed = await managedRules.matching(request);
      const outcome = inOrder(evaluators, { request, managed, labels: new Set(), now: now() });
      const { labels, counted, undecided, simulated, inserted } = outcome;
      const end = outcome.end ?? byDefault;
      return { ...end, insertedHeaders: inserted, labels, counted, undecided, simulated };
    },
  };
}

function inspectedBytes({ AssociationConfig }: WebAclProperties): number {
  const limit =
    AssociationConfig?.RequestBody?.CLOUDFRONT?.DefaultSizeInspectionLimit ?? bodyLimits.cloudFrontDefault;
  const sizes: Readonly<Record<string, number>> = bodyLimits.bytes;
  const size = sizes[limit];
  if (size === undefined) throw new Error(`nothing here knows how long the inspection limit ${limit} is`);
  return size;
}
