import type { Model } from '../../cloudformation/model/model.ts';
import { type Egress, egressOf } from './egress.ts';
import { publicEndpoints } from './endpoints.ts';
import type { Exposure } from './exposure.ts';
import { networkOpenings } from './network-openings.ts';
import { policyOpenings } from './policy-openings.ts';

/** What of the templates the internet reaches, and what of the internet their functions reach. */
export interface Reachability {
  /** What anybody sends requests to. */
  readonly entries: readonly Exposure[];
  /** Barriers that are open although another one may still hold, and what only the deployment tells. */
  readonly openings: readonly Exposure[];
  readonly egress: readonly Egress[];
}

/**
 * Computes what is reachable from the internet: from every address that resources have there, every source that security
 * groups admit, every route to an internet gateway, and every policy that admits everyone. It judges nothing: rules do.
 */
export function reachability(model: Model): Reachability {
  const found = [...publicEndpoints(model), ...networkOpenings(model), ...policyOpenings(model)];
  return {
    entries: found.filter(({ kind }) => kind === 'entry'),
    openings: found.filter(({ kind }) => kind !== 'entry'),
    egress: egressOf(model),
  };
}
