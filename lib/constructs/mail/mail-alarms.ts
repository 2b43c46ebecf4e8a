import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { metricAlarms } from '../common/metric-alarms.ts';
import type { Storefront } from '../contract/storefront.ts';
import reputation from './reputation.json' with { type: 'json' };

export interface MailAlarmsProps {
  readonly storefront: Storefront;

  /** Name of the configuration set that mail is sent with. */
  readonly configurationSet: string;
}

/** Tells people when so much mail bounces or is complained about that Amazon would soon stop the account's mail. */
export class MailAlarms extends Construct {
  constructor(scope: Construct, id: string, { storefront, configurationSet }: MailAlarmsProps) {
    super(scope, id);
    metricAlarms(this, {
      storefront,
      namespace: 'AWS/SES',
      dimensions: { 'ses:configuration-set': configurationSet },
      period: Duration.hours(1),
      runbook: 'mail-reputation',
      way: 'ticket',
      metrics: {
        Bounces: {
          metricName: 'Reputation.BounceRate',
          threshold: reputation.told.bounces,
          meaning:
            "Too much of the shop's mail bounces: addresses are mistyped, bought or old. Amazon soon reviews the account",
        },
        Complaints: {
          metricName: 'Reputation.ComplaintRate',
          threshold: reputation.told.complaints,
          meaning:
            "Too many people call the shop's mail junk, or somebody sends junk in its name. Amazon soon reviews the account",
        },
      },
    });
  }
}
