import { createHash } from 'node:crypto';

/** Where it is served, under the host of the policy (RFC 8461, 3.3). */
export const mtaStsPath = '/.well-known/mta-sts.txt';

/** A week: how long the mail servers of others keep to what they were told, and so how long a wrong list would last. */
const maxAgeSeconds = 604_800;

/** What the mail servers of others have to find at the servers of a name before they deliver: TLS with a certificate of theirs. */
export function mtaStsPolicy(servers: readonly string[]): string {
  return [
    'version: STSv1',
    'mode: enforce',
    ...servers.map((server) => `mx: ${server}`),
    `max_age: ${maxAgeSeconds}`,
    '',
  ].join('\n');
}

/** Names a policy in the record, so that a changed one is fetched anew: at most 32 letters and digits. */
export function mtaStsId(servers: readonly string[]): string {
  return createHash('sha256').update(mtaStsPolicy(servers)).digest('hex').slice(0, 32);
}
