import type { Status } from '../policy/finding.ts';

/** How many things there are of each status. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** Counts findings, or rules, by their status. */
export function countByStatus(judged: readonly { readonly status: Status }[]): StatusCounts {
  const counts = {
    pass: 0,
    fail: 0,
    unknown: 0,
    declined: 0,
    baselined: 0,
    accepted: 0,
    declared: 0,
    notApplicable: 0,
  };
  for (const { status } of judged) counts[status] += 1;
  return counts;
}
