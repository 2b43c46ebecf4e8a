import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { WebAcl } from './web-acl.ts';
import { reportsRule } from './web-acl-rules.ts';

/** More than this in one period is told to people. A report means that a page's policy blocked something, so one is enough. */
const thresholds = { periodSeconds: 300, blockedRequests: 500, reports: 0 } as const;

export interface WebAclAlarmsProps {
  readonly webAcl: WebAcl;

  /** Takes the alarms. */
  readonly topic: ITopic;
}

/** Tells people when the firewall blocks a surge, and when browsers report that a page's policy blocked something. */
export class WebAclAlarms extends Construct {
  constructor(scope: Construct, id: string, { webAcl, topic }: WebAclAlarmsProps) {
    super(scope, id);
    const metric = (metricName: string, rule: string) =>
      new Metric({
        namespace: 'AWS/WAFV2',
        metricName,
        dimensionsMap: { WebACL: webAcl.name, Rule: rule },
        period: Duration.seconds(thresholds.periodSeconds),
        statistic: Stats.SUM,
      });
    const alarms = [
      new Alarm(this, 'Blocked', {
        metric: metric('BlockedRequests', 'ALL'),
        threshold: thresholds.blockedRequests,
        alarmDescription: 'The firewall blocks a surge of requests: an attack, or a rule that hits shoppers.',
        ...shared,
      }),
      new Alarm(this, 'Reports', {
        metric: metric('CountedRequests', reportsRule),
        threshold: thresholds.reports,
        alarmDescription: 'Browsers report that a content security policy blocked something on a page.',
        ...shared,
      }),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(new SnsAction(topic));
  }
}

const shared = {
  evaluationPeriods: 1,
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  treatMissingData: TreatMissingData.NOT_BREACHING,
};
