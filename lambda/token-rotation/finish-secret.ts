import type { Secret } from '../gateways/gateway.ts';
import { labels } from '../gateways/rotation/labels.ts';
import { signsAlike } from '../gateways/rotation/overlap.ts';
import { parseSecret, withheldSecret } from '../shared/secrets/parse-secret.ts';
import { versionWith } from '../shared/secrets/secret-client.ts';
import type { PendingVersion } from './rotation.ts';
import { RotationError } from './rotation-error.ts';

/** Makes the pending version current; the one before it becomes the previous one. Repeatable. */
export async function finishSecret(rotation: PendingVersion): Promise<void> {
  const { client, secretId, token, description, log } = rotation;
  const current = versionWith(description, labels.current);
  if (current !== token) {
    const next = await client.read(secretId, { version: token });
    if (!next) throw new RotationError('the new version has no value, so it cannot become current');
    await markOverlap(rotation, current, withheldSecret(next, log));
    await client.moveLabel(secretId, labels.current, { from: current, to: token });
    log.info('the new version is current');
  }
  // What was staged is in use now. A newer one has taken the label away, and waits for its own rotation.
  for (const label of [labels.staged, labels.stagedPart]) {
    if (versionWith(description, label) === token) await client.moveLabel(secretId, label, { from: token });
  }
}

/** Labels the version that is about to become the previous one where deliveries signed by it differ from those to come. */
async function markOverlap(rotation: Rotation, current: string | undefined, next: Secret): Promise<void> {
  const { client, secretId, description, gateway } = rotation;
  const labelled = versionWith(description, labels.overlap);
  const before = current === undefined ? undefined : await client.read(secretId, { version: current });
  const isNeeded = before !== undefined && !signsAlike(gateway, next, parseSecret(before.text) ?? {});
  if (isNeeded && labelled !== current) {
    await client.moveLabel(secretId, labels.overlap, { from: labelled, to: current });
  }
  if (!isNeeded && labelled !== undefined) {
    await client.moveLabel(secretId, labels.overlap, { from: labelled });
  }
}
