import type { EnvironmentDraft, GatewayDraft, StorefrontDraft } from '../form.ts';
import type { Mistake, Path } from '../mistake.ts';

// A rule says what must hold between settings, and nothing about a part that the form has refused already.

/** What every kind of file says about the people who answer for it. */
type OwnerDraft = Pick<StorefrontDraft, 'contacts' | 'confirmations'>;

/** A rule about the people who answer for what a file describes. */
export type OwnerRule = (owner: OwnerDraft) => readonly Mistake[];

/** A rule about the whole file. */
export type ShopRule = (shop: StorefrontDraft) => readonly Mistake[];

/** A rule about one environment, whose settings stand at `path`; `folder` is where the file lies. */
export type EnvironmentRule = (
  environment: EnvironmentDraft,
  path: Path,
  folder: string,
) => readonly Mistake[];

/** A rule about one row of `payments.gateways`, which stands at `path`. */
export type GatewayRule = (
  gateway: GatewayDraft,
  environment: EnvironmentDraft,
  path: Path,
) => readonly Mistake[];
