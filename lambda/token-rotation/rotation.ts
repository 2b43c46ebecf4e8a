import type { Gateway, MerchantAccount, Secret } from '../gateways/gateway.ts';
import type { Send } from '../shared/http/send.ts';
import type { Log } from '../shared/log/log.ts';
import type { SecretClient, SecretDescription } from '../shared/secrets/secret-client.ts';
import type { ConfiguredGateway } from '../shared/settings/variables.ts';

/** The part of the port that a rotation uses. */
export type RotationSecretClient = Pick<SecretClient, 'describe' | 'read' | 'write' | 'moveLabel'>;

/** The version that a rotation of a secret makes. */
export interface PendingVersion {
  readonly secretId: string;
  /** Id of the version that is to become current. */
  readonly token: string;
  readonly rotationToken?: string | undefined;
  readonly description: SecretDescription;
  readonly client: RotationSecretClient;
  readonly log: Log;
}

/** One rotation of one gateway's secret, as its steps see it. */
export interface Rotation extends PendingVersion {
  readonly gateway: Gateway;
  readonly config: ConfiguredGateway['config'];
  readonly send: Send;
  readonly now: () => Date;
}

/** The shop at the gateway, with one version of its secret. */
export function accountWith({ config }: Rotation, secret: Secret): MerchantAccount {
  return { config, secrets: [secret] };
}
