import { labels } from '../../gateways/rotation/labels.ts';
import { withheldSecret } from './parse-secret.ts';
import type { SecretClient } from './secret-client.ts';
import { type SecretReading, type SecretSource, secretIdOf } from './secret-source.ts';

/** What the version for requests is read with. */
export interface RequestSecretReading extends SecretReading {
  readonly client: Pick<SecretClient, 'read'>;
}

/** The current version of each secret in AWS Secrets Manager: requests are made with no other. */
export function createRequestSecretSource(reading: RequestSecretReading): SecretSource {
  return {
    read: async (gateway) => {
      const label = { label: labels.current };
      const version = await reading.client.read(secretIdOf(reading, gateway), label);
      if (!version) return { forCallbacks: [] };
      const current = withheldSecret(version, reading.log);
      return { current, forCallbacks: [current] };
    },
  };
}
