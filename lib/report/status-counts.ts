import type { Finding, Status } from '../policy/finding.ts';

/** How many findings there are of each status. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** Counts findings by their status. */
export function countByStatus(findings: readonly Finding[]): StatusCounts {
  const counts = { pass: 0, fail: 0, unknown: 0, declined: 0, accepted: 0, declared: 0, notApplicable: 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}
