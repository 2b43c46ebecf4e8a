import { DescribeSecretCommand, type GetSecretValueResponse } from '@aws-sdk/client-secrets-manager';
import type { Secret } from '../../gateways/gateway.ts';
import { labels } from '../../gateways/rotation/labels.ts';
import { lastDelivery, replacedAt } from '../../gateways/rotation/overlap.ts';
import type { SecretVersions } from './gateway-secrets.ts';
import type { SecretSource } from './secret-source.ts';
import { membersOf, readVersion, type SecretReading, secretIdOf } from './secret-version.ts';

/** What the versions that may have signed a callback are read with. */
export interface CallbackSecretReading extends SecretReading {
  readonly now: () => Date;
}

/** Every version of each secret in AWS Secrets Manager that may have signed a callback. */
export function createCallbackSecretSource(reading: CallbackSecretReading): SecretSource {
  return { read: (gateway) => readVersions(reading, gateway) };
}

async function readVersions(reading: CallbackSecretReading, gateway: string): Promise<SecretVersions> {
  const secretId = secretIdOf(reading, gateway);
  const [current, pending, previous] = await Promise.all(
    [labels.current, labels.pending, labels.previous].map((label) => readVersion(reading, secretId, label)),
  );
  const currentSecret = current && membersOf(current, reading.log);
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
  { client, gateways, now, log }: CallbackSecretReading,
  gateway: string,
  { CreatedDate }: GetSecretValueResponse,
): Promise<boolean> {
  const secretId = secretIdOf({ client, gateways, log }, gateway);
  const { LastRotatedDate } = await client.send(new DescribeSecretCommand({ SecretId: secretId }));
  return now() < lastDelivery(gateway, replacedAt(CreatedDate, LastRotatedDate));
}

// Two labels can stand on one version.
function distinct(
  versions: readonly (GetSecretValueResponse | undefined)[],
  current: GetSecretValueResponse | undefined,
): readonly GetSecretValueResponse[] {
  const known = new Set([current?.VersionId]);
  return versions.flatMap((version) => {
    if (!version || known.has(version.VersionId)) return [];
    known.add(version.VersionId);
    return [version];
  });
}

// The current version is what the shop lives by. Another one that cannot be read must not take that away from it.
function readableSecret(
  version: GetSecretValueResponse,
  gateway: string,
  { log }: SecretReading,
): readonly Secret[] {
  try {
    return [membersOf(version, log)];
  } catch (error) {
    log.error('a version of the secret is left out', error, { gateway, secretVersion: version.VersionId });
    return [];
  }
}
