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
import type { Metric as Counted } from '../../../lambda/shared/log/metric.ts';
import type { NodeFunction } from '../common/node-function.ts';
import type { Store, Stores } from '../common/stores.ts';
import json from './payment-alarms.json' with { type: 'json' };
import type { FunctionName } from './payment-function.ts';

export interface PaymentAlarmsProps {
  /** By the name that they count under. */
  readonly functions: Readonly<Partial<Record<FunctionName, NodeFunction>>>;
  readonly stores: Stores;
  readonly topic: ITopic;
}

/** When somebody is told. */
interface Threshold {
  /** Alarms when more is measured in a period; with `below`, when less is, or nothing at all. */
  readonly above?: number;
  readonly below?: number;
  readonly periodSeconds: number;
  /** @default 1 */
  readonly periods?: number;
  readonly says: string;
}

interface Facts {
  readonly ofEachFunction: Readonly<Record<string, Threshold>>;
  readonly counted: Readonly<Record<Counted, Threshold & { readonly by: readonly string[] }>>;
  readonly stream: Threshold;
  readonly queue: Threshold;
  readonly deadLetters: Threshold;
}

// TypeScript widens the strings of a JSON file; a test holds it to this shape.
const facts = json as unknown as Facts;

/** Tells people what the functions and queues of the payments cannot settle by themselves. */
export class PaymentAlarms extends Construct {
  private readonly topic: ITopic;

  constructor(scope: Construct, id: string, { functions, stores, topic }: PaymentAlarmsProps) {
    super(scope, id);
    this.topic = topic;
    for (const [name, { function: made }] of Object.entries(functions)) {
      this.ofFunction(name, made.functionName);
      this.ofCounts(name, made.functionName);
    }
    if (functions.outbox) this.ofStream(functions.outbox);
    this.ofQueues(stores);
  }

  private ofFunction(name: string, functionName: string): void {
    for (const [metricName, threshold] of Object.entries(facts.ofEachFunction)) {
      const metric = { namespace: 'AWS/Lambda', metricName, dimensionsMap: { FunctionName: functionName } };
      this.alarm(`${name}-${metricName}`, metric, threshold);
    }
  }

  private ofCounts(name: string, service: string): void {
    for (const [metricName, { by, ...threshold }] of Object.entries(facts.counted)) {
      if (!by.includes(name)) continue;
      const metric = { namespace: 'Palisade', metricName, dimensionsMap: { service } };
      this.alarm(`${name}-${metricName}`, metric, threshold);
    }
  }

  private ofStream({ function: { functionName } }: NodeFunction): void {
    const metric = {
      namespace: 'AWS/Lambda',
      metricName: 'IteratorAge',
      dimensionsMap: { FunctionName: functionName },
      statistic: Stats.MAXIMUM,
    };
    this.alarm('outbox-IteratorAge', metric, facts.stream);
  }

  private ofQueues({ notices, deadEvents, deadOutbox }: Stores): void {
    this.alarm('notices-Age', ofQueue(notices, 'ApproximateAgeOfOldestMessage'), facts.queue);
    for (const [id, queue] of Object.entries({ 'notices-dead': deadEvents, 'outbox-dead': deadOutbox }))
      this.alarm(`${id}-Messages`, ofQueue(queue, 'ApproximateNumberOfMessagesVisible'), facts.deadLetters);
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
