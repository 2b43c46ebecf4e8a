import { DescribeSecretCommand, type DescribeSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { Resource } from '../../cloudformation/model/types.ts';
import { rhythmOf, rotationsOf } from '../../cloudformation/rotation-schedules.ts';
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import { type DeployedStack, ofResource } from './deployed-stack.ts';
import { absent, type Found, judged, look } from './look.ts';

/** A rotation begins within hours of its day; after a whole day it is late. */
const lateAfterMs = 24 * 3_600_000;

/** Looks when each secret was changed and rotated, and when it is rotated next. No value is asked for. */
export function lookAtSecrets(
  stack: DeployedStack,
  schedules: readonly Resource[],
): readonly Promise<LiveObservation>[] {
  const { template, place, ids } = stack;
  const { account, region, clients } = place;
  return template.ofType('AWS::SecretsManager::Secret').map((secret) => {
    const name = String(secret.property('Name').literal ?? secret.logicalId);
    const [schedule] = rotationsOf(secret, schedules);
    const subject = {
      about: 'secret' as const,
      what: `Secret ${name}`,
      where: ids?.get(secret.logicalId) ?? `arn:aws:secretsmanager:${region}:${account}:secret:${name}`,
      source: 'secretsmanager:DescribeSecret',
      controls: schedule ? ['SEC-03'] : [],
    };
    const ask = async (SecretId: string) =>
      absent(/ResourceNotFound/, 'does not exist', async () => {
        const described = await clients.secrets.send(new DescribeSecretCommand({ SecretId }));
        const found = secretFound(described, schedule && rhythmOf(schedule), place.now());
        return { ...found, ...(described.ARN !== undefined && { where: described.ARN }) };
      });
    return look(place, subject, ofResource(stack, secret, ask));
  });
}

function secretFound(found: DescribeSecretCommandOutput, rhythm: string | undefined, now: Date): Found {
  const { RotationEnabled = false, LastRotatedDate, LastChangedDate, NextRotationDate, DeletedDate } = found;
  const dates = [
    `last changed ${dated(LastChangedDate)}`,
    `last rotated ${dated(LastRotatedDate)}`,
    ...(rhythm === undefined
      ? []
      : [`next rotation ${dated(NextRotationDate, 'not planned')}`, `meant ${rhythm}`]),
  ].join(', ');
  if (DeletedDate) return judged(`is being deleted, ${dates}`, false);
  if (rhythm === undefined) return judged(`is rotated by hand, ${dates}`, true);
  if (!RotationEnabled) return judged(`rotation is off, ${dates}`, false);
  const isLate = NextRotationDate !== undefined && now.getTime() - NextRotationDate.getTime() > lateAfterMs;
  return judged(`${isLate ? 'rotation is late' : 'rotation is on'}, ${dates}`, !isLate);
}

function dated(date: Date | undefined, none = 'never'): string {
  return date?.toISOString() ?? none;
}
