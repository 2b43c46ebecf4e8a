import type { Metric } from '../../../lambda/shared/log/metric.ts';
import type { FunctionName } from '../common/function-sizes.ts';

/** When people are told. */
export interface Threshold {
  /** Alarms when more is measured in a period; with `below`, when less is, or nothing at all. */
  readonly above?: number;
  readonly below?: number;
  readonly periodSeconds: number;
  /** @default 1 */
  readonly periods?: number;
  /** What happened, as the alarm tells it. */
  readonly says: string;
}

const everyFunction = [
  'payment-session',
  'payment-callback',
  'outbox',
  'order-worker',
  'order-changes',
  'reconciliation',
  'token-rotation',
  'csp-report',
  'page-integrity',
  'page-integrity-browser',
] as const;

/** Lambda tries these again from their queue or stream, so that a throttle delays work, whose age has an alarm of its own. */
const fedByQueue: readonly FunctionName[] = ['outbox', 'order-worker', 'order-changes'];

/**
 * What Lambda measures, and of which functions it matters
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
 */
export const functionThresholds = {
  Errors: { by: everyFunction, above: 0, periodSeconds: 300, says: 'A function ended with an error.' },
  Throttles: {
    by: everyFunction.filter((name) => !fedByQueue.includes(name)),
    above: 0,
    periodSeconds: 300,
    says: 'A function was called more often than Lambda lets it run.',
  },
} as const satisfies Readonly<Record<string, Threshold & { readonly by: readonly FunctionName[] }>>;

/** What the functions count themselves, and which of them do. */
export const countThresholds = {
  CardDataFound: {
    by: everyFunction,
    above: 0,
    periodSeconds: 300,
    says: 'Card data was about to reach a log. It was masked, and no log line may contain it.',
  },
  CardDataRefused: {
    by: ['payment-session'],
    above: 0,
    periodSeconds: 300,
    says: 'A request with card data was refused: a page sends what it must not have.',
  },
  SecretMissing: {
    by: ['payment-session', 'payment-callback', 'order-worker'],
    above: 0,
    periodSeconds: 300,
    says: 'A gateway has no secret that can be used: run `palisade secret stage`.',
  },
  SessionFailed: {
    by: ['payment-session'],
    above: 0,
    periodSeconds: 300,
    says: "A payment could not be started for a reason of our own: see the log for the error's name.",
  },
  GatewayUnavailable: {
    by: ['payment-session'],
    above: 5,
    periodSeconds: 300,
    says: 'A gateway does not answer.',
  },
  CircuitOpened: {
    by: ['payment-session'],
    above: 0,
    periodSeconds: 300,
    says: 'A gateway failed so often that it is not asked for a while.',
  },
  CallbackRefused: {
    by: ['payment-callback'],
    above: 5,
    periodSeconds: 3600,
    says: 'Callbacks arrived that no gateway has signed: an attack, or a key that was changed on one side only.',
  },
  CallbackUndecidable: {
    by: ['payment-callback'],
    above: 0,
    periodSeconds: 300,
    says: 'Callbacks could not be judged for lack of a key or a certificate; the gateway sends them again.',
  },
  EventKindUnknown: {
    by: ['payment-callback', 'order-worker'],
    above: 0,
    periodSeconds: 3600,
    says: 'A gateway told of a kind of event that the kit does not know: the log names it.',
  },
  EventLeftBehind: {
    by: ['outbox'],
    above: 0,
    periodSeconds: 900,
    says: 'Payment events waited although the stream should have brought them; the sweep sends them now.',
  },
  EventUnconfirmed: {
    by: ['order-worker'],
    above: 0,
    periodSeconds: 300,
    says: 'A gateway could not confirm the event.',
  },
  PaymentWithoutOrder: {
    by: ['order-worker'],
    above: 0,
    periodSeconds: 300,
    says: 'Money was paid for an order that the shop does not have.',
  },
  OrderNeedsReview: {
    by: ['order-worker'],
    above: 0,
    periodSeconds: 300,
    says: 'An order that was paid waits for a person.',
  },
  OrderChangeLeftBehind: {
    by: ['order-changes'],
    above: 0,
    periodSeconds: 900,
    says: 'Changes of orders waited although the stream should have brought them; the sweep tells them now.',
  },
  OrderWithoutWord: {
    by: ['reconciliation'],
    above: 0,
    periodSeconds: 900,
    says: 'Money for an order is reserved and not taken, or may have been taken, and the gateway has told nothing for days.',
  },
  RotationFailed: {
    by: ['token-rotation'],
    above: 0,
    periodSeconds: 3600,
    says: 'The key of a gateway could not be replaced; the earlier one is still in use.',
  },
  RotationWaits: {
    by: ['token-rotation'],
    above: 0,
    periodSeconds: 3600,
    says: "It is time to replace a gateway's key, and nobody has staged a new one.",
  },
  PaymentCspViolation: {
    by: ['csp-report'],
    above: 0,
    periodSeconds: 300,
    says: 'A browser blocked something on a payment page that was not known before.',
  },
  PolicyViolation: {
    by: ['csp-report'],
    above: 10,
    periodSeconds: 3600,
    says: 'Browsers blocked more new things on pages than shoppers bring along themselves: a page or its policy has changed.',
  },
  ReportsLost: {
    by: ['csp-report'],
    above: 0,
    periodSeconds: 3600,
    says: 'Reports of what browsers blocked could not be kept.',
  },
  PageCompared: {
    by: ['page-integrity', 'page-integrity-browser'],
    below: 1,
    periodSeconds: 3600,
    periods: 3,
    says: 'The pages have not been compared with what was authorized for three hours.',
  },
  PageChanged: {
    by: ['page-integrity', 'page-integrity-browser'],
    above: 0,
    periodSeconds: 3600,
    says: 'A page is served with something that was not authorized (PCI DSS v4.0.1, 11.6.1).',
  },
} as const satisfies Readonly<Record<Metric, Threshold & { readonly by: readonly FunctionName[] }>>;

/** How far behind the outbox is, in milliseconds. */
export const streamThreshold = {
  above: 300_000,
  periodSeconds: 300,
  says: 'Payment events have not been sent for five minutes (milliseconds).',
} as const satisfies Threshold;

/** How far behind the teller of changes is, in milliseconds. */
export const changesThreshold = {
  above: 300_000,
  periodSeconds: 300,
  says: 'Changes of orders have not been told for five minutes (milliseconds).',
} as const satisfies Threshold;

/**
 * How long the oldest message has waited, in seconds
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
 */
export const queueThreshold = {
  above: 1800,
  periodSeconds: 300,
  says: 'A payment event has waited for half an hour (seconds).',
} as const satisfies Threshold;

/** How many messages a dead-letter queue holds. */
export const deadLetterThreshold = {
  above: 0,
  periodSeconds: 300,
  says: 'Something could not be processed and waits for a person: see palisade callback.',
} as const satisfies Threshold;
