import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { versionWith } from '../../../lambda/shared/secrets/secret-client.ts';
import type { Paint } from '../../paint.ts';
import { readState, type SecretState, type ShopSecret } from './shop-secret.ts';
import type { ReadWritings, Writing } from './staged-by.ts';

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
    /** Who wrote it: a person, or the function that rotates. Absent where the event history has it no longer. */
    readonly writtenBy?: string | undefined;
  }[];
  /** Names of the members that a secret needs. */
  readonly needs: readonly string[];
  /** Whether there is a version that the shop uses. */
  readonly isInUse: boolean;
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

/** Looks a secret up, and who wrote its versions. */
export async function reportOn(secret: ShopSecret, now: Date, read: ReadWritings): Promise<SecretReport> {
  const { fields, name } = secret;
  const state = await readState(secret, now);
  const { description, isInUse, overlapUntil, isPreviousSigning } = state;
  const pending = versionWith(description, labels.pending);
  const needed = Object.entries(fields).filter(([, field]) => secret.isNeeded(field));
  return {
    ...('gateway' in secret ? { gateway: secret.gateway.name } : { webhook: secret.url, isPreviousSigning }),
    secret: name,
    versions: versionsOf(state, await writingsOf(state, name, read)),
    needs: needed.map(([member]) => member),
    isInUse,
    isStaged: [labels.staged, labels.stagedPart].some((label) => versionWith(description, label)),
    isRotating: pending !== undefined && pending !== versionWith(description, labels.current),
    isRotationSetUp: description.isRotationEnabled,
    lastRotated: description.rotatedAt?.toISOString(),
    nextRotation: description.nextRotationAt?.toISOString(),
    overlapUntil: overlapUntil?.toISOString(),
  };
}

/** What the event history tells since the oldest version; it is asked nothing where there is no version. */
async function writingsOf(
  { dates }: SecretState,
  name: string,
  read: ReadWritings,
): Promise<ReadonlyMap<string, Writing>> {
  if (dates.size === 0) return new Map();
  const oldest = Math.min(...[...dates.values()].map((date) => date.getTime()));
  return read(name, new Date(oldest - blurMs));
}

/** The clocks of two services differ. */
const blurMs = 5 * 60 * 1000;

function versionsOf(
  { description, dates }: SecretState,
  writings: ReadonlyMap<string, Writing>,
): SecretReport['versions'] {
  return [...description.versions].map(([version, found]) => ({
    labels: found.toSorted(),
    createdAt: dates.get(version)?.toISOString(),
    writtenBy: writings.get(version)?.by,
  }));
}

/** A secret's report for a person: one block of lines. */
export function reportText(title: string, report: SecretReport, now: Date, paint: Paint): string {
  const { secret, versions, isInUse, needs } = report;
  const rows: readonly (readonly [string, string])[] = [
    ...versions.map((version) => [version.labels.join(', '), versionText(version, now)] as const),
    ...(isInUse ? [] : [['missing', paint.bad(`a secret with ${needs.join(', ')}`)] as const]),
    ...(report.webhook === undefined ? rotationRows(report, paint) : webhookRows(report, paint)),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return `${paint.strong(title)}  ${secret}\n${lines.join('\n')}\n`;
}

function versionText({ createdAt, writtenBy }: SecretReport['versions'][number], now: Date): string {
  const old = createdAt ? age(createdAt, now) : '';
  return writtenBy === undefined ? old : `${old}, by ${writtenBy}`;
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
  const previous = `signs, too, until palisade secret revoke-previous ${report.secret.replace(/^.*\//, '')}`;
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
