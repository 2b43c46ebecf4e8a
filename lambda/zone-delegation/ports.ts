import type { Resolver } from 'node:dns/promises';
import { ListResourceRecordSetsCommand, type Route53Client } from '@aws-sdk/client-route-53';
import { CustomResourceError } from '../shared/custom-resource/custom-resource.ts';
import type { Dependencies } from './zone-delegation.ts';

/** Reads the NS records at the top of a hosted zone: what its servers answer, also where they have names of the owner's own. */
export function createServersOf(client: Route53Client): Dependencies['serversOf'] {
  return async (HostedZoneId, zoneName) => {
    const { ResourceRecordSets: [first] = [] } = await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId,
        StartRecordName: zoneName,
        StartRecordType: 'NS',
        MaxItems: 1,
      }),
    );
    const servers = first?.ResourceRecords?.flatMap(({ Value }) => Value ?? []) ?? [];
    // Route 53 begins at the next record where there is none of that name.
    const isTop = first?.Type === 'NS' && first.Name?.replace(/\.$/, '') === zoneName;
    if (isTop && servers.length > 0) return servers;
    throw new CustomResourceError(`the hosted zone ${HostedZoneId} has no NS records for ${zoneName}`);
  };
}

/** Asks a resolver; it follows the delegation from the root on, so that it answers what everybody is answered. */
export function createDelegationOf(resolver: Pick<Resolver, 'resolveNs'>): Dependencies['delegationOf'] {
  return async (zoneName) => {
    try {
      return await resolver.resolveNs(zoneName);
    } catch (error) {
      const meaning = meanings.get(codeOf(error));
      if (meaning === undefined) throw error;
      return meaning;
    }
  };
}

// What c-ares calls a name that does not exist, one without such a record, and servers that fail or refuse.
const meanings = new Map([
  ['ENOTFOUND', 'none'],
  ['ENODATA', 'none'],
  ['ESERVFAIL', 'unanswered'],
  ['EREFUSED', 'unanswered'],
] as const satisfies readonly (readonly [string, 'none' | 'unanswered'])[]) as ReadonlyMap<
  string,
  'none' | 'unanswered'
>;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
