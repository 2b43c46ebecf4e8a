import { randomBytes } from 'node:crypto';
import { labels } from '../gateways/rotation/labels.ts';
import type { PendingVersion } from './rotation.ts';

/** Makes a new key that signs links to orders. A repetition finds it and leaves it. */
export async function createLinkKey({
  client,
  secretId,
  token,
  rotationToken,
  log,
}: PendingVersion): Promise<void> {
  if (await client.read(secretId, { version: token }))
    return log.info('the new version has its value already');
  const signingSecret = randomBytes(48).toString('base64url');
  log.withhold(signingSecret);
  const text = JSON.stringify({ signingSecret });
  await client.write({ secretId, token, rotationToken, text, labels: [labels.pending] });
  log.info('the new version has a value', { outcome: 'made' });
}
