import type { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { AlertWay } from '../../contract/account-names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { alertBy, alertText } from './alerts.ts';

/** What an alarm is raised for. */
interface WatchedMetric {
  readonly metricName: string;
  /** From which value on it is raised. */
  readonly threshold: number;
  /** What that means, as a sentence for whoever is told. */
  readonly meaning: string;
}

export interface MetricAlarmsProps {
  readonly storefront: Storefront;
  /** The metrics by the ids of their alarms. */
  readonly metrics: Readonly<Record<string, WatchedMetric>>;
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** How often the service writes them. */
  readonly period: Duration;
  /** Says what to do, of the files of docs/runbooks. */
  readonly runbook: string;
  readonly way: AlertWay;
}

/** Alarms on what a service writes now and then: between two values nothing has changed. */
export function metricAlarms(scope: Construct, props: MetricAlarmsProps): void {
  const { storefront, metrics, namespace, dimensions, period, runbook, way } = props;
  for (const [id, { metricName, threshold, meaning }] of Object.entries(metrics)) {
    new Alarm(scope, id, {
      metric: new Metric({
        namespace,
        metricName,
        dimensionsMap: { ...dimensions },
        period,
        statistic: Stats.MAXIMUM,
      }),
      alarmDescription: alertText(meaning, runbook),
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.IGNORE,
    }).addAlarmAction(alertBy(storefront, way));
  }
}
