import type { SecretVersions } from './gateway-secrets.ts';

/** Where secrets are kept. Throws where they cannot be had; a secret without any version is no failure. */
export interface SecretSource {
  readonly read: (gateway: string) => Promise<SecretVersions>;
}
