import { labels } from '../gateways/rotation/labels.ts';
import { versionWith } from '../shared/secrets/secret-client.ts';
import type { PendingVersion } from './rotation.ts';
import { RotationError } from './rotation-error.ts';

/** Makes the pending version current; the one before it becomes the previous one. Repeatable. */
export async function finishSecret(rotation: PendingVersion): Promise<void> {
  const { client, secretId, token, description, log } = rotation;
  const current = versionWith(description, labels.current);
  if (current !== token) {
    if (!(await client.read(secretId, { version: token }))) {
      throw new RotationError('the new version has no value, so it cannot become current');
    }
    await client.moveLabel(secretId, labels.current, { from: current, to: token });
    log.info('the new version is current');
  }
  // What was staged is in use now. A newer one has taken the label away, and waits for its own rotation.
  for (const label of [labels.staged, labels.stagedPart]) {
    if (versionWith(description, label) === token) await client.moveLabel(secretId, label, { from: token });
  }
}
