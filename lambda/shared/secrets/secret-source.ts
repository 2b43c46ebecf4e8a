import type { Log } from '../log/log.ts';
import type { ConfiguredGateway } from '../settings/variables.ts';
import type { SecretVersions } from './gateway-secrets.ts';

/** Where secrets are kept. Throws where they cannot be had; a secret without any version is no failure. */
export interface SecretSource {
  readonly read: (gateway: string) => Promise<SecretVersions>;
}

/** What a source finds a gateway's secret by. */
export interface SecretReading {
  readonly gateways: readonly ConfiguredGateway[];
  /** Withholds every value that is read from its lines. */
  readonly log: Log;
}

/** The name or ARN of a gateway's secret. Throws for a gateway that the shop does not use. */
export function secretIdOf({ gateways }: SecretReading, gateway: string): string {
  const secretId = gateways.find(({ config }) => config.name === gateway)?.secretId;
  if (secretId === undefined) throw new Error(`the shop does not use ${gateway}`);
  return secretId;
}
