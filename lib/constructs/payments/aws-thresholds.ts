import type { AlertWay } from '../../contract/account-names.ts';
import type { FunctionName } from '../common/function-sizes.ts';

/** When people are told, how, and of what. */
export interface Threshold {
  /** Alarms when more is measured in a period; with `below`, when less is, or nothing at all. */
  readonly above?: number;
  readonly below?: number;
  readonly periodSeconds: number;
  /** How many periods are looked at. @default 1 */
  readonly periods?: number;
  /** In how many of them it has to be so. @default - in each */
  readonly inPeriods?: number;
  /** Who hears of it. */
  readonly way: AlertWay;
  /**
   * Wakes somebody when it is so in this many periods in a row. Of periods without data CloudWatch takes earlier ones instead, so two
   * are too few for what is counted only when it happens.
   * @default - nobody is woken
   */
  readonly pageAfter?: number;
  /** Which runbook says what to do: a file of docs/runbooks. */
  readonly runbook: string;
  /** What happened, without the last full stop. */
  readonly says: string;
}

/** A threshold on what some functions do. */
export interface FunctionThreshold extends Threshold {
  readonly by: readonly FunctionName[];
  /** The functions whose trouble wakes somebody when it lasts. @default - all of them */
  readonly pageBy?: readonly FunctionName[];
}

export const everyFunction = [
  'payment-session',
  'payment-callback',
  'outbox',
  'order-worker',
  'order-changes',
  'reconciliation',
  'token-rotation',
  'csp-report',
  'shopper-orders',
  'page-integrity',
  'page-integrity-browser',
] as const satisfies readonly FunctionName[];

/** Lambda tries these again from their queue or stream, so that a throttle delays work, whose age has an alarm of its own. */
const fedByQueue: readonly FunctionName[] = ['outbox', 'order-worker', 'order-changes'];

/** As long as one of these fails, shoppers cannot pay, or nobody learns that they paid. */
const movesMoney: readonly FunctionName[] = ['payment-session', 'payment-callback', 'outbox', 'order-worker'];

/**
 * What Lambda measures, and of which functions it matters
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
 */
export const functionThresholds: Readonly<Record<'Errors' | 'Throttles', FunctionThreshold>> = {
  Errors: {
    by: everyFunction,
    above: 0,
    periodSeconds: 900,
    way: 'ticket',
    pageAfter: 2,
    pageBy: movesMoney,
    runbook: 'function-errors',
    says: 'A function ended with an error',
  },
  Throttles: {
    by: everyFunction.filter((name) => !fedByQueue.includes(name)),
    above: 0,
    periodSeconds: 900,
    way: 'ticket',
    pageAfter: 2,
    pageBy: movesMoney,
    runbook: 'function-throttled',
    says: 'A function was called more often than Lambda lets it run',
  },
};

/** How far behind the outbox is, in milliseconds. Its sweep sends what was left behind, every 15 minutes. */
export const streamThreshold: Threshold = {
  above: 300_000,
  periodSeconds: 300,
  way: 'ticket',
  pageAfter: 6,
  runbook: 'events-delayed',
  says: 'Payment events have not been sent for five minutes (milliseconds)',
};

/** How far behind the teller of changes is, in milliseconds. */
export const changesThreshold: Threshold = {
  above: 300_000,
  periodSeconds: 300,
  way: 'ticket',
  runbook: 'order-changes-delayed',
  says: 'Changes of orders have not been told for five minutes (milliseconds)',
};

/**
 * How long the oldest message has waited, in seconds. A message that was tried three times counts no more, so one that nobody can
 * process wakes nobody and ends in the dead-letter queue
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html).
 */
export const queueThreshold: Threshold = {
  above: 1800,
  periodSeconds: 300,
  way: 'page',
  runbook: 'events-delayed',
  says: 'Payment events have waited for half an hour, and orders that were paid are not known to be (seconds)',
};

/** How many messages a dead-letter queue holds. */
export const deadLetterThreshold: Threshold = {
  above: 0,
  periodSeconds: 300,
  way: 'ticket',
  runbook: 'dead-letters',
  says: 'Something could not be processed and waits for a person: see palisade callback',
};
