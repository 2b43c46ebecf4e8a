import type { FirewallRequest } from './firewall-request.ts';

/** How it is known that a managed rule matches: AWS documents it, or a stand-in believes it. */
export type Basis = 'documented' | 'simulated';

/** What stands in for the managed rules of AWS, whose patterns nobody else has. */
export interface ManagedRules {
  /** A sentence for whoever starts a preview: by what managed groups are decided, and what of them is not. */
  readonly about: string;
  /** The rules, as `GROUP/RULE`, that match a request. Rejects with an `UndecidedRequest` where it cannot tell. */
  readonly matching: (request: FirewallRequest) => Promise<ReadonlyMap<string, Basis>>;
  /** Ends what it runs. */
  readonly close: () => Promise<void>;
}

/** A stand-in cannot tell whether managed rules match a request, which therefore must not go on. The message is a sentence. */
export class UndecidedRequest extends Error {
  override readonly name = 'UndecidedRequest';
}
