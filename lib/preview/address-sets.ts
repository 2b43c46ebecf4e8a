import { isDeepStrictEqual } from 'node:util';
import type { DeployedResource } from './deployed-resources.ts';
import { rootHeaders } from './emulator/root-headers.ts';
import type { Firewall } from './firewall/firewall.ts';

export interface FollowingProps {
  /** Where the emulator listens. */
  readonly endpoint: string;
  readonly resources: readonly DeployedResource[];
  /** Opens the firewall of the resources. */
  readonly open: (resources: readonly DeployedResource[]) => Firewall;
}

/** A firewall that heeds the addresses which operators admit and revoke while it is open. With each change it counts anew. */
export async function followAddresses({ endpoint, resources, open }: FollowingProps): Promise<Firewall> {
  let known = await withAddresses(endpoint, resources);
  let firewall = open(known);
  return {
    limits: firewall.limits,
    decide: async (request) => {
      const current = await withAddresses(endpoint, resources);
      if (!isDeepStrictEqual(current, known)) {
        known = current;
        firewall = open(known);
      }
      return firewall.decide(request);
    },
  };
}

/** Gives the resources with the addresses that sets of the firewall hold by now: operators change them, and templates leave them alone. */
async function withAddresses(
  endpoint: string,
  resources: readonly DeployedResource[],
): Promise<readonly DeployedResource[]> {
  return Promise.all(
    resources.map(async (resource) =>
      resource.type === 'AWS::WAFv2::IPSet'
        ? {
            ...resource,
            properties: { ...resource.properties, Addresses: await addressesOf(endpoint, resource) },
          }
        : resource,
    ),
  );
}

async function addressesOf(
  endpoint: string,
  { account, region, physicalId }: DeployedResource,
): Promise<readonly string[]> {
  const [Name, Id, Scope] = physicalId.split('|');
  const answer = await fetch(`${endpoint}/`, {
    method: 'POST',
    headers: {
      ...rootHeaders({ account, region, service: 'wafv2' }),
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSWAF_20190729.GetIPSet',
    },
    body: JSON.stringify({ Name, Id, Scope }),
  });
  if (!answer.ok) throw new Error(`the emulator answers ${answer.status} when asked for the set ${Name}`);
  const { IPSet } = (await answer.json()) as { readonly IPSet: { readonly Addresses: readonly string[] } };
  return IPSet.Addresses;
}
