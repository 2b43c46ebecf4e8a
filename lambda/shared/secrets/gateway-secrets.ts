import type { Secret } from '../../gateways/gateway.ts';

/** The versions of one gateway's secret that still count, the current one first; none before somebody staged one. */
export type SecretVersions = readonly Secret[];

/** The shop's secrets as a function sees them. */
export interface GatewaySecrets {
  /** The versions as they were last read, at most `cacheSeconds` ago. */
  readonly read: (gateway: string) => Promise<SecretVersions>;
  /** Reads them anew, unless that was done a moment ago; then it answers what was read. */
  readonly refresh: (gateway: string) => Promise<SecretVersions>;
}
