import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alertBy, alertText } from '../common/alerts.ts';
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
    const alarms = {
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
    };
    for (const [name, { metricName, threshold, meaning }] of Object.entries(alarms)) {
      new Alarm(this, name, {
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName,
          dimensionsMap: { 'ses:configuration-set': configurationSet },
          period: Duration.hours(1),
          statistic: Stats.MAXIMUM,
        }),
        alarmDescription: alertText(meaning, 'mail-reputation'),
        threshold,
        evaluationPeriods: 1,
        comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
        // The rates are written when mail is sent.
        treatMissingData: TreatMissingData.IGNORE,
      }).addAlarmAction(alertBy(storefront, 'ticket'));
    }
  }
}
