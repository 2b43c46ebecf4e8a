/** What the card guard counts: data that reached a log line, and data that an endpoint sent back. */
export type CardMetric = 'CardDataFound' | 'CardDataRefused';

/** One occurrence as a line in CloudWatch's embedded metric format, which makes a metric of it without a call. */
export function metricLine(name: CardMetric, service: string, now: Date): string {
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
