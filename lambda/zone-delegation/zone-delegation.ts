import {
  CustomResourceError,
  type Properties,
  textProperty,
} from '../shared/custom-resource/custom-resource.ts';

/** Where the internet is led to for a zone: the servers, `none` where nothing leads to it, `unanswered` where they are silent. */
export type Delegation = readonly string[] | 'none' | 'unanswered';

export interface Dependencies {
  /** The servers that a hosted zone names for itself. */
  readonly serversOf: (zoneId: string, zoneName: string) => Promise<readonly string[]>;
  /** Where a resolver of the internet is led to. Throws where it cannot be asked. */
  readonly delegationOf: (zoneName: string) => Promise<Delegation>;
}

/**
 * Makes sure that the internet is led to a zone before anything waits for it. A certificate that is validated in a zone that nobody
 * asks stays pending for days, and its stack with it; this fails at once, with the records to add.
 */
export function createZoneDelegation({ serversOf, delegationOf }: Dependencies) {
  return async (properties: Properties): Promise<void> => {
    const name = textProperty(properties, 'ZoneName');
    const servers = await serversOf(textProperty(properties, 'ZoneId'), name);
    const delegation = await delegationOf(name);
    if (Array.isArray(delegation) && sameServers(delegation, servers)) return;
    throw new CustomResourceError(`${found(name, delegation)} ${remedy(name, servers)}`);
  };
}

function found(name: string, delegation: Delegation): string {
  if (delegation === 'none') return `Nothing on the internet leads to the zone ${name} yet.`;
  if (delegation === 'unanswered')
    return `The servers that the internet is led to for ${name} do not answer.`;
  return `The internet is led to other servers for ${name}: ${delegation.map(plain).sort().join(', ')}.`;
}

function remedy(name: string, servers: readonly string[]): string {
  const records = servers.map((server) => `${name}. NS ${plain(server)}.`).sort();
  return `Give its parent zone, or the registrar of ${name}, exactly these records and no other NS record of that name: ${records.join(' ')} Then deploy again; resolvers may keep the earlier answer for some minutes.`;
}

function sameServers(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [some, others].map((names) => [...new Set(names.map(plain))].sort().join(' '));
  return one === other;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
