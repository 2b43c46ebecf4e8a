import type { PaymentEvent } from '../../gateways/payment-event.ts';
import { oneWord } from '../log/fields.ts';
import type { Log } from '../log/log.ts';

/** Counts an event of a kind that the table of the gateway's event kinds does not have, and names it. */
export function countUnknownKind({ ignored, type }: PaymentEvent, log: Log): void {
  if (ignored !== 'unknown_kind') return;
  log.warn('an event of a kind that the kit does not know', { eventType: oneWord(type) });
  log.count('EventKindUnknown');
}
