import { Duration } from 'aws-cdk-lib';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { metricAlarms } from '../common/metric-alarms.ts';
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
    metricAlarms(this, {
      storefront,
      namespace: 'AWS/Route53',
      dimensions: { HostedZoneId: zone.hostedZoneId },
      period: Duration.hours(4),
      runbook: 'zone-signing',
      way: 'page',
      metrics: {
        InternalFailure: {
          metricName: 'DNSSECInternalFailure',
          threshold: 1,
          meaning:
            'Route 53 cannot sign the zone, mostly because it may not use the key: resolvers that validate will stop answering for the shop',
        },
        KeyNeedsAction: {
          metricName: 'DNSSECKeySigningKeysNeedingAction',
          threshold: 1,
          meaning:
            'The key that signs the keys of the zone needs somebody, mostly because Route 53 may no longer use its KMS key',
        },
      },
    });
  }
}
