import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { alertBy, alertText } from '../common/alerts.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface DnssecAlarmsProps {
  readonly storefront: Storefront;

  /** The signed zone. */
  readonly zone: IHostedZone;
}

/**
 * Tells people before resolvers stop answering for a signed zone. Route 53 writes both metrics every four hours, in us-east-1
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html).
 */
export class DnssecAlarms extends Construct {
  constructor(scope: Construct, id: string, { storefront, zone }: DnssecAlarmsProps) {
    super(scope, id);
    const alarms = {
      InternalFailure: {
        metricName: 'DNSSECInternalFailure',
        meaning:
          'Route 53 cannot sign the zone, mostly because it may not use the key: resolvers that validate will stop answering for the shop',
      },
      KeyNeedsAction: {
        metricName: 'DNSSECKeySigningKeysNeedingAction',
        meaning:
          'The key that signs the keys of the zone needs somebody, mostly because Route 53 may no longer use its KMS key',
      },
    };
    for (const [name, { metricName, meaning }] of Object.entries(alarms)) {
      new Alarm(this, name, {
        metric: new Metric({
          namespace: 'AWS/Route53',
          metricName,
          dimensionsMap: { HostedZoneId: zone.hostedZoneId },
          period: Duration.hours(4),
          statistic: Stats.MAXIMUM,
        }),
        alarmDescription: alertText(meaning, 'zone-signing'),
        threshold: 1,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        // A period may fall between two reports.
        treatMissingData: TreatMissingData.IGNORE,
      }).addAlarmAction(alertBy(storefront, 'page'));
    }
  }
}
