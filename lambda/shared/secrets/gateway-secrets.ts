import type { Secret } from '../../gateways/gateway.ts';

/** What counts of one gateway's secret; neither is there before somebody staged one. */
export interface SecretVersions {
  /** What requests are made with. */
  readonly current?: Secret;
  /**
   * What may have signed a delivery, the current version first: also one that is about to become current, since some
   * gateways sign with a new key from the moment they hand it out, and the previous one.
   */
  readonly forCallbacks: readonly Secret[];
}

/** The shop's secrets as a function sees them. Both throw where the versions cannot be read. */
export interface GatewaySecrets {
  /** The versions as they were last read, at most `cacheSeconds` ago. */
  readonly read: (gateway: string) => Promise<SecretVersions>;
  /** Reads them anew, unless that was done a moment ago; then it answers what was read. */
  readonly refresh: (gateway: string) => Promise<SecretVersions>;
}
