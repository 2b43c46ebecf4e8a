import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { overlapEnd, replacedAt } from '../../../lambda/gateways/rotation/overlap.ts';
import type { SecretPlace } from './secret-place.ts';
import type { Vault } from './vault.ts';

/** What a secret is made of at this moment. It holds the current keys: not for the output. */
export interface SecretState {
  readonly description: DescribeSecretResponse;
  readonly current?: Secret | undefined;
  /** Until when the previous keys have to stay. */
  readonly overlapUntil?: Date | undefined;
}

/** Reads a secret, and until when a rotation has to wait. */
export async function readState({ gateway }: SecretPlace, vault: Vault, now: Date): Promise<SecretState> {
  const description = await vault.describe();
  const current = await vault.read(labels.current);
  const previous = await vault.read(labels.previous);
  const end = overlapEnd(gateway, {
    current: current?.secret,
    previous: previous?.secret,
    replacedAt: replacedAt(current?.createdAt, description.LastRotatedDate),
  });
  return {
    description,
    current: current?.secret,
    overlapUntil: end && end > now ? end : undefined,
  };
}

/** The version that has a label. */
export function versionWith({ description }: SecretState, label: string): string | undefined {
  return Object.entries(description.VersionIdsToStages ?? {}).find(([, found]) => found.includes(label))?.[0];
}
