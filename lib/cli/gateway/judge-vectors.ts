import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { Rejection, UnverifiedNotification, Verdict } from '../../../lambda/gateways/gateway.ts';
import { InputError } from '../../cloudformation/input/input-error.ts';
import { type Callback, readsAddress, receive } from './callback.ts';
import { otherJudge } from './other-judges.ts';
import { signedTimeOf } from './signed-time.ts';
import { adapterName, callbackOf, deliveryOfVector } from './vector-callback.ts';
import type { Vector } from './vectors.ts';
import { why } from './why.ts';

/** What the kit says to a vector. */
export interface Outcome {
  readonly vector: Vector;
  readonly isAccepted: boolean;
  /** The verdict, and for a refusal the reason. */
  readonly says: string;
}

/** Judges vectors in their order: whoever sends another body under a signature that was accepted is refused. */
export function judgeVectors(vectors: readonly Vector[]): readonly Outcome[] {
  const accepted = new Map<string, Buffer>();
  return vectors.map((vector) => {
    const judge = otherJudge(vector);
    const verdict = judge ? judge(vector, deliveryOfVector(vector)) : undefined;
    if (verdict !== undefined) return ofVerdict(vector, verdict);
    return ofCallback(vector, callbackOf(vector), accepted);
  });
}

function ofVerdict(vector: Vector, verdict: Verdict): Outcome {
  refuseUnusableTime(vector, verdict);
  return { vector, isAccepted: verdict === 'authentic', says: verdict };
}

function ofCallback(vector: Vector, callback: Callback, accepted: Map<string, Buffer>): Outcome {
  if (vector.url === undefined && readsAddress(callback)) {
    throw new InputError(
      `${vector.place}: found no url, which this gateway signs; write the address with its query`,
    );
  }
  const receipt = receive(callback);
  refuseUnusableTime(vector, receipt.verdict);
  if (receipt.verdict === 'authentic') return { vector, isAccepted: true, says: 'authentic' };
  if (receipt.verdict === 'unverified')
    return ofHint(vector, receipt.notification, callback.delivery, accepted);
  return refused(vector, receipt.verdict, callback);
}

function refused(vector: Vector, verdict: Rejection, callback: Callback): Outcome {
  return { vector, isAccepted: false, says: `${verdict}: ${why(callback, verdict)}` };
}

// A unverified notification may be signed by a checksum alone, which other bytes can share. The shop's store of deliveries tells them
// apart by the id of the delivery; vectors stand for themselves, so here it takes the same headers as well.
function ofHint(
  vector: Vector,
  { deliveryId }: UnverifiedNotification,
  { headers, body }: Delivery,
  accepted: Map<string, Buffer>,
): Outcome {
  const key = JSON.stringify([vector.gateway, deliveryId, [...headers].sort()]);
  const first = accepted.get(key) ?? body;
  if (deliveryId === undefined || first.equals(body)) {
    accepted.set(key, first);
    return { vector, isAccepted: true, says: 'notification: the gateway must be asked' };
  }
  return {
    vector,
    isAccepted: false,
    says: 'repeated: an earlier vector has this delivery with another body',
  };
}

// Adapters have one tolerance each: a vector that asks for another would be judged by ours without a word.
function refuseUnusableTime(vector: Vector, verdict: string): void {
  const { now, place, toleranceSeconds } = vector;
  if (now === undefined && verdict === 'stale') {
    throw new InputError(`${place}: found no now, and the file has no referenceNow; write one in seconds`);
  }
  const ours = signedTimeOf(adapterName(vector))?.oldestSeconds ?? toleranceSeconds;
  if (toleranceSeconds !== undefined && toleranceSeconds !== ours) {
    throw new InputError(
      `${place}: found toleranceSeconds ${toleranceSeconds}, write ${ours}, as the kit allows`,
    );
  }
}
