import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import type { AlertWay } from '../../contract/account-names.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import { alertText } from '../common/alerts.ts';
import type { Account } from './account.ts';
import { alertRule } from './alert-rule.ts';
import type { AlertTopics } from './alert-topics.ts';
import facts from './trail-alarms.json' with { type: 'json' };

export interface BusAlarmsProps {
  readonly account: Account;
  readonly alerts: AlertTopics;
}

/** What is told at once; whatever is counted, or heard of once a day, needs an alarm. */
const soonest = { atLeast: 1, periodSeconds: 300 };

/**
 * The alarms of the CIS benchmark where another one's trail records the account and leaves no log group here. CloudTrail puts
 * management events on the bus of each region as long as any trail logs them; docs/account.md says what it does not put there.
 */
export class BusAlarms extends Construct {
  constructor(scope: Construct, id: string, { account, alerts }: BusAlarmsProps) {
    super(scope, id);
    for (const alarm of facts.alarms) {
      const { name, event, meaning, runbook, way, readsToo = false } = alarm;
      const text = alertText(meaning, runbook);
      const topic = alerts.topics[way as AlertWay];
      const isTold = alarm.atLeast === soonest.atLeast && alarm.periodSeconds === soonest.periodSeconds;
      const shared = { account, name, text, pattern: event, readsToo };
      alertRule(this, `${pascalCase(name)}Rule`, isTold ? { ...shared, topic } : shared);
      if (!isTold)
        this.count({ ...alarm, text, ruleName: resourceName(account, name) }).addAlarmAction(
          new SnsAction(topic),
        );
    }
  }

  /** EventBridge counts for each rule how often it heard something. */
  private count({ name, text, ruleName, atLeast, periodSeconds }: Counted): Alarm {
    return new Alarm(this, pascalCase(name), {
      alarmName: ruleName,
      alarmDescription: text,
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: ruleName },
        statistic: Stats.SUM,
        period: Duration.seconds(periodSeconds),
      }),
      threshold: atLeast,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}

interface Counted {
  readonly name: string;
  readonly text: string;
  readonly ruleName: string;
  readonly atLeast: number;
  readonly periodSeconds: number;
}
