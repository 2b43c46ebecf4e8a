import { everyManagedRule } from '../../lib/aws/managed-rules.ts';
import type { DeployedResource } from '../../lib/preview/deployed-resources.ts';
import { type Firewall, type FirewallProps, openFirewall } from '../../lib/preview/firewall/firewall.ts';
import type { ManagedRules } from '../../lib/preview/firewall/managed-rules.ts';
import type { Verdict } from '../../lib/preview/firewall/verdict.ts';
import { type RequestProps, viewerRequest } from '../../lib/preview/responder.ts';
import { ofType, onlyOne, type SynthesizedTemplate } from './synth.ts';

/** A request by what a firewall asks of it. */
export interface TestRequest {
  /** @default GET */
  readonly method?: string;
  /** As it is sent, with its query. */
  readonly path: string;
  /** In bytes. */
  readonly bodySize?: number;
  readonly headers?: RequestProps['headers'];
  readonly address?: string;
  /**
   * What managed rules object to, as parts of a request, of which every rule is taken to match, or as rules, `GROUP/RULE`.
   *
   * @default - what AWS documents of them
   */
  readonly offends?: readonly string[];
  /** Requests that the same sender has made at once, this one included. */
  readonly inWindow?: number;
}

const account = '111111111111';

/** Opens the firewall of a template, as it is once its references are resolved. */
export function firewallOf(
  template: SynthesizedTemplate,
  props: Pick<FirewallProps, 'managedRules' | 'now'> = {},
): Firewall {
  const sets = ofType(template, 'AWS::WAFv2::IPSet').map(([id, { Properties }]) =>
    resource('AWS::WAFv2::IPSet', `${id}|${id}|CLOUDFRONT`, Properties),
  );
  const acl = onlyOne(template, 'AWS::WAFv2::WebACL');
  const arnOf = (id: string) => `arn:aws:wafv2:us-east-1:${account}:global/ipset/${id}/${id}`;
  const resolved = JSON.parse(JSON.stringify(acl), (_, value) =>
    value?.['Fn::GetAtt']?.[1] === 'Arn' ? arnOf(value['Fn::GetAtt'][0]) : value,
  );
  return openFirewall({ acl: resource('AWS::WAFv2::WebACL', 'acl', resolved), resources: sets, ...props });
}

/** A resource as the emulator tells of it. */
export function resource(
  type: string,
  physicalId: string,
  properties: Readonly<Record<string, unknown>>,
): DeployedResource {
  const stack = { account, region: 'us-east-1', stack: 'boutique-prod-edge', stackStatus: 'CREATE_COMPLETE' };
  return { ...stack, logicalId: physicalId, type, physicalId, properties };
}

/** What the firewall of a template makes of a request, in a window in which nothing else came. */
export async function verdictOf(template: SynthesizedTemplate, request: TestRequest): Promise<Verdict> {
  const managedRules = request.offends && { managedRules: objecting(request.offends) };
  const { decide } = firewallOf(template, { ...managedRules, now: () => 0 });
  const sent = sentRequest(request);
  for (let earlier = 1; earlier < (request.inWindow ?? 1); earlier += 1) await decide(sent);
  return decide(sent);
}

function sentRequest({ method = 'GET', path, bodySize = 0, headers, address = '198.51.100.7' }: TestRequest) {
  return viewerRequest({
    method,
    url: `https://shop.boutique.example${path}`,
    headers: { 'user-agent': 'Mozilla/5.0', ...headers },
    body: 'x'.repeat(bodySize),
    address,
  });
}

function objecting(offends: readonly string[]): ManagedRules {
  const matching = everyManagedRule
    .map(({ group, name, inspects }) => ({ inspects, rule: `${group}/${name}` }))
    .filter(({ inspects, rule }) => offends.includes(inspects) || offends.includes(rule));
  const found = new Map(matching.map(({ rule }) => [rule, 'simulated'] as const));
  return { about: 'for a test', matching: () => Promise.resolve(found), close: () => Promise.resolve() };
}
