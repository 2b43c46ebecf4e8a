import { createHash } from 'node:crypto';
import type { MerchantAccount, Receipt, VerificationResult } from './gateway.ts';
import type { Mode } from './gateway-config.ts';
import type { PaymentEvent } from './payment-event.ts';

/** The receipt of a delivery that was verified; its events are read only when it proved authentic. */
export function receiptOf(
  result: VerificationResult,
  body: Buffer,
  readEvents: () => readonly (PaymentEvent | undefined)[],
): Receipt {
  if (result !== 'authentic') return { result };
  return { result, events: readEvents().map((event) => event ?? unreadable(body)) };
}

/**
 * An event of the mode that the gateway names for it; nothing named, nothing changed. One of the other mode is of no
 * consequence: test money pays for nothing, whosever key signed it.
 */
export function inMode(
  event: PaymentEvent,
  named: Mode | undefined,
  { config }: MerchantAccount,
): PaymentEvent {
  if (named === undefined || named === config.mode) return event;
  return { id: event.id, type: event.type, kind: 'other' };
}

/** The mode that a flag of the gateway stands for. */
export function modeOfFlag(isLive: unknown): Mode | undefined {
  if (typeof isLive !== 'boolean') return undefined;
  return isLive ? 'live' : 'test';
}

/** The mode that a word of the gateway stands for. */
export function modeOfWord(word: string | undefined): Mode | undefined {
  return word === 'live' || word === 'test' ? word : undefined;
}

/** A name for signed bytes that bring none along. */
export function digestOf(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

// Signed but not understood: of no consequence for an order, and no reason to have it sent again for days.
function unreadable(body: Buffer): PaymentEvent {
  return { id: digestOf(body), type: 'unreadable', kind: 'other' };
}
