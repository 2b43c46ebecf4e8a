import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { AlertWay } from '../../contract/account-names.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { alertText } from '../common/alerts.ts';
import type { Account } from './account.ts';
import type { AlertTopics } from './alert-topics.ts';
import facts from './trail-alarms.json' with { type: 'json' };

export interface TrailAlarmsProps {
  readonly account: Account;
  readonly logGroup: ILogGroup;
  readonly alerts: AlertTopics;
}

const metricNamespace = 'Palisade/Account';

/** The alarms that the CIS benchmark asks for, each from a filter over the trail. */
export class TrailAlarms extends Construct {
  constructor(scope: Construct, id: string, { account, logGroup, alerts }: TrailAlarmsProps) {
    super(scope, id);
    for (const { name, pattern, meaning, runbook, way, atLeast, periodSeconds } of facts.alarms) {
      const metricName = pascalCase(name);
      new MetricFilter(this, `${metricName}Filter`, {
        logGroup,
        filterPattern: FilterPattern.literal(pattern),
        metricNamespace,
        metricName,
        metricValue: '1',
      });
      const alarm = new Alarm(this, metricName, {
        alarmName: resourceName(account, name),
        alarmDescription: alertText(meaning, runbook),
        metric: new Metric({
          namespace: metricNamespace,
          metricName,
          statistic: Stats.SUM,
          period: Duration.seconds(periodSeconds),
        }),
        threshold: atLeast,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      });
      alarm.addAlarmAction(new SnsAction(alerts.topics[way as AlertWay]));
    }
  }
}
