import type { Secret } from '../gateways/gateway.ts';
import { labels } from '../gateways/rotation/labels.ts';
import { overlapEnd, replacedAt } from '../gateways/rotation/overlap.ts';
import { shapeFault } from '../gateways/rotation/secret-shape.ts';
import { runExchange } from '../shared/http/send.ts';
import { withheldSecret } from '../shared/secrets/parse-secret.ts';
import type { StoredVersion } from '../shared/secrets/secret-client.ts';
import { accountWith, type Rotation } from './rotation.ts';
import { RotationError, RotationWaits } from './rotation-error.ts';

/**
 * Gives the pending version its value: what an operator staged, or what the gateway makes. A repetition finds the
 * value and leaves it. Throws `RotationWaits` where there is neither, or where the previous key is still needed.
 */
export async function createSecret(rotation: Rotation): Promise<void> {
  const { client, secretId, token, log } = rotation;
  if (await client.read(secretId, { version: token }))
    return log.info('the new version has its value already');
  const current = await client.read(secretId, { label: labels.current });
  const staged = await readStaged(rotation, current);
  await assertOverlapIsOver(rotation, current);
  const secret = staged ? staged.secret : await made(rotation, current);
  assertShape(rotation, secret);
  await write(rotation, secret, staged?.label);
  log.info('the new version has a value', { outcome: staged ? 'staged' : 'made' });
}

/** What an operator staged: a whole secret, or members that take their place among the current ones. */
async function readStaged({ client, secretId, log }: Rotation, current: StoredVersion | undefined) {
  const whole = await client.read(secretId, { label: labels.staged });
  if (whole) return { secret: withheldSecret(whole, log), label: labels.staged };
  const part = await client.read(secretId, { label: labels.stagedPart });
  if (!part) return undefined;
  if (!current) throw new RotationError('members were staged, and there is no secret that they belong to');
  return {
    secret: { ...withheldSecret(current, log), ...withheldSecret(part, log) },
    label: labels.stagedPart,
  };
}

// The label of what was staged moves on to its copy in the same call, so that it is never promoted a second time.
function write(rotation: Rotation, secret: Secret, staged: string | undefined): Promise<void> {
  const { secretId, token, rotationToken, client } = rotation;
  return client.write({
    secretId,
    token,
    rotationToken,
    text: JSON.stringify(secret),
    labels: [labels.pending, ...(staged === undefined ? [] : [staged])],
  });
}

async function assertOverlapIsOver(rotation: Rotation, current: StoredVersion | undefined): Promise<void> {
  const { gateway, client, secretId, log, now, description } = rotation;
  const previous = current && (await client.read(secretId, { label: labels.previous }));
  if (!previous) return;
  const end = overlapEnd(gateway, {
    current: withheldSecret(current, log),
    previous: withheldSecret(previous, log),
    replacedAt: replacedAt(current.createdAt, description.rotatedAt),
  });
  if (!end || now() >= end) return;
  throw new RotationWaits(
    `deliveries signed with the previous key of ${gateway.name} may come until ${end.toISOString()}, and a rotation would take it away`,
  );
}

async function made(rotation: Rotation, current: StoredVersion | undefined): Promise<Secret> {
  const { gateway, send, log, token } = rotation;
  const secret = current && withheldSecret(current, log);
  const { keyMaker } = gateway;
  if (!secret || !keyMaker?.needs.every((name) => secret[name])) {
    throw new RotationWaits(
      `${gateway.name} makes no keys for this secret: an operator has to stage one with palisade secret stage ${gateway.name}`,
    );
  }
  const answer = await runExchange(keyMaker.make(accountWith(rotation, secret), token), send);
  if (answer.outcome === 'refused') {
    throw new RotationError(`${gateway.name} made no key: status ${answer.status}, ${answer.reason}`);
  }
  for (const value of Object.values(answer.members)) log.withhold(value);
  return { ...secret, ...answer.members };
}

function assertShape({ gateway, config }: Rotation, secret: Secret): void {
  const fault = shapeFault(gateway, config, secret);
  if (fault) throw new RotationError(`the new secret of ${gateway.name} ${fault.sentence}`);
}
