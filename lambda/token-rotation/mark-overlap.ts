import { labels } from '../gateways/rotation/labels.ts';
import { signsAlike } from '../gateways/rotation/overlap.ts';
import { parseSecret } from '../shared/secrets/parse-secret.ts';
import { versionWith } from '../shared/secrets/secret-client.ts';
import type { Rotation } from './rotation.ts';

/**
 * Labels the version that is about to become the previous one where it signs otherwise than the pending one. Whoever stages keys
 * reads neither, and has to know whether the next ones have to wait. Repeatable.
 */
export async function markOverlap(rotation: Rotation): Promise<void> {
  const { client, secretId, token, description } = rotation;
  const current = versionWith(description, labels.current);
  if (current === undefined || current === token) return;
  const [from, isNeeded] = [versionWith(description, labels.overlap), await differs(rotation, current)];
  if (isNeeded && from !== current) await client.moveLabel(secretId, labels.overlap, { from, to: current });
  if (!isNeeded && from !== undefined) await client.moveLabel(secretId, labels.overlap, { from });
}

/** What cannot be read signs nothing that the next one signs. */
async function differs({ client, secretId, token, gateway }: Rotation, current: string): Promise<boolean> {
  const [before, next] = [
    await client.read(secretId, { version: current }),
    await client.read(secretId, { version: token }),
  ];
  if (!before || !next) return false;
  return !signsAlike(gateway, parseSecret(next.text), parseSecret(before.text) ?? {});
}
