import { policyIdOf } from '../contract/mail.ts';

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

/** The id of the policy about the servers. */
export function mtaStsId(servers: readonly string[]): string {
  return policyIdOf(mtaStsPolicy(servers));
}
