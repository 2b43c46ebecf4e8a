import type { Account, Gateway, Secret } from '../gateways/gateway.ts';
import type { Send } from '../shared/http/run-exchange.ts';
import type { Log } from '../shared/log/log.ts';
import { withheldSecret } from '../shared/secrets/parse-secret.ts';
import type { ConfiguredGateway } from '../shared/settings/gateway-settings.ts';
import type { SecretDescription, SecretStore, StoredSecret } from './secret-store.ts';

/** One rotation of one gateway's secret, as its steps see it. */
export interface Rotation {
  readonly secretId: string;
  /** Id of the version that is to become current. */
  readonly token: string;
  readonly rotationToken?: string | undefined;
  readonly gateway: Gateway;
  readonly config: ConfiguredGateway['config'];
  readonly description: SecretDescription;
  readonly store: SecretStore;
  readonly send: Send;
  readonly log: Log;
  readonly now: () => Date;
}

/** Reads the members of a version, and keeps them out of every line from then on. */
export function membersOf(stored: StoredSecret, log: Log): Secret {
  return withheldSecret(stored.text, log);
}

/** The shop at the gateway, with one version of its secret. */
export function accountWith({ config }: Rotation, secret: Secret): Account {
  return { config, secrets: [secret] };
}
