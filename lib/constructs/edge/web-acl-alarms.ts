import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { WebAcl } from './web-acl.ts';

/** More than this in one period is told to people. */
const thresholds = { periodSeconds: 300, blockedRequests: 500 } as const;

export interface WebAclAlarmsProps {
  readonly webAcl: WebAcl;

  /** Takes the alarms. */
  readonly topic: ITopic;
}

/** Tells people when the firewall blocks a surge. */
export class WebAclAlarms extends Construct {
  constructor(scope: Construct, id: string, { webAcl, topic }: WebAclAlarmsProps) {
    super(scope, id);
    new Alarm(this, 'Blocked', {
      metric: new Metric({
        namespace: 'AWS/WAFV2',
        metricName: 'BlockedRequests',
        dimensionsMap: { WebACL: webAcl.name, Rule: 'ALL' },
        period: Duration.seconds(thresholds.periodSeconds),
        statistic: Stats.SUM,
      }),
      threshold: thresholds.blockedRequests,
      alarmDescription: 'The firewall blocks a surge of requests: an attack, or a rule that hits shoppers.',
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic));
  }
}
