/**
 * What functions count; each one has an alarm. The first two are the card guard's: data that reached a log line, and
 * data that an endpoint sent back.
 */
export const metrics = [
  'CardDataFound',
  'CardDataRefused',
  'SecretMissing',
  'SessionFailed',
  'GatewayUnavailable',
  'CircuitOpened',
  'CallbackRefused',
  'CallbackUndecidable',
  'EventKindUnknown',
  'EventLeftBehind',
  'EventUnconfirmed',
  'PaymentWithoutOrder',
  'OrderNeedsReview',
  'OrderChangeLeftBehind',
  'OrderWithoutWord',
  'RotationFailed',
  'RotationWaits',
  'PaymentCspViolation',
  'PolicyViolation',
  'ReportsLost',
  'PageCompared',
  'PageChanged',
  'ShopperOrdersFailed',
] as const;
/** What is counted of the jobs of AWS Backup; each one has an alarm. */
export const backupMetrics = [
  'BackupMade',
  'BackupFailed',
  'CopyMade',
  'CopyFailed',
  'RestoreFailed',
] as const;
export type BackupMetric = (typeof backupMetrics)[number];
export type Metric = (typeof metrics)[number] | BackupMetric;

/** One occurrence as a line in CloudWatch's embedded metric format, which makes a metric of it without a call. */
export function metricLine(name: Metric, service: string, now: Date): string {
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        { Namespace: 'Palisade', Dimensions: [['service']], Metrics: [{ Name: name, Unit: 'Count' }] },
      ],
    },
    service,
    [name]: 1,
  });
}
