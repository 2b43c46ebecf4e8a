import { titleOf } from '../../../lambda/gateways/registry.ts';
import type { Paint } from '../../report/paint.ts';
import type { SecretReport } from './secret-report.ts';

/** A secret's report for a person: one block of lines. */
export function reportText(report: SecretReport, now: Date, paint: Paint): string {
  const { gateway, secret, versions, members, unknownMembers, missing } = report;
  const rows: readonly (readonly [string, string])[] = [
    ...versions.map(
      ({ labels, createdAt }) => [labels.join(', '), createdAt ? age(createdAt, now) : ''] as const,
    ),
    ['members', members.length > 0 ? members.join(', ') : 'none'],
    ...(unknownMembers > 0
      ? [['unknown', paint.doubtful(`${unknownMembers}, not named: a name may be a secret`)] as const]
      : []),
    ...(missing.length > 0 ? [['missing', paint.bad(missing.join(', '))] as const] : []),
    ['rotation', paint.doubtful(rotationText(report))],
    ['last rotated', report.lastRotated ?? 'never'],
    ['next rotation', report.nextRotation ?? 'none planned'],
    ...(report.overlapUntil ? [['previous keys', `needed until ${report.overlapUntil}`] as const] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
  return `${paint.strong(titleOf(gateway))}  ${secret}\n${lines.join('\n')}\n`;
}

function rotationText({ isRotationSetUp, isRotating, isStaged }: SecretReport): string {
  if (!isRotationSetUp) return isStaged ? 'not set up, and a secret is staged' : 'not set up';
  if (isRotating) return isStaged ? 'under way, with what was staged' : 'under way, or it failed';
  return isStaged ? 'a secret is staged for the next one' : 'nothing is staged';
}

function age(createdAt: string, now: Date): string {
  const hours = Math.max(0, (now.getTime() - Date.parse(createdAt)) / 3_600_000);
  return hours < 48 ? `${Math.round(hours)} hours old` : `${Math.round(hours / 24)} days old`;
}
