import { followAddresses } from './address-sets.ts';
import type { DeployedResource } from './deployed-resources.ts';
import { type Edge, openEdge } from './edge/open-edge.ts';
import { rootHeaders } from './emulator/root-headers.ts';
import type { Endings } from './endings.ts';
import { type FirewallProps, openFirewall } from './firewall/firewall.ts';
import { openOrigins } from './origins/origins.ts';
import type { Responder } from './responder.ts';

export interface FrontProps extends Pick<FirewallProps, 'managedRules'> {
  /** Where the emulator listens. */
  readonly endpoint: string;
  /** What was deployed, with the one distribution that is opened. */
  readonly resources: readonly DeployedResource[];
  /** The command that runs njs. */
  readonly engine: string;
  /** Told, line by line, what functions at the edge log, what a simulated rule stops, and what fails. */
  readonly tell: (line: string) => void;
  readonly endings: Endings;
  /** Who answers for an origin, by its id. @default - the origins as they were deployed */
  readonly originOf?: (originId: string) => Responder;
}

/** The edge of a deployed shop with its firewall, and behind it the origins. */
export interface Front extends Pick<Edge, 'respond' | 'distribution'> {
  /** What is decided or enacted otherwise than on AWS, a sentence for each. */
  readonly limits: readonly string[];
}

/** Opens what stands in front of the deployed stacks, as their resources say. */
export async function openFront(props: FrontProps): Promise<Front> {
  const { endpoint, resources, engine, tell, endings, originOf, managedRules } = props;
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const [distribution] = ofType('AWS::CloudFront::Distribution');
  if (!distribution) throw new Error('the shop has no distribution');
  const origins = openOrigins({ endpoint, resources, distributionId: distribution.physicalId });
  const { WebACLId } = distribution.properties['DistributionConfig'] as { readonly WebACLId?: string };
  const acl = ofType('AWS::WAFv2::WebACL').find((each) => arnOf(each) === WebACLId);
  const firewall =
    acl &&
    (await followAddresses({
      endpoint,
      resources,
      open: (current) =>
        openFirewall({ acl, resources: current, tell, ...(managedRules && { managedRules }) }),
    }));
  const edge = await openEdge({
    resources,
    ...(firewall && { firewall }),
    origins: originOf ?? origins.of,
    readObject: (bucket, key) => readObject(endpoint, distribution, `${bucket}/${key}`),
    engine,
    tell,
  });
  endings.add(edge.close);
  return { ...edge, limits: [...(firewall?.limits ?? []), ...origins.closed] };
}

/** `Ref` gives name, id and scope. */
function arnOf({ account, region, physicalId }: DeployedResource): string {
  const [name, id] = physicalId.split('|');
  return `arn:aws:wafv2:${region}:${account}:global/webacl/${name}/${id}`;
}

/** Reads an object as the owner of the account does, whatever policies say. */
async function readObject(
  endpoint: string,
  { account }: DeployedResource,
  path: string,
): Promise<Uint8Array> {
  const answer = await fetch(`${endpoint}/${path}`, {
    headers: rootHeaders({ account, region: 'us-east-1', service: 's3' }),
  });
  if (!answer.ok) throw new Error(`the emulator answers ${answer.status} when asked for ${path}`);
  return new Uint8Array(await answer.arrayBuffer());
}
