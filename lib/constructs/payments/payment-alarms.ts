import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  type MetricProps,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { pascalCase } from '../../contract/names.ts';
import { alertBy, alertText } from '../common/alerts.ts';
import type { FunctionName } from '../common/function-sizes.ts';
import type { NodeFunction } from '../common/node-function.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { Store, Stores } from '../data/stores.ts';
import {
  changesThreshold,
  deadLetterThreshold,
  type FunctionThreshold,
  functionThresholds,
  queueThreshold,
  streamThreshold,
  type Threshold,
} from './aws-thresholds.ts';
import { countThresholds } from './count-thresholds.ts';

export interface PaymentAlarmsProps {
  readonly storefront: Storefront;
  /** The functions of the payments stack; each has alarms for what it counts. */
  readonly functions: readonly NodeFunction[];
  readonly stores: Stores;
}

/** Tells people what the functions and queues of the payments cannot settle by themselves. */
export class PaymentAlarms extends Construct {
  private readonly storefront: Storefront;

  constructor(scope: Construct, id: string, { storefront, functions, stores }: PaymentAlarmsProps) {
    super(scope, id);
    this.storefront = storefront;
    for (const each of functions) {
      this.ofFunction(each);
      this.ofCounts(each);
      if (each.source === 'outbox') this.ofStream(each, streamThreshold);
      if (each.source === 'order-changes') this.ofStream(each, changesThreshold);
    }
    this.ofQueues(stores);
  }

  private ofFunction({ source, function: { functionName } }: NodeFunction): void {
    for (const [metricName, threshold] of Object.entries(functionThresholds)) {
      const own = thresholdOf(source, threshold);
      if (!own) continue;
      const metric = { namespace: 'AWS/Lambda', metricName, dimensionsMap: { FunctionName: functionName } };
      this.alarm(`${pascalCase(source)}${metricName}`, metric, own);
    }
  }

  private ofCounts({ source, function: { functionName }, isScheduled }: NodeFunction): void {
    for (const [metricName, threshold] of Object.entries(countThresholds)) {
      const own = thresholdOf(source, threshold);
      if (!own || (own.below !== undefined && !isScheduled)) continue;
      const metric = { namespace: 'Palisade', metricName, dimensionsMap: { service: functionName } };
      this.alarm(`${pascalCase(source)}${metricName}`, metric, own);
    }
  }

  private ofStream({ source, function: { functionName } }: NodeFunction, threshold: Threshold): void {
    const metric = {
      namespace: 'AWS/Lambda',
      metricName: 'IteratorAge',
      dimensionsMap: { FunctionName: functionName },
      statistic: Stats.MAXIMUM,
    };
    this.alarm(`${pascalCase(source)}IteratorAge`, metric, threshold);
  }

  private ofQueues({ paymentEvents, paymentEventsDlq, outboxDlq, orderChangesDlq }: Stores): void {
    this.alarm('PaymentEventsAge', ofQueue(paymentEvents, 'ApproximateAgeOfOldestMessage'), queueThreshold);
    const deadLetters = {
      PaymentEventsDlq: paymentEventsDlq,
      OutboxDlq: outboxDlq,
      OrderChangesDlq: orderChangesDlq,
    };
    for (const [id, queue] of Object.entries(deadLetters)) {
      const metric = ofQueue(queue, 'ApproximateNumberOfMessagesVisible');
      this.alarm(`${id}Messages`, metric, deadLetterThreshold);
    }
  }

  /** One alarm tells of it, and where it lasts another one wakes somebody. */
  private alarm(id: string, metric: MetricProps, threshold: Threshold): void {
    const { periodSeconds, pageAfter, says, runbook, way } = threshold;
    this.oneAlarm(id, metric, { ...threshold, text: alertText(says, runbook), way });
    if (pageAfter === undefined) return;
    const minutes = (pageAfter * periodSeconds) / 60;
    const text = alertText(`${says}: for ${minutes} minutes on end`, runbook);
    this.oneAlarm(`${id}Lasts`, metric, { ...threshold, periods: pageAfter, text, way: 'page' });
  }

  private oneAlarm(id: string, metric: MetricProps, threshold: Threshold & { readonly text: string }): void {
    const { above, below, periodSeconds, periods = 1, inPeriods = periods, text, way } = threshold;
    const made = new Alarm(this, id, {
      metric: new Metric({ statistic: Stats.SUM, ...metric, period: Duration.seconds(periodSeconds) }),
      evaluationPeriods: periods,
      ...(inPeriods !== periods && { datapointsToAlarm: inPeriods }),
      alarmDescription: text,
      ...(below === undefined ? surplus(above) : lack(below)),
    });
    made.addAlarmAction(alertBy(this.storefront, way));
  }
}

/** The threshold as one function has it; nothing where it is none of its own. */
function thresholdOf(source: FunctionName, { by, pageBy, ...own }: FunctionThreshold): Threshold | undefined {
  if (!by.includes(source)) return undefined;
  const { pageAfter: _, ...quiet } = own;
  return pageBy?.includes(source) === false ? quiet : own;
}

function ofQueue({ name }: Store, metricName: string): MetricProps {
  return {
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: name },
    statistic: Stats.MAXIMUM,
  };
}

function surplus(threshold = 0) {
  return {
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}

/** What should be counted and is not is missing altogether, so silence is the alarm. */
function lack(threshold: number) {
  return {
    threshold,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  };
}
