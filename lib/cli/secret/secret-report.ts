import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import type { Paint } from '../../paint.ts';
import { readState, type ShopSecret } from './shop-secret.ts';

/** What may be said of a secret. Dates are ISO 8601; an absent one is not known to AWS either. */
export interface SecretReport {
  /** The gateway; absent for the secret of the webhook. */
  readonly gateway?: string;
  /** Where the webhook goes that the secret signs; absent for the secret of a gateway. */
  readonly webhook?: string;
  readonly secret: string;
  readonly versions: readonly {
    readonly labels: readonly string[];
    readonly createdAt?: string | undefined;
  }[];
  /** Names of the members of the current version, as far as the gateway has such members. */
  readonly members: readonly string[];
  /** How many others the current version has. Their names are not said: one may be a secret in the wrong place. */
  readonly unknownMembers: number;
  /** Names of the members that the current version needs and has not. */
  readonly missing: readonly string[];
  /** Whether an operator's version waits to be made current. */
  readonly isStaged: boolean;
  /** Whether a rotation has begun and not ended. */
  readonly isRotating: boolean;
  readonly isRotationSetUp: boolean;
  readonly lastRotated?: string | undefined;
  readonly nextRotation?: string | undefined;
  /** Until when the previous keys are needed. */
  readonly overlapUntil?: string | undefined;
  /** Whether the webhook is signed with the previous key, too. */
  readonly isPreviousSigning?: boolean;
}

/** Looks a secret up. */
export async function reportOn(secret: ShopSecret, now: Date): Promise<SecretReport> {
  const { fields, name, client } = secret;
  const { description, current = {}, overlapUntil, isPreviousSigning } = await readState(secret, now);
  const dates = await client.creationDates(name);
  const pending = versionWith(description, labels.pending);
  const members = Object.keys(current).filter((member) => Object.hasOwn(fields, member));
  const needed = Object.entries(fields).filter(([, field]) => secret.isNeeded(field));
  return {
    ...('gateway' in secret ? { gateway: secret.gateway.name } : { webhook: secret.url, isPreviousSigning }),
    secret: name,
    versions: [...description.versions].map(([version, found]) => ({
      labels: found.toSorted(),
      createdAt: dates.get(version)?.toISOString(),
    })),
    members,
    unknownMembers: Object.keys(current).length - members.length,
    missing: needed.map(([member]) => member).filter((member) => !current[member]),
    isStaged: versionWith(description, labels.staged) !== undefined,
    isRotating: pending !== undefined && pending !== versionWith(description, labels.current),
    isRotationSetUp: description.isRotationEnabled,
    lastRotated: description.rotatedAt?.toISOString(),
    nextRotation: description.nextRotationAt?.toISOString(),
    overlapUntil: overlapUntil?.toISOString(),
  };
}

/** A secret's report for a person: one block of lines. */
export function reportText(title: string, report: SecretReport, now: Date, paint: Paint): string {
  const { secret, versions, members, unknownMembers, missing } = report;
  const rows: readonly (readonly [string, string])[] = [
    ...versions.map(
      ({ labels, createdAt }) => [labels.join(', '), createdAt ? age(createdAt, now) : ''] as const,
    ),
    ['members', members.length > 0 ? members.join(', ') : 'none'],
    ...(unknownMembers > 0
      ? [['unknown', paint.doubtful(`${unknownMembers}, not named: a name may be a secret`)] as const]
      : []),
    ...(missing.length > 0 ? [['missing', paint.bad(missing.join(', '))] as const] : []),
    ...(report.webhook === undefined ? rotationRows(report, paint) : webhookRows(report, paint)),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return `${paint.strong(title)}  ${secret}\n${lines.join('\n')}\n`;
}

function rotationRows(report: SecretReport, paint: Paint): readonly (readonly [string, string])[] {
  return [
    ['rotation', paint.doubtful(rotationText(report))],
    ['last rotated', report.lastRotated ?? 'never'],
    ['next rotation', report.nextRotation ?? 'none planned'],
    ...(report.overlapUntil ? [['previous keys', `needed until ${report.overlapUntil}`] as const] : []),
  ];
}

function webhookRows({ webhook = '', ...report }: SecretReport, paint: Paint) {
  const previous = 'signs, too, until palisade secret revoke-previous notify';
  return [
    ['told', webhook] as const,
    ...(report.isPreviousSigning ? [['previous key', paint.doubtful(previous)] as const] : []),
  ];
}

function rotationText({ isRotationSetUp, isRotating, isStaged }: SecretReport): string {
  if (!isRotationSetUp) return isStaged ? 'not set up, and a secret is staged' : 'not set up';
  if (isRotating) return isStaged ? 'under way, with the staged secret' : 'under way, or it failed';
  return isStaged ? 'a secret is staged for the next one' : 'nothing is staged';
}

function age(createdAt: string, now: Date): string {
  const hours = Math.max(0, (now.getTime() - Date.parse(createdAt)) / 3_600_000);
  return hours < 48 ? `${Math.round(hours)} hours old` : `${Math.round(hours / 24)} days old`;
}
