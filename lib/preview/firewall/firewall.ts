import bodyLimits from '../../aws/web-acl-body-limits.json' with { type: 'json' };
import type { DeployedResource } from '../deployed-resources.ts';
import type { ViewerRequest } from '../responder.ts';
import { type FirewallRequest, firewallRequest } from './firewall-request.ts';
import { labelContext } from './labels.ts';
import { type ManagedRules, UndecidedRequest } from './managed-rules.ts';
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
  /** Told which requests a simulated rule has stopped, and which could not be decided. @default - nobody is */
  readonly tell?: (line: string) => void;
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
  tell = () => undefined,
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
  const hasManaged = Rules?.some(({ Statement }) => Statement['ManagedRuleGroupStatement']) ?? false;
  if (hasManaged) limits.push(managedRules.about);
  const byDefault = endOf(DefaultAction, undefined, bodies) ?? { action: 'allow' as const, headers: {} };
  const byRules = async (request: FirewallRequest): Promise<Verdict> => {
    const managed = hasManaged ? await managedRules.matching(request) : new Map();
    const outcome = inOrder(evaluators, { request, managed, labels: new Set(), now: now() });
    const { labels, counted, undecided, simulated, inserted } = outcome;
    const end = outcome.end ?? byDefault;
    return { ...end, insertedHeaders: inserted, labels, counted, undecided, simulated };
  };
  return {
    limits,
    decide: async (viewerRequest) => {
      const request = firewallRequest(viewerRequest);
      const asked = `${request.method} ${request.path}`;
      try {
        const verdict = await byRules(request);
        const simulated = verdict.simulated.join(', ');
        if (simulated === '' || verdict.action === 'allow') return verdict;
        tell(
          `Simulated: the firewall's rule ${verdict.by} stops ${asked}, which ${simulated} may match on AWS`,
        );
        return { ...verdict, headers: { ...verdict.headers, [simulationHeader]: simulated } };
      } catch (error) {
        if (!(error instanceof UndecidedRequest)) throw error;
        tell(
          `Undecided: the firewall stops ${asked}, since nobody knows whether managed rules do. ${error.message}`,
        );
        return undecidedVerdict(error);
      }
    },
  };
}

/** The header of an answer that names the managed rules whose simulation has stopped a request; AWS sends none. */
const simulationHeader = 'x-preview-simulated';

/** A request that nobody could decide does not go on. */
function undecidedVerdict({ message }: UndecidedRequest): Verdict {
  return {
    action: 'block',
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `The firewall could not decide this request. ${message}\n`,
    insertedHeaders: {},
    labels: [],
    counted: [],
    undecided: [],
    simulated: [],
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
