import { createHash } from 'node:crypto';
import type { Hint, PaymentEvent } from '../../gateways/gateway.ts';

/** What a gateway told the shop, before anything was done about it. */
export type Notice =
  | { readonly kind: 'event'; readonly gateway: string; readonly event: PaymentEvent }
  /** Only the gateway's word counts: it is asked before anything changes. */
  | { readonly kind: 'hint'; readonly gateway: string; readonly hint: Hint };

/** A notice as it stands in the table. */
export interface RecordedNotice {
  readonly key: string;
  readonly notice: Notice;
  /** Counts how often an unsigned hint was given: what was told after the gateway was asked has to be asked again. */
  readonly generation: number;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** What came of it, once somebody has looked. */
  readonly outcome?: NoticeOutcome;
}

/** What came of a notice. `unknown`: the gateway knows no such payment of ours. `refused`: it will never say. */
export type NoticeOutcome = 'applied' | 'ignored' | 'unknown' | 'refused' | 'without order';

/** What travels through the queue: where the notice stands, and nothing of what it says. */
export interface NoticeMessage {
  readonly key: string;
  readonly generation: number;
}

/**
 * The name of a notice: the same for each delivery of one event. An unsigned hint brings no name along, so its key is
 * what it points to, and it can be given again.
 */
export function keyOf(notice: Notice): string {
  return [notice.gateway, ...partsOf(notice).map(shortened)].join('#');
}

/** Whether each delivery of it can be told from every other, so that one that is known needs nothing more. */
export function isNamed(notice: Notice): boolean {
  return notice.kind === 'event' || notice.hint.deliveryId !== undefined;
}

function partsOf(notice: Notice): readonly string[] {
  if (notice.kind === 'event') return ['event', notice.event.id];
  const { deliveryId, resource, id } = notice.hint;
  return deliveryId === undefined ? ['hint', resource, id] : ['delivery', deliveryId];
}

/** A text in at most 200 characters; a longer one is told by its digest, which is as good for telling two apart. */
export function shortened(text: string): string {
  return text.length <= longestText ? text : digest(text);
}

/** What tells a text from every other. Not for card data, which could be found by trying. */
export function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

// A gateway decides how long its ids are, and a key has an end.
const longestText = 200;
