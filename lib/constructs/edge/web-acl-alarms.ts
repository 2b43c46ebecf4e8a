import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import facts from './web-acl.json' with { type: 'json' };
import type { WebAcl } from './web-acl.ts';
import { reportsRule } from './web-acl-rules.ts';

export interface WebAclAlarmsProps {
  readonly webAcl: WebAcl;
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
        dimensionsMap: { WebACL: webAcl.metricName, Rule: rule },
        period: Duration.seconds(facts.alarms.periodSeconds),
        statistic: Stats.SUM,
      });
    const alarms = [
      new Alarm(this, 'Blocked', {
        metric: metric('BlockedRequests', 'ALL'),
        threshold: facts.alarms.blockedRequests,
        alarmDescription: 'The firewall blocks a surge of requests: an attack, or a rule that hits shoppers.',
        ...shared,
      }),
      new Alarm(this, 'Reports', {
        metric: metric('CountedRequests', reportsRule),
        threshold: facts.alarms.reports,
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
