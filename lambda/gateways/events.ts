import { createHash } from 'node:crypto';
import type { CallbackAdapter, MerchantAccount, Reading, VerificationResult } from './gateway.ts';
import type { Mode } from './gateway-config.ts';
import type { PaymentEvent } from './payment-event.ts';
import { type HeaderScheme, verifyHeader } from './signature.ts';

/** A gateway's `receive`, where a delivery is verified as a whole before it is read. */
export function receivedBy(
  verify: CallbackAdapter['verify'],
  read: CallbackAdapter['read'],
): CallbackAdapter['receive'] {
  return (delivery, account, now) => receiptOf(verify(delivery, account, now), () => read(delivery, account));
}

/** The callbacks of a gateway that signs the body alone, in one header. */
export function signedInHeader(
  name: CallbackAdapter['name'],
  scheme: HeaderScheme,
  read: CallbackAdapter['read'],
): CallbackAdapter {
  const verify: CallbackAdapter['verify'] = (delivery, account) => verifyHeader(delivery, account, scheme);
  return { name, verify, receive: receivedBy(verify, read), read };
}

/** The receipt of a delivery that was verified, which is read only when it proved authentic. */
export function receiptOf(
  result: VerificationResult,
  read: () => Reading,
): ReturnType<CallbackAdapter['receive']> {
  if (result !== 'authentic') return { result };
  const reading = read();
  return 'events' in reading ? { result, ...reading } : { result: 'unverified', ...reading };
}

/** The reading of a body that holds one event, or of bytes that hold none. */
export function oneEvent(event: PaymentEvent | undefined, body: Buffer): Reading {
  return { events: [event ?? unreadable(body)] };
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
  if (named === undefined || named === config.mode || event.class === 'ignored') return event;
  return { id: event.id, type: event.type, class: 'ignored', ignored: 'other_mode' };
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

/** Signed but not understood: of no consequence for an order, and no reason to have it sent again for days. */
export function unreadable(body: Buffer): PaymentEvent {
  return { id: digestOf(body), type: 'unreadable', class: 'ignored', ignored: 'unreadable' };
}

/** An event with what the gateway answered when it was asked for more. */
export function answeredEvent(event: PaymentEvent, answered: PaymentEvent): PaymentEvent {
  const { ask: _, ...told } = event;
  const known = Object.entries(answered).filter(([, value]) => value !== undefined);
  return { ...told, ...(Object.fromEntries(known) as unknown as PaymentEvent) };
}
