import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import cache from '../../../lambda/shared/secrets/cache.json' with { type: 'json' };
import { versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import type { GatewaySecret } from './gateway-secret.ts';
import type { SecretState, ShopSecret } from './shop-secret.ts';

/** What is to be stored of a secret. */
export interface NewMembers {
  readonly members: Secret;
  /** Whether the current version has the others, which a rotation puts beside these. */
  readonly isPart: boolean;
}

/**
 * Writes a new version, which a rotation tries at the gateway and makes current; a first one is current at once. Answers
 * what a person may be told of it.
 */
export async function storeSecret(
  secret: GatewaySecret,
  state: SecretState,
  { members, isPart }: NewMembers,
): Promise<string> {
  const { gateway, title, name, client } = secret;
  const [label, other] = isPart ? [labels.stagedPart, labels.staged] : [labels.staged, labels.stagedPart];
  const written = state.isInUse ? label : labels.current;
  await client.write({ secretId: name, text: JSON.stringify(members), labels: [written] });
  await endStuckRotation(secret, state);
  if (!state.isInUse) {
    return `${title}: this is the first secret, so it is current at once; the shop uses it within ${cache.cacheSeconds} seconds.`;
  }
  // Of what was staged before, nothing is to be taken any more.
  const before = versionWith(state.description, other);
  if (before !== undefined) await client.moveLabel(name, other, { from: before });
  if (!state.description.isRotationEnabled) {
    return `${title}: staged. The secret is not set up for rotation: deploy the environment, then run this again.`;
  }
  await client.startRotation(name);
  return [
    `${title}: staged, and the rotation has started. It tries the new keys and makes them current within minutes; the shop uses them within ${cache.cacheSeconds} seconds more.`,
    `Callbacks with the previous keys stay accepted. See how it went: palisade secret status ${gateway.name}`,
  ].join('\n');
}

// A rotation that failed leaves its label behind, and no other starts while it is there.
async function endStuckRotation(
  { name, client }: GatewaySecret,
  { description }: SecretState,
): Promise<void> {
  const pending = versionWith(description, labels.pending);
  if (pending === undefined || pending === versionWith(description, labels.current)) return;
  await client.moveLabel(name, labels.pending, { from: pending });
}

/** Says that keys may not change yet; nothing where they may. */
export function tooSoon(secret: ShopSecret, state: SecretState): string | undefined {
  const { subject, title } = secret;
  const revoke = `palisade secret revoke-previous ${subject}`;
  if (state.isPreviousSigning) {
    return `palisade: ${title}: the previous key still signs beside the current one, and another key would take it away: stage the new one after ${revoke}, once the receiver has the current key`;
  }
  const until = state.overlapUntil?.toISOString();
  return until === undefined
    ? undefined
    : `palisade: ${title} may send deliveries signed with the previous keys until ${until}, and a rotation would take them away: stage the new ones then, or give up the previous ones with ${revoke}`;
}
