import { gatewayOf } from '../gateways/index.ts';
import { labels } from '../gateways/rotation/labels.ts';
import type { Send } from '../shared/http/send.ts';
import type { Log } from '../shared/log/log.ts';
import type { ConfiguredGateway } from '../shared/settings/variables.ts';
import { configuredSecret } from './configured-secret.ts';
import { createSecret } from './create-secret.ts';
import { finishSecret } from './finish-secret.ts';
import type { Rotation, RotationSecretClient } from './rotation.ts';
import { RotationError, RotationWaits } from './rotation-error.ts';
import { testSecret } from './test-secret.ts';

/** What Secrets Manager sends, once for each step. */
export interface RotationEvent {
  readonly Step: string;
  readonly SecretId: string;
  readonly ClientRequestToken: string;
  /** Not for the log. */
  readonly RotationToken?: string;
}

/** What the function works with. */
export interface TokenRotationDependencies {
  readonly client: RotationSecretClient;
  readonly gateways: readonly ConfiguredGateway[];
  readonly send: Send;
  readonly log: Log;
  readonly now: () => Date;
}

type Step = (rotation: Rotation) => Promise<void>;

const steps: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['createSecret', createSecret],
  // The gateway has the key already: it made it, or an operator got it there.
  ['setSecret', async () => {}],
  ['testSecret', testSecret],
  ['finishSecret', finishSecret],
]);

/**
 * Makes the function that rotates gateways' keys. Each step may be called again, and goes on where the last call
 * ended. Throws where a step cannot be done: Secrets Manager then tries the whole rotation again.
 */
export function createTokenRotation(dependencies: TokenRotationDependencies) {
  return async (event: RotationEvent): Promise<void> => {
    const log = dependencies.log.with({ step: event.Step, secretVersion: event.ClientRequestToken });
    try {
      await run(event, { ...dependencies, log });
    } catch (error) {
      log.count(error instanceof RotationWaits ? 'RotationWaits' : 'RotationFailed');
      log.error('the step was not done', error);
      throw error;
    }
  };
}

async function run(event: RotationEvent, dependencies: TokenRotationDependencies): Promise<void> {
  const { SecretId: secretId, ClientRequestToken: token, RotationToken: rotationToken } = event;
  const step = steps.get(event.Step);
  if (!step) throw new RotationError('the event names no step of a rotation');
  const { config } = configuredSecret(secretId, dependencies.gateways);
  const log = dependencies.log.with({ gateway: config.name });
  if (rotationToken) log.withhold(rotationToken);
  const description = await dependencies.client.describe(secretId);
  if (!description.isRotationEnabled) throw new RotationError('the secret is not set up for rotation');
  const found = description.versions.get(token);
  if (!found) throw new RotationError('the secret has no version of this rotation');
  const isCurrent = found.includes(labels.current);
  if (isCurrent && step !== finishSecret) return log.info('the new version is current already');
  if (!isCurrent && !found.includes(labels.pending)) {
    throw new RotationError('the version of this rotation is no longer pending');
  }
  const gateway = gatewayOf(config.name);
  await step({ ...dependencies, log, secretId, token, rotationToken, gateway, config, description });
}
