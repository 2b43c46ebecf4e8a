import type { Exchange, MerchantAccount, Refused, Secret } from '../gateway.ts';

/** What came of asking a gateway for new keys. */
export type Made =
  /** The members that are new; the others stay as they are. */
  { readonly outcome: 'made'; readonly members: Secret } | Refused;

/** Asks a gateway for new keys. */
export interface KeyMaker {
  /** The members of the current secret without which it cannot ask. */
  readonly needs: readonly string[];
  /** `attempt` is the same for each try of one rotation, so that a repetition may give the same key. */
  readonly make: (account: MerchantAccount, attempt: string) => Exchange<Made>;
}
