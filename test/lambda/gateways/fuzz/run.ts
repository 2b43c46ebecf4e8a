import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { MerchantAccount, Receipt, VerificationResult } from '../../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../../lambda/gateways/index.ts';
import { accountOf, now } from '../support/accounts.ts';
import { plantedCards } from '../support/content.ts';
import { arrive } from '../support/message.ts';
import { type Case, caseOf, secretsOf } from './cases.ts';
import type { Specimen } from './specimen.ts';

/** What came of many cases. */
export interface Tally {
  readonly refused: number;
  readonly accepted: number;
  /** Cases whose changes came out as no change of anything that is signed. */
  readonly skipped: number;
  /** One sentence for each case that did not end as it must, with what is needed to see it again. */
  readonly failures: readonly string[];
}

export interface Plan {
  readonly seed: string;
  /** The number of the first case. @default 0 */
  readonly from?: number;
  readonly count: number;
  /** About the size of the largest bodies. */
  readonly largest: number;
}

/** Puts cases to one gateway's adapter. */
export function fuzz(specimen: Specimen, plan: Plan): Tally {
  const { seed, from = 0, count, largest } = plan;
  const sums = { refused: 0, accepted: 0, skipped: 0 };
  const failures: string[] = [];
  for (let number = from; number < from + count; number += 1) {
    const each = caseOf(specimen, { seed, number, largest });
    sums[each?.expected ?? 'skipped'] += 1;
    const problem = each && problemOf(specimen, each);
    if (problem) failures.push(`${specimen.name}, case ${number} of seed ${seed}: ${problem}`);
  }
  return { ...sums, failures };
}

function problemOf(specimen: Specimen, each: Case): string | undefined {
  const done = each.changes.join(', then ');
  try {
    const problem = judged(specimen, each);
    return problem && `${problem}, after: ${done}`;
  } catch (error) {
    return `threw ${error instanceof Error ? error.name : 'something'}, after: ${done}`;
  }
}

function judged(specimen: Specimen, { message, genuine, age, expected }: Case): string | undefined {
  const later = new Date(now.getTime() + age * 1000);
  const receipt = received(specimen, arrive(message), later);
  const leak = leakOf(specimen, receipt);
  if (leak) return leak;
  const result = verified(specimen, arrive(message), later);
  if (result !== resultOf(receipt)) return `came out as ${receipt.result}, and its signature as ${result}`;
  if (isAccepted(receipt) !== (expected === 'accepted')) return `came out as ${receipt.result}`;
  if (expected === 'refused') return undefined;
  const [ours, theirs] = [idsOf(receipt), idsOf(received(specimen, arrive(genuine), later))];
  return ours === theirs ? undefined : 'has another id';
}

/** What the adapter makes of a delivery, with the certificate that it asks for. */
export function received(specimen: Specimen, delivery: Delivery, at: Date): Receipt {
  const { gateway, account, whole } = arrived(specimen, delivery);
  if (gateway.answerChallenge?.(delivery, account)) throw new Error('it answers what is no challenge');
  return gateway.receive(whole, account, at);
}

function verified(specimen: Specimen, delivery: Delivery, at: Date): VerificationResult {
  const { gateway, account, whole } = arrived(specimen, delivery);
  return gateway.verify(whole, account, at);
}

function arrived(specimen: Specimen, delivery: Delivery) {
  const gateway = gatewayOf(specimen.name);
  const account = accountOf(specimen.name, { secrets: secretsOf(specimen) as MerchantAccount['secrets'] });
  const url = gateway.certificateUrl?.(delivery, account);
  const certificate = url === undefined ? undefined : specimen.certificateAt?.(url);
  return { gateway, account, whole: { ...delivery, ...(certificate ? { certificate } : {}) } };
}

// An unsigned notification is accepted to be asked about, and its signature is none.
function resultOf(receipt: Receipt): VerificationResult {
  if (receipt.result === 'unverified')
    return receipt.notification.deliveryId === undefined ? 'malformed' : 'authentic';
  return receipt.result;
}

/**
 * Whether a receipt makes anybody act on it. An unverified notification without the id of a delivery comes from anybody,
 * and what the gateway signed for another merchant account, or so that it can be read in two ways, is ignored.
 */
export function isAccepted(receipt: Receipt): boolean {
  return (
    (receipt.result === 'authentic' && receipt.events.some(({ ignored }) => ignored !== 'other_account')) ||
    (receipt.result === 'unverified' && receipt.notification.deliveryId !== undefined)
  );
}

function idsOf(receipt: Receipt): string {
  if (receipt.result === 'unverified') return String(receipt.notification.deliveryId);
  return receipt.result === 'authentic'
    ? receipt.events
        .map(({ id }) => id)
        .sort()
        .join()
    : '';
}

function leakOf(specimen: Specimen, receipt: Receipt): string | undefined {
  const said = JSON.stringify(receipt);
  if (plantedCards.some((card) => said.includes(card))) return 'tells a card number';
  const secrets = secretsOf(specimen).flatMap((secret) => Object.values(secret));
  return secrets.some((secret) => said.includes(secret)) ? 'tells a secret' : undefined;
}
