import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Metric,
  type MetricProps,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { pascalCase } from '../../contract/names.ts';
import type { NodeFunction } from '../common/node-function.ts';
import type { Store, Stores } from '../data/stores.ts';
import {
  changesThreshold,
  countThresholds,
  deadLetterThreshold,
  functionThresholds,
  queueThreshold,
  streamThreshold,
  type Threshold,
} from './payment-alarm-thresholds.ts';

export interface PaymentAlarmsProps {
  /** The functions of the payments stack; each has alarms for what it counts. */
  readonly functions: readonly NodeFunction[];
  readonly stores: Stores;
  /** Takes the alarms. */
  readonly topic: ITopic;
}

/** Tells people what the functions and queues of the payments cannot settle by themselves. */
export class PaymentAlarms extends Construct {
  private readonly topic: ITopic;

  constructor(scope: Construct, id: string, { functions, stores, topic }: PaymentAlarmsProps) {
    super(scope, id);
    this.topic = topic;
    for (const each of functions) {
      this.ofFunction(each);
      this.ofCounts(each);
      if (each.source === 'outbox') this.ofStream(each, streamThreshold);
      if (each.source === 'order-changes') this.ofStream(each, changesThreshold);
    }
    this.ofQueues(stores);
  }

  private ofFunction({ source, function: { functionName } }: NodeFunction): void {
    for (const [metricName, { by, ...threshold }] of Object.entries(functionThresholds)) {
      if (!by.some((name) => name === source)) continue;
      const metric = { namespace: 'AWS/Lambda', metricName, dimensionsMap: { FunctionName: functionName } };
      this.alarm(`${pascalCase(source)}${metricName}`, metric, threshold);
    }
  }

  private ofCounts({ source, function: { functionName }, isScheduled }: NodeFunction): void {
    for (const [metricName, { by, ...threshold }] of Object.entries(countThresholds)) {
      if (!by.some((name) => name === source) || ('below' in threshold && !isScheduled)) continue;
      const metric = { namespace: 'Palisade', metricName, dimensionsMap: { service: functionName } };
      this.alarm(`${pascalCase(source)}${metricName}`, metric, threshold);
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

  private alarm(id: string, metric: MetricProps, threshold: Threshold): void {
    const { above, below, periodSeconds, periods = 1, says } = threshold;
    const made = new Alarm(this, id, {
      metric: new Metric({ statistic: Stats.SUM, ...metric, period: Duration.seconds(periodSeconds) }),
      evaluationPeriods: periods,
      alarmDescription: says,
      ...(below === undefined ? surplus(above) : lack(below)),
    });
    made.addAlarmAction(new SnsAction(this.topic));
  }
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
