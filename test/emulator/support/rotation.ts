import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import type { Send } from '../../../lambda/shared/http/send.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { createSecretClient } from '../../../lambda/shared/secrets/secret-client.ts';
import type { RotationSecretClient } from '../../../lambda/token-rotation/rotation.ts';
import { createTokenRotation } from '../../../lambda/token-rotation/token-rotation.ts';
import type { GatewaySecret } from './gateway-secret.ts';

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

/** What a rotation in the emulator is made of. */
export interface RotationParts {
  readonly client: SecretsManagerClient;
  readonly secret: GatewaySecret;
  readonly config: GatewayConfig;
  readonly send: Send;
  readonly now?: () => Date;
  /** Called after each call to AWS or the gateway; the function dies where it throws. */
  readonly afterCall?: (name: string) => void | Promise<void>;
}

/** The rotation function over the emulator, and what it logged. */
export interface RotationRun {
  readonly step: (step: string, token: string) => Promise<void>;
  /** All steps in their order, until one fails. */
  readonly all: (token: string) => Promise<void>;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** Puts the rotation function together as its handler does. */
export function rotationOf(parts: RotationParts): RotationRun {
  const { client, secret, config, send, now = () => new Date(), afterCall = () => {} } = parts;
  const lines: Readonly<Record<string, unknown>>[] = [];
  const rotate = createTokenRotation({
    client: watched(createSecretClient(client), afterCall),
    gateways: [{ config, secretId: secret.name }],
    orderLinkSecret: 'boutique-prod/order-link',
    send: async (request) => {
      const response = await send(request);
      await afterCall('send');
      return response;
    },
    log: createLog((line) => lines.push(JSON.parse(line)), { service: 'token-rotation', now }),
    now,
  });
  const step = (name: string, token: string) =>
    rotate({ Step: name, SecretId: secret.arn, ClientRequestToken: token });
  return {
    step,
    all: async (token) => {
      for (const each of steps) await step(each, token);
    },
    lines,
  };
}

function watched(
  client: RotationSecretClient,
  afterCall: NonNullable<RotationParts['afterCall']>,
): RotationSecretClient {
  const watch =
    <Args extends readonly unknown[], Result>(name: string, call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      const result = await call(...args);
      await afterCall(name);
      return result;
    };
  return {
    describe: watch('describe', client.describe),
    read: watch('read', client.read),
    write: watch('write', client.write),
    moveLabel: watch('moveLabel', client.moveLabel),
  };
}
