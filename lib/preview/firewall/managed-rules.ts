import type { FirewallRequest } from './firewall-request.ts';

/** How it is known that a managed rule matches: AWS documents it, or a stand-in believes it. */
export type Basis = 'documented' | 'simulated';

/** What stands in for the managed rules of AWS, whose patterns nobody else has. */
export interface ManagedRules {
  /** A sentence for whoever starts a preview: by what managed groups are decided, and what of them is not. */
  readonly about: string;
  /** The rules, as `GROUP/RULE`, that match a request. */
  readonly matching: (request: FirewallRequest) => Promise<ReadonlyMap<string, Basis>>;
  /** Ends what it runs. */
  readonly close: () => Promise<void>;
}
