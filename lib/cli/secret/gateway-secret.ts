import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Gateway } from '../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { isNeeded, partFault, shapeFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { createSecretClient } from '../../../lambda/shared/secrets/secret-client.ts';
import { gatewayByName } from '../gateway/gateway-by-name.ts';
import { UsageError } from '../output.ts';
import type { ShopEnvironment } from '../shop-environment.ts';
import type { StagedSecret } from './shop-secret.ts';

/** The secret of one gateway of one environment. */
export interface GatewaySecret extends StagedSecret {
  readonly gateway: Gateway;
  readonly config: GatewayConfig;
}

/** The secret of the gateway that the arguments name. What else they hold is not repeated: it may be a secret. */
export function gatewaySecretOf(
  environment: ShopEnvironment,
  [name, ...others]: readonly string[],
): GatewaySecret {
  if (name === undefined) throw new UsageError('found no gateway, name one');
  if (others.length > 0) {
    throw new UsageError(
      `found ${others.length + 1} arguments, name one gateway; secrets come from standard input alone`,
    );
  }
  const { name: known } = gatewayByName(name);
  const secret = gatewaySecretsOf(environment).find(({ gateway }) => gateway.name === known);
  if (secret) return secret;
  const used = environment.gateways.map((config) => config.name).join(', ');
  throw new UsageError(`${environment.name} does not use ${known}, it uses ${used}`);
}

/** The secrets of all gateways of an environment, read with the credentials that the AWS SDK finds. */
export function gatewaySecretsOf({
  gateways,
  region,
  secretNameOf,
}: ShopEnvironment): readonly GatewaySecret[] {
  const client = createSecretClient(new SecretsManagerClient({ region }));
  return gateways.map((config) => {
    const name = secretNameOf(config.name);
    return gatewaySecret(config, { name, client, what: `the secret ${name} in ${region}` });
  });
}

/** A secret of a gateway, wherever it is kept. */
export function gatewaySecret(
  config: GatewayConfig,
  kept: Pick<StagedSecret, 'name' | 'client' | 'what'>,
): GatewaySecret {
  const gateway = gatewayOf(config.name);
  const title = titleOf(gateway.name);
  return {
    ...kept,
    subject: gateway.name,
    title,
    owner: title,
    gateway,
    config,
    fields: gateway.secretFields,
    isNeeded: (field) => isNeeded(field, config),
    faultOf: (secret) => shapeFault(gateway, config, secret),
    partFaultOf: (part) => partFault(gateway, config, part),
  };
}
