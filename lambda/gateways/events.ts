import { createHash } from 'node:crypto';
import type { PaymentEvent, Receipt, Verdict } from './gateway.ts';

/** The receipt of a delivery that was judged; its events are read only when it proved authentic. */
export function receiptOf(
  verdict: Verdict,
  body: Buffer,
  readEvents: () => readonly (PaymentEvent | undefined)[],
): Receipt {
  if (verdict !== 'authentic') return { verdict };
  return { verdict, events: readEvents().map((event) => event ?? unreadable(body)) };
}

/** A name for signed bytes that bring none along. */
export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

// Signed but not understood: of no consequence for an order, and no reason to have it sent again for days.
function unreadable(body: Buffer): PaymentEvent {
  return { id: digestOf(body), type: 'unreadable', kind: 'other' };
}
