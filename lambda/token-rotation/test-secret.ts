import type { KeyTrial, Secret } from '../gateways/gateway.ts';
import { keyTrialResultOf } from '../gateways/key-trial.ts';
import { isKeyTrialVerified } from '../gateways/registry.ts';
import { shapeFault } from '../gateways/rotation/secret-shape.ts';
import { withheldSecret } from '../shared/secrets/parse-secret.ts';
import { accountWith, type Rotation } from './rotation.ts';
import { RotationError } from './rotation-error.ts';

/**
 * Tries the pending version at the gateway, by a request that changes nothing. Secrets Manager also calls this step
 * alone, when a schedule is set, with a version that nobody gave a value: then there is nothing to try.
 */
export async function testSecret(rotation: Rotation): Promise<void> {
  const { client, secretId, token, gateway, config, log } = rotation;
  const stored = await client.read(secretId, { version: token });
  if (!stored) return log.info('the new version has no value, so there is nothing to try');
  const secret = withheldSecret(stored, log);
  const fault = shapeFault(gateway, config, secret);
  if (fault) throw new RotationError(`the new secret of ${gateway.name} ${fault.sentence}`);
  if (gateway.keyTrial) await tryOut(rotation, gateway.keyTrial, secret);
  else log.info('only the form of the new version was checked', { outcome: 'untried' });
}

async function tryOut(
  rotation: Rotation,
  { request, read = keyTrialResultOf }: KeyTrial,
  secret: Secret,
): Promise<void> {
  const { gateway, send, log } = rotation;
  const response = await send(request(accountWith(rotation, secret)));
  const result = read(response);
  // Where it is only believed how the gateway answers, an answer that says nothing must not hold up a good key.
  const isTaken = result === 'accepted' || (result === 'unclear' && !isKeyTrialVerified(gateway.name));
  log.info('the new version was tried', { result, statusCode: response.status });
  if (!isTaken) {
    throw new RotationError(`${gateway.name} did not take the new key: ${result}, status ${response.status}`);
  }
}
