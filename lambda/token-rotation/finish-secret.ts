import { labels } from '../gateways/rotation/labels.ts';
import type { Rotation } from './rotation.ts';
import { RotationError } from './rotation-error.ts';
import { holderOf } from './secret-store.ts';

/** Makes the pending version current; the one before it becomes the previous one. Repeatable. */
export async function finishSecret(rotation: Rotation): Promise<void> {
  const { store, secretId, token, description, log } = rotation;
  const current = holderOf(description, labels.current);
  if (current !== token) {
    if (!(await store.read(secretId, { version: token }))) {
      throw new RotationError('the new version has no value, so it cannot become current');
    }
    await store.move(secretId, labels.current, { from: current, to: token });
    log.info('the new version is current');
  }
  // What was staged is in use now. A newer one has taken the label away, and waits for its own rotation.
  if (holderOf(description, labels.staged) === token) {
    await store.move(secretId, labels.staged, { from: token });
  }
}
