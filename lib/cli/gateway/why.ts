import type { Rejection } from '../../../lambda/gateways/gateway.ts';
import type { Callback } from './callback.ts';
import { whyForged } from './why-forged.ts';
import { whyMalformed } from './why-malformed.ts';
import { whyStale } from './why-stale.ts';
import { whyUndecidable } from './why-undecidable.ts';

const reasons: Readonly<Record<Rejection, (callback: Callback) => string>> = {
  malformed: whyMalformed,
  stale: whyStale,
  forged: whyForged,
  undecidable: whyUndecidable,
};

/**
 * Why a callback is refused, in one sentence for the person who wires it up. For the owner of the secret only: a
 * sender is told nothing but a status. It holds no value of the secret, of a header or of the body.
 */
export function why(callback: Callback, verdict: Rejection): string {
  return reasons[verdict](callback);
}
