import { createHash } from 'node:crypto';

/** What receivers are asked to do with mail that claims to come from the shop and does not, in the order of a ramp (RFC 9989). */
export const dmarcPolicies = ['none', 'quarantine', 'reject'] as const;

/** Where bounces go: the domain of the envelope's sender. It has a name of its own, so that its MX and SPF records meet no others. */
export function mailFromDomain(from: string): string {
  return `bounce.${from}`;
}

/** Where mail servers ask for the MTA-STS policy of a name (RFC 8461, 3.3). */
export function policyHost(from: string): string {
  return `mta-sts.${from}`;
}

/** Where the MTA-STS policy is served, under the host of the policy (RFC 8461, 3.3). */
export const mtaStsPath = '/.well-known/mta-sts.txt';

/** Names an MTA-STS policy in its record, so that a changed one is fetched anew: at most 32 letters and digits (RFC 8461, 3.1). */
export function policyIdOf(policy: string): string {
  return createHash('sha256').update(policy).digest('hex').slice(0, 32);
}

/** What a shop says of its mail, as far as the names of its hosts depend on it. */
interface Mail {
  readonly from: string;
  readonly receives?: readonly string[] | undefined;
}

/** The host of the MTA-STS policy, where the shop receives mail. */
export function policyHosts(mail: Mail | undefined): readonly string[] {
  return mail?.receives ? [policyHost(mail.from)] : [];
}

interface Names {
  readonly domain: string;
  readonly aliases: readonly string[];
  readonly zone?: { readonly name: string; readonly isShared: boolean } | undefined;
}

/**
 * The names whose mail is the shop's matter: those that shoppers know and that of a zone of its own, but not the name of a zone that it
 * shares, whose mail is the matter of whoever has the zone.
 */
export function ownNames({ domain, aliases, zone }: Names): readonly string[] {
  if (zone?.isShared) return [domain, ...aliases].filter((name) => name !== zone.name);
  return [...new Set([domain, ...aliases, ...(zone ? [zone.name] : [])])];
}

/** Whether a name is that of a zone that serves more than the shop. */
export function isSharedName(name: string, { zone }: Pick<Names, 'zone'>): boolean {
  return zone?.isShared === true && zone.name === name;
}
