import type { EvidenceEnvironment } from '../environment.ts';
import type { Evidence } from '../evidence.ts';
import { type Standing, type StandingState, standingOf } from '../records/standing.ts';
import { type AskedObligation, obligationsOf } from './obligations.ts';

/** An obligation of an environment, and how it stands. */
export interface Due {
  readonly obligation: AskedObligation;
  readonly standing: Standing;
}

/** What is due in an environment, what is overdue before the rest. */
export function dueIn(
  { storefront, contract }: EvidenceEnvironment,
  { records: { records }, period, asOf }: Evidence,
): readonly Due[] {
  const { environment } = storefront;
  const all = obligationsOf(storefront.pciDss, contract.role).map((obligation) => ({
    obligation,
    standing: standingOf(obligation, { records, environment, period, asOf }),
  }));
  return order.flatMap((state) => all.filter(({ standing }) => standing.state === state));
}

const order: readonly StandingState[] = ['overdue', 'none', 'incomplete', 'current'];
