import type { Log } from '../shared/log/log.ts';
import { type EventStore, type InboundEvent, keyOf } from '../shared/orders/inbound-event.ts';
import { storable } from '../shared/orders/storable-event.ts';
import { countUnknownKind } from '../shared/orders/unknown-kind.ts';
import type { Acceptance } from './verify-delivery.ts';

/** Where payment events go. */
export interface RecordDependencies {
  readonly events: Pick<EventStore, 'record'>;
  readonly now: () => Date;
  readonly log: Log;
}

/** Writes down what a delivery says. Throws unless every write was acknowledged. */
export async function recordEvents(
  dependencies: RecordDependencies,
  receipt: Acceptance,
  gateway: string,
): Promise<void> {
  // A delivery can carry one signed event many times over.
  const events = new Map(
    inboundEventsOf(receipt, gateway).map((inbound) => storedForm(inbound, dependencies.log)),
  );
  await Promise.all([...events.values()].map((inbound) => record(dependencies, inbound)));
}

function inboundEventsOf(receipt: Acceptance, gateway: string): readonly InboundEvent[] {
  if (receipt.result === 'unverified')
    return [{ kind: 'unverified', gateway, notification: receipt.notification }];
  return receipt.events.map((event) => ({ kind: 'verified', gateway, event }));
}

function storedForm(given: InboundEvent, log: Log): readonly [key: string, inbound: InboundEvent] {
  const { inbound, findings } = storable(given);
  if (findings.length > 0) log.count('CardDataFound');
  return [keyOf(inbound), inbound];
}

async function record({ events, now, log }: RecordDependencies, inbound: InboundEvent): Promise<void> {
  const outcome = await events.record(inbound, now());
  if (inbound.kind === 'verified') countUnknownKind(inbound.event, log);
  log.info('callback accepted', { ...told(inbound), outcome, statusCode: 200 });
}

function told(inbound: InboundEvent) {
  if (inbound.kind === 'unverified')
    return { result: 'unverified', messageId: inbound.notification.deliveryId };
  const { id, type, ignored } = inbound.event;
  return { result: 'authentic', eventId: id, eventType: type, ...(ignored && { reason: ignored }) };
}
