import { addTo } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';

const alarmType = 'AWS::CloudWatch::Alarm';

/** A metric of one resource, which a dimension names by its reference or by its physical name. */
export interface MetricOf {
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: string;
  readonly subject: Resource;
  /** Where the subject has the name that the dimension may say. */
  readonly name?: Value | undefined;
}

/** The alarms on one metric. */
export interface AlarmsOn {
  /** Those on the metric of the subject. */
  readonly found: readonly Resource[];
  /** Those on the metric of something that only the deployment tells. */
  readonly open: readonly Resource[];
}

/** The alarms beside a resource on a metric of it. They are sorted once, by metric and by what their dimensions name. */
export function alarmsOnMetric(
  { namespace, metric, dimension, subject, name }: MetricOf,
  model: Model,
): AlarmsOn {
  const of = sorted(model.beside(subject, alarmType)).get([namespace, metric, dimension].join('\n'));
  const literal = name?.literal;
  return {
    found: [
      ...(of?.byResource.get(subject) ?? []),
      ...(typeof literal === 'string' ? (of?.byText.get(literal) ?? []) : []),
    ],
    open: of?.open ?? [],
  };
}

interface Sorted {
  readonly byResource: Map<Resource, Resource[]>;
  readonly byText: Map<string, Resource[]>;
  readonly open: Resource[];
}

const sorted = memoized((alarms: readonly Resource[]): ReadonlyMap<string, Sorted> => {
  const byMetric = new Map<string, Sorted>();
  for (const alarm of alarms) {
    for (const dimension of alarm.property('Dimensions').items()) {
      const parts = [alarm.property('Namespace'), alarm.property('MetricName'), dimension.at('Name')];
      const key = parts.map(({ literal }) => String(literal)).join('\n');
      const known = byMetric.get(key) ?? { byResource: new Map(), byText: new Map(), open: [] };
      byMetric.set(key, known);
      sortIn(known, dimension.at('Value'), alarm);
    }
  }
  return byMetric;
});

function sortIn({ byResource, byText, open }: Sorted, value: Value, alarm: Resource): void {
  for (const resolved of value.alternatives) {
    if (resolved.kind === 'reference') addTo(byResource, resolved.resource, alarm);
    else if (resolved.kind === 'literal') addTo(byText, String(resolved.value), alarm);
    else open.push(alarm);
  }
}
