import type { Secret } from '../../gateways/gateway.ts';
import { labels } from '../../gateways/rotation/labels.ts';
import { lastDelivery, replacedAt } from '../../gateways/rotation/overlap.ts';
import type { SecretVersions } from './gateway-secrets.ts';
import { withheldSecret } from './parse-secret.ts';
import type { SecretClient, StoredVersion } from './secret-client.ts';
import { type SecretReading, type SecretSource, secretIdOf } from './secret-source.ts';

/** What the versions that may have signed a callback are read with. */
export interface CallbackSecretReading extends SecretReading {
  readonly client: Pick<SecretClient, 'describe' | 'read'>;
  readonly now: () => Date;
}

/** Every version of each secret in AWS Secrets Manager that may have signed a callback. */
export function createCallbackSecretSource(reading: CallbackSecretReading): SecretSource {
  return { read: (gateway) => readVersions(reading, gateway) };
}

async function readVersions(reading: CallbackSecretReading, gateway: string): Promise<SecretVersions> {
  const secretId = secretIdOf(reading, gateway);
  const [current, pending, previous] = await Promise.all(
    [labels.current, labels.pending, labels.previous].map((label) =>
      reading.client.read(secretId, { label }),
    ),
  );
  const currentSecret = current && withheldSecret(current, reading.log);
  const counts = previous && current && (await isWithinOverlap(reading, gateway, current));
  const others = distinct([pending, counts ? previous : undefined], current);
  return {
    ...(currentSecret && { current: currentSecret }),
    forCallbacks: [
      ...(currentSecret ? [currentSecret] : []),
      ...others.flatMap((other) => readableSecret(other, gateway, reading)),
    ],
  };
}

// A rotation waits for this time before it takes the previous key away. That it may come much later must not keep a
// key in use which somebody replaced for a reason.
async function isWithinOverlap(
  reading: CallbackSecretReading,
  gateway: string,
  { createdAt }: StoredVersion,
): Promise<boolean> {
  const { rotatedAt } = await reading.client.describe(secretIdOf(reading, gateway));
  return reading.now() < lastDelivery(gateway, replacedAt(createdAt, rotatedAt));
}

// Two labels can stand on one version.
function distinct(
  versions: readonly (StoredVersion | undefined)[],
  current: StoredVersion | undefined,
): readonly StoredVersion[] {
  const known = new Set([current?.version]);
  return versions.flatMap((found) => {
    if (!found || known.has(found.version)) return [];
    known.add(found.version);
    return [found];
  });
}

// The current version is what the shop lives by. Another one that cannot be read must not take that away from it.
function readableSecret(found: StoredVersion, gateway: string, { log }: SecretReading): readonly Secret[] {
  try {
    return [withheldSecret(found, log)];
  } catch (error) {
    log.error('a version of the secret is left out', error, { gateway, secretVersion: found.version });
    return [];
  }
}
