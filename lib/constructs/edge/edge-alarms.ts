import { Duration } from 'aws-cdk-lib';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { alertBy, alertText } from '../common/alerts.ts';
import type { Storefront } from '../contract/storefront.ts';

/** Both metrics are sums or shares of what arrived in five minutes. */
const period = Duration.minutes(5);

/** More than this in one period is a surge. */
const blockedRequests = 500;

/** More percent of the answers than this, in three periods on end, is no accident. */
const failedPercent = 5;

export interface FirewallAlarmProps {
  readonly storefront: Storefront;
  /** A firewall, by its name. */
  readonly webAcl: { readonly name: string };
  /**
   * The region of a firewall that is none of the edge's.
   *
   * @default - it is the edge's
   */
  readonly region?: string;
}

/** Tells people when the firewall blocks a surge. */
export function firewallAlarm(
  scope: Construct,
  id: string,
  { storefront, webAcl, region }: FirewallAlarmProps,
): Alarm {
  const alarm = new Alarm(scope, id, {
    ...whenAbove(blockedRequests),
    metric: new Metric({
      namespace: 'AWS/WAFV2',
      metricName: 'BlockedRequests',
      dimensionsMap: { WebACL: webAcl.name, Rule: 'ALL', ...(region !== undefined && { Region: region }) },
      period,
      statistic: Stats.SUM,
    }),
    evaluationPeriods: 1,
    alarmDescription: alertText(
      'The firewall blocks a surge of requests: an attack, or a rule that hits shoppers',
      'firewall-surge',
    ),
  });
  alarm.addAlarmAction(alertBy(storefront, 'security'));
  return alarm;
}

export interface ReachabilityAlarmProps {
  readonly storefront: Storefront;
  readonly distribution: IDistribution;
}

/** Wakes somebody when the shop answers with errors of its own. */
export function reachabilityAlarm(
  scope: Construct,
  id: string,
  { storefront, distribution }: ReachabilityAlarmProps,
): Alarm {
  const alarm = new Alarm(scope, id, {
    ...whenAbove(failedPercent),
    metric: new Metric({
      namespace: 'AWS/CloudFront',
      metricName: '5xxErrorRate',
      dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
      period,
      statistic: Stats.AVERAGE,
    }),
    evaluationPeriods: 3,
    alarmDescription: alertText(
      'For a quarter of an hour, more than 5 percent of the answers of the shop were errors of its own',
      'shop-unreachable',
    ),
  });
  alarm.addAlarmAction(alertBy(storefront, 'page'));
  return alarm;
}

/** Where nothing is asked, nothing is measured. */
function whenAbove(
  threshold: number,
): Pick<AlarmProps, 'threshold' | 'comparisonOperator' | 'treatMissingData'> {
  return {
    threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  };
}
