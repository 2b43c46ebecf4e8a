import { labels } from '../../gateways/rotation/labels.ts';
import type { SecretSource } from './secret-source.ts';
import { membersOf, readVersion, type SecretReading, secretIdOf } from './secret-version.ts';

/** The current version of each secret in AWS Secrets Manager: requests are made with no other. */
export function createRequestSecretSource(reading: SecretReading): SecretSource {
  return {
    read: async (gateway) => {
      const version = await readVersion(reading, secretIdOf(reading, gateway), labels.current);
      if (!version) return { forCallbacks: [] };
      const current = membersOf(version, reading.log);
      return { current, forCallbacks: [current] };
    },
  };
}
