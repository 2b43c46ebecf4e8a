import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { BackupMetric } from '../../../lambda/shared/log/metric.ts';
import type { AlertWay } from '../../contract/account-names.ts';
import { alertBy, alertText } from '../common/alerts.ts';
import type { NodeFunction } from '../common/node-function.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface BackupAlarmsProps {
  readonly storefront: Storefront;
  /** Counts how the jobs of AWS Backup end. */
  readonly events: NodeFunction;
}

interface CountAlarm {
  readonly way: AlertWay;
  readonly says: string;
}

/** Says what to do, of the files of docs/runbooks. */
const runbook = 'backup-failed';

const failures = {
  BackupFailed: {
    way: 'ticket',
    says: 'A backup of the shop failed, expired or was aborted',
  },
  CopyFailed: { way: 'ticket', says: 'A backup could not be copied to its other place' },
  RestoreFailed: {
    way: 'ticket',
    says: 'A backup could not be restored, or what was restored is none that the shop could go on with',
  },
} as const satisfies Partial<Record<BackupMetric, CountAlarm>>;

/** Tells people when a backup, a copy or a restore fails, and when nothing came for as long as work may be lost. */
export class BackupAlarms extends Construct {
  private readonly storefront: Storefront;
  private readonly service: string;

  constructor(scope: Construct, id: string, { storefront, events }: BackupAlarmsProps) {
    super(scope, id);
    this.storefront = storefront;
    this.service = events.function.functionName;
    const { rpoHours, recovery } = storefront.environment.backup;
    for (const [name, alarm] of Object.entries(failures)) {
      if (name !== 'CopyFailed' || recovery) this.surplus(name, this.counted(name), alarm);
    }
    this.surplus('Errors', this.errors(), {
      way: 'ticket',
      says: 'The function that follows the backups ended with an error',
    });
    this.silence('BackupMade', `No backup has been made for ${rpoHours} hours, which is the RPO`);
    if (recovery)
      this.silence('CopyMade', `No backup has been copied for ${rpoHours} hours, which is the RPO`);
  }

  private surplus(id: string, metric: Metric, { way, says }: CountAlarm): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: alertText(says, runbook),
    });
    alarm.addAlarmAction(alertBy(this.storefront, way));
  }

  /** What should be counted and is not is missing altogether, so silence is the alarm. */
  private silence(name: BackupMetric, says: string): void {
    const alarm = new Alarm(this, `No${name}`, {
      metric: this.counted(name),
      threshold: 1,
      evaluationPeriods: this.storefront.environment.backup.rpoHours,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      alarmDescription: alertText(says, runbook),
    });
    alarm.addAlarmAction(alertBy(this.storefront, 'page'));
  }

  private counted(metricName: string): Metric {
    return new Metric({
      namespace: 'Palisade',
      metricName,
      dimensionsMap: { service: this.service },
      statistic: Stats.SUM,
      period: Duration.hours(1),
    });
  }

  private errors(): Metric {
    return new Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: this.service },
      statistic: Stats.SUM,
      period: Duration.hours(1),
    });
  }
}
