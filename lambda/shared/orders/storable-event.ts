import { isObject } from '../../gateways/json.ts';
import { type CardFinding, findCardData, redact } from '../card-guard/card-guard.ts';
import { digest, type InboundEvent, shortened } from './inbound-event.ts';

/** A payment event in the form in which it may be kept, and the card data that was taken out of it. */
export interface StorableEvent {
  readonly inbound: InboundEvent;
  readonly findings: readonly CardFinding[];
}

/**
 * Takes card data out of a payment event, and bounds its texts: a gateway signs what a shopper or a merchant typed, and some
 * gateways do not sign all that they send.
 */
export function storable(given: InboundEvent): StorableEvent {
  const read = withTexts(given, (text) => text.slice(0, longestRead));
  const findings = findCardData(read);
  const inbound = findings.length === 0 ? read : masked(read);
  return { inbound: withTexts(inbound, bounded), findings };
}

// The guard's work grows with the text, and no gateway has names that are nearly as long.
const longestRead = 1000;

// Half of a surrogate pair is text to JavaScript, and to no database.
function bounded(text: string): string {
  return shortened(Buffer.from(text).toString());
}

function masked(inbound: InboundEvent): InboundEvent {
  const clean = redact(inbound) as InboundEvent;
  // What was masked can be the same for two events, so the name of one is made of all that may be told of it.
  const named = (name: string) => (findCardData(name).length > 0 ? digest(JSON.stringify(clean)) : name);
  if (clean.kind === 'verified' && inbound.kind === 'verified') {
    const { amountMinor, ...event } = clean.event;
    // An amount that reads as a card's number was masked, and is an amount no more.
    const amount = typeof amountMinor === 'number' && { amountMinor };
    return { ...clean, event: { ...event, ...amount, id: named(inbound.event.id) } };
  }
  const deliveryId = inbound.kind === 'unverified' ? inbound.notification.deliveryId : undefined;
  if (clean.kind !== 'unverified' || deliveryId === undefined) return clean;
  return { ...clean, notification: { ...clean.notification, deliveryId: named(deliveryId) } };
}

const texts: ReadonlySet<string> = new Set([
  ...['id', 'type', 'orderReference', 'paymentId', 'currency'],
  ...['deliveryId', 'resource', 'parentId'],
  ...['item', 'group'],
]);

/** What an event makes known to the ledger, and what the gateway is asked: they hold the sender's texts too. */
const parts: ReadonlySet<string> = new Set(['effect', 'ask']);

function withTexts(inbound: InboundEvent, change: (text: string) => string): InboundEvent {
  const changed = <Content extends object>(content: Content): Content => {
    const entries = Object.entries(content).map(([name, value]) => {
      if (texts.has(name) && typeof value === 'string') return [name, change(value)];
      return [name, parts.has(name) && isObject(value) ? changed(value) : value];
    });
    return Object.fromEntries(entries) as Content;
  };
  return inbound.kind === 'verified'
    ? { ...inbound, event: changed(inbound.event) }
    : { ...inbound, notification: changed(inbound.notification) };
}
