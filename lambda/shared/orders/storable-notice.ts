import { type CardFinding, findCardData, redact } from '../card-guard/card-guard.ts';
import { digest, type Notice, shortened } from './notice.ts';

/** A notice in the form in which it may be kept, and the card data that was taken out of it. */
export interface StorableNotice {
  readonly notice: Notice;
  readonly findings: readonly CardFinding[];
}

/**
 * Takes card data out of a notice, and bounds its texts: a gateway signs what a shopper or a merchant typed, and some
 * gateways do not sign all that they send.
 */
export function storable(given: Notice): StorableNotice {
  const read = withTexts(given, (text) => text.slice(0, longestRead));
  const findings = findCardData(read);
  const notice = findings.length === 0 ? read : masked(read);
  return { notice: withTexts(notice, bounded), findings };
}

// The guard's work grows with the text, and no gateway has names that are nearly as long.
const longestRead = 1000;

// Half of a surrogate pair is text to JavaScript, and to no database.
function bounded(text: string): string {
  return shortened(Buffer.from(text).toString());
}

function masked(notice: Notice): Notice {
  const clean = redact(notice) as Notice;
  // What was masked can be the same for two events, so the name of one is made of all that may be told of it.
  const named = (name: string) => (findCardData(name).length > 0 ? digest(JSON.stringify(clean)) : name);
  if (clean.kind === 'event' && notice.kind === 'event') {
    const { amountMinor, ...event } = clean.event;
    // An amount that reads as a card's number was masked, and is an amount no more.
    const amount = typeof amountMinor === 'number' && { amountMinor };
    return { ...clean, event: { ...event, ...amount, id: named(notice.event.id) } };
  }
  const deliveryId = notice.kind === 'hint' ? notice.hint.deliveryId : undefined;
  if (clean.kind !== 'hint' || deliveryId === undefined) return clean;
  return { ...clean, hint: { ...clean.hint, deliveryId: named(deliveryId) } };
}

const texts: ReadonlySet<string> = new Set([
  ...['id', 'type', 'orderReference', 'paymentId', 'currency'],
  ...['deliveryId', 'resource'],
]);

function withTexts(notice: Notice, change: (text: string) => string): Notice {
  const changed = <Content extends object>(content: Content): Content => {
    const entries = Object.entries(content).map(([name, value]) => {
      return [name, texts.has(name) && typeof value === 'string' ? change(value) : value];
    });
    return Object.fromEntries(entries) as Content;
  };
  return notice.kind === 'event'
    ? { ...notice, event: changed(notice.event) }
    : { ...notice, hint: changed(notice.hint) };
}
