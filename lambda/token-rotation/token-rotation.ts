import { gatewayOf } from '../gateways/index.ts';
import { labels } from '../gateways/rotation/labels.ts';
import type { Send } from '../shared/http/send.ts';
import type { Log } from '../shared/log/log.ts';
import type { ConfiguredGateway } from '../shared/settings/variables.ts';
import { configuredSecret, isNamed } from './configured-secret.ts';
import { createLinkKey } from './create-link-key.ts';
import { createSecret } from './create-secret.ts';
import { finishSecret } from './finish-secret.ts';
import { markOverlap } from './mark-overlap.ts';
import type { PendingVersion, Rotation, RotationSecretClient } from './rotation.ts';
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
  /** ARN or name of the secret that signs links to orders. */
  readonly orderLinkSecret: string;
  readonly send: Send;
  readonly log: Log;
  readonly now: () => Date;
}

type Step = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

const steps: Readonly<Record<Step, (rotation: Rotation) => Promise<void>>> = {
  createSecret,
  // The gateway has the key already: it made it, or an operator got it there.
  setSecret: async () => {},
  testSecret,
  finishSecret: async (rotation) => {
    await markOverlap(rotation);
    await finishSecret(rotation);
  },
};

// Nobody else knows the key that signs links, so that there is nobody to tell and nothing to try.
const linkKeySteps: Readonly<Record<Step, (rotation: PendingVersion) => Promise<void>>> = {
  createSecret: createLinkKey,
  setSecret: async () => {},
  testSecret: async () => {},
  finishSecret,
};

function isStep(name: string): name is Step {
  return Object.hasOwn(steps, name);
}

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
  const { SecretId: secretId, Step: step } = event;
  if (!isStep(step)) throw new RotationError('the event names no step of a rotation');
  if (isNamed(secretId, dependencies.orderLinkSecret)) {
    const pending = await pendingVersion(event, dependencies);
    return pending && linkKeySteps[step](pending);
  }
  const { config } = configuredSecret(secretId, dependencies.gateways);
  const log = dependencies.log.with({ gateway: config.name });
  const pending = await pendingVersion(event, { ...dependencies, log });
  return pending && steps[step]({ ...dependencies, ...pending, gateway: gatewayOf(config.name), config });
}

/** The version that a rotation makes; nothing where a step has nothing left to do. */
async function pendingVersion(
  { Step: step, SecretId: secretId, ClientRequestToken: token, RotationToken: rotationToken }: RotationEvent,
  { client, log }: Pick<TokenRotationDependencies, 'client' | 'log'>,
): Promise<PendingVersion | undefined> {
  if (rotationToken) log.withhold(rotationToken);
  const description = await client.describe(secretId);
  if (!description.isRotationEnabled) throw new RotationError('the secret is not set up for rotation');
  const found = description.versions.get(token);
  if (!found) throw new RotationError('the secret has no version of this rotation');
  const isCurrent = found.includes(labels.current);
  if (isCurrent && step !== 'finishSecret') {
    log.info('the new version is current already');
    return undefined;
  }
  if (!isCurrent && !found.includes(labels.pending)) {
    throw new RotationError('the version of this rotation is no longer pending');
  }
  return { client, log, secretId, token, rotationToken, description };
}
