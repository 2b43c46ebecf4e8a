import type { Delivery } from '../gateways/delivery.ts';
import type { CallbackAdapter, MerchantAccount, Receipt, Rejection, Secret } from '../gateways/gateway.ts';
import type { GatewayConfig } from '../gateways/gateway-config.ts';
import type { GatewaySecrets, SecretVersions } from '../shared/secrets/gateway-secrets.ts';
import type { Certificates } from './certificates.ts';

/** What a delivery is verified with. */
export interface VerifyDependencies {
  readonly secrets: GatewaySecrets;
  readonly certificates: Certificates;
  readonly now: () => Date;
}

/** A gateway of the shop. */
export interface UsedGateway {
  readonly gateway: CallbackAdapter;
  readonly config: GatewayConfig;
}

/** What a delivery proved to be, or why it is not accepted. */
export type Verification = Acceptance | { readonly result: Refusal };

/** A delivery that proved to come from the gateway, or that the gateway is to be asked about. */
export type Acceptance = Exclude<Receipt, { readonly result: Rejection }>;

/**
 * Why a delivery is not accepted. `no-secret`: the shop has none for this gateway yet. `too-many`: so many named a
 * certificate that is not kept that none is fetched just now.
 */
export type Refusal = Rejection | 'no-secret' | 'too-many';

/** Verifies a delivery by the secrets that are kept, and once more if newer ones turn out to be there. */
export async function verifyDelivery(
  dependencies: VerifyDependencies,
  used: UsedGateway,
  delivery: Delivery,
): Promise<Verification> {
  const kept = await dependencies.secrets.read(used.gateway.name);
  const first = await verifyWith(dependencies, used, delivery, kept);
  // A delivery that is too old stays so. All others could be signed, or be named, by a key that is new.
  if (isAccepted(first) || first.result === 'stale') return first;
  const renewed = await dependencies.secrets.refresh(used.gateway.name);
  return renewed === kept ? first : verifyWith(dependencies, used, delivery, renewed);
}

async function verifyWith(
  { certificates, now }: VerifyDependencies,
  { gateway, config }: UsedGateway,
  delivery: Delivery,
  { forCallbacks }: SecretVersions,
): Promise<Verification> {
  if (!isSome(forCallbacks)) return { result: 'no-secret' };
  const account: MerchantAccount = { config, secrets: forCallbacks };
  const receipt = gateway.receive(delivery, account, now());
  // Only what has passed every other test is worth a question to the gateway.
  const url = receipt.result === 'undecidable' ? gateway.certificateUrl?.(delivery, account) : undefined;
  if (url === undefined) return receipt;
  const found = await certificates.at(url);
  if (found.outcome === 'absent') return { result: 'forged' };
  if (found.outcome !== 'found') return { result: found.outcome === 'too-many' ? 'too-many' : 'undecidable' };
  const { certificate } = found;
  return gateway.receive({ ...delivery, certificate }, account, now());
}

/** Whether anybody should act on a delivery. */
export function isAccepted(verification: Verification): verification is Acceptance {
  return verification.result === 'authentic' || verification.result === 'unverified';
}

/** Whether there is a version of a secret. */
export function isSome(secrets: readonly Secret[]): secrets is MerchantAccount['secrets'] {
  return secrets.length > 0;
}
