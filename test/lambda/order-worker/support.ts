import type { Gateway } from '../../../lambda/gateways/gateway.ts';
import type { RetryingSend } from '../../../lambda/shared/http/send.ts';
import { createLog, type Log } from '../../../lambda/shared/log/log.ts';
import type {
  EventOutcome,
  InboundEvent,
  RecordedEvent,
} from '../../../lambda/shared/orders/inbound-event.ts';
import { keyOf } from '../../../lambda/shared/orders/inbound-event.ts';
import type { Order } from '../../../lambda/shared/orders/order.ts';
import type { OrderStore, PaymentIndex, StoredOrder } from '../../../lambda/shared/orders/order-store.ts';

/** The moment of every test of the worker. */
export const now = new Date('2026-01-01T12:00:00Z');

/** A log, and what it counted and wrote. */
export interface Heard {
  readonly log: Log;
  readonly counted: () => readonly string[];
  readonly lines: () => readonly string[];
}

export function hear(): Heard {
  const written: string[] = [];
  const isMetric = (line: string) => line.includes('"_aws"');
  const metricOf = (line: string) =>
    JSON.parse(line)._aws.CloudWatchMetrics.flatMap(({ Metrics }: { Metrics: { Name: string }[] }) =>
      Metrics.map(({ Name }) => Name),
    );
  return {
    log: createLog((line) => written.push(line), { service: 'order-worker', now: () => now }),
    counted: () => written.filter(isMetric).flatMap(metricOf),
    lines: () => written.filter((line) => !isMetric(line)),
  };
}

/** Orders in memory, with a hook that runs before each write. */
export function memoryOrders(orders: readonly Order[], beforeWrite: () => void = () => undefined) {
  const kept = new Map<string, StoredOrder>(
    orders.map((order) => [order.reference, { order, version: 1 }] as const),
  );
  const store: OrderStore = {
    find: async (reference) => kept.get(reference),
    create: async () => 'exists',
    replace: async ({ version }, order) => {
      beforeWrite();
      if (kept.get(order.reference)?.version !== version) return 'changed';
      kept.set(order.reference, { order, version: version + 1 });
      return 'replaced';
    },
  };
  return { store, kept };
}

/** Payments in memory. */
export function memoryPayments(noted: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(noted));
  const index: PaymentIndex = {
    orderOf: async (gateway, paymentId) => kept.get(`${gateway} ${paymentId}`),
    note: async (gateway, paymentId, reference) => {
      const key = `${gateway} ${paymentId}`;
      if (!kept.has(key)) kept.set(key, reference);
    },
  };
  return { index, kept };
}

/** One recorded payment event, and what was written down of it. */
export function memoryEvent(inbound: InboundEvent, more: Partial<RecordedEvent> = {}) {
  const recorded: RecordedEvent = {
    key: keyOf(inbound),
    inbound,
    generation: 1,
    receivedAt: now.toISOString(),
    ...more,
  };
  const settled: (readonly [EventOutcome, string | undefined])[] = [];
  return {
    message: { key: recorded.key, generation: recorded.generation },
    settled,
    events: {
      load: async (key: string) => (key === recorded.key ? recorded : undefined),
      settle: async (_: string, outcome: EventOutcome, orderReference?: string) => {
        settled.push([outcome, orderReference]);
      },
    },
  };
}

/** A gateway that is asked once for an unverified notification, and repeats as its word what it is answered as JSON. */
export function askedGateway(name: string): Gateway {
  return {
    name,
    confirm: function* ({ id }, { secrets }) {
      const headers = { authorization: String(secrets[0]['key']) };
      const { status, body } = yield { method: 'GET', url: `https://gateway.example/${id}`, headers };
      return status === 200 ? JSON.parse(body) : { outcome: 'refused', status, reason: 'status' };
    },
  } as Pick<Gateway, 'name' | 'confirm'> as Gateway;
}

/** Answers requests one after another; an error stands for an answer that did not come. */
export function answering(...answers: readonly (object | number | Error)[]) {
  const asked: string[] = [];
  const left = [...answers];
  const send: RetryingSend = async ({ headers }) => {
    asked.push(String(headers['authorization']));
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'number') return { status: answer, body: '' };
    return { status: 200, body: JSON.stringify(answer) };
  };
  return { send, asked };
}
