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
}

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

// A gateway decides how long its ids are, and a key has an end.
function shortened(part: string): string {
  return part.length <= longestPart ? part : `sha256:${createHash('sha256').update(part).digest('hex')}`;
}

const longestPart = 200;
