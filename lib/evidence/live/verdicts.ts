import type { DeployedState } from './deployed.ts';
import { type LiveVerdict, liveVerdicts } from './live-file.ts';

/** The verdicts as people read them. */
export const verdictWords: Readonly<Record<DeployedState, string>> = {
  seen: 'seen',
  notAsDeployed: 'not as deployed',
  unknown: 'unknown',
  notLookedAt: 'not looked at',
};

/** How many looks ended in which verdict. */
export function verdictCounts(seen: readonly { readonly verdict: LiveVerdict }[]): string {
  return liveVerdicts
    .map((verdict) => `${seen.filter((one) => one.verdict === verdict).length} ${verdictWords[verdict]}`)
    .join(', ');
}
