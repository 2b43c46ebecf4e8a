import { addTo, addToEach } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { candidatesBy } from './candidates.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';

const alarmType = 'AWS::CloudWatch::Alarm';

/** Metrics of CloudWatch that an alarm picks by a dimension. */
interface Watched {
  readonly namespace: string;
  readonly dimension: string;
  readonly value: Value;
}

/**
 * The alarms beside a resource that watch, or may watch, a metric with a dimension. They are sorted once for a model:
 * asking each alarm about each metric takes the square of their number.
 */
export function alarmsOn(
  model: Model,
  resource: Resource,
  { namespace, dimension, value }: Watched,
): readonly Resource[] {
  const { byNamespace, byDimension, openIn, open } = sorted(model.beside(resource, alarmType));
  const { literal } = value;
  // What the dimension has to be is only known at deployment, so any alarm on these metrics may be meant.
  if (typeof literal !== 'string') return byNamespace.get(namespace) ?? open;
  const sure = byDimension.get(keyOf(namespace, dimension, literal)) ?? [];
  return [...sure, ...(openIn.get(namespace) ?? []), ...open];
}

/** The alarms beside a resource that watch, or may watch, metrics of a namespace. */
export function alarmsIn(model: Model, resource: Resource, namespace: string): readonly Resource[] {
  const { byNamespace, open } = sorted(model.beside(resource, alarmType));
  return byNamespace.get(namespace) ?? open;
}

/** Alarms by what their dimensions name; one without any watches a metric of everything. */
export const alarmsByDimension = candidatesBy((alarm) => {
  const list = alarm.property('Dimensions');
  return list.isDecidedList ? list.items().map((dimension) => dimension.at('Value')) : [list];
});

/** The alarms beside a resource that watch, or may watch, metrics outside the namespaces of AWS. */
export function alarmsOnOwnMetrics(model: Model, resource: Resource): readonly Resource[] {
  return sorted(model.beside(resource, alarmType)).own;
}

interface SortedAlarms {
  /** Each with those of which only the deployment tells what they watch. */
  readonly byNamespace: ReadonlyMap<string, readonly Resource[]>;
  /** By namespace and one dimension; an alarm with two dimensions stands here twice. */
  readonly byDimension: ReadonlyMap<string, readonly Resource[]>;
  readonly own: readonly Resource[];
  /** By namespace those of which only the deployment tells one of the dimensions. */
  readonly openIn: ReadonlyMap<string, readonly Resource[]>;
  /** Those of which only the deployment tells the namespace. */
  readonly open: readonly Resource[];
}

type Index = Map<string, Resource[]>;

const sorted = memoized(sort);

function sort(alarms: readonly Resource[]): SortedAlarms {
  const byNamespace: Index = new Map();
  const byDimension: Index = new Map();
  const openIn: Index = new Map();
  const [own, open]: [Resource[], Resource[]] = [[], []];
  for (const alarm of alarms) {
    const namespace = alarm.property('Namespace').literal;
    if (typeof namespace !== 'string') {
      open.push(alarm);
      continue;
    }
    if (!namespace.startsWith('AWS/')) own.push(alarm);
    addTo(byNamespace, namespace, alarm);
    const dimensions = dimensionsOf(alarm);
    if (dimensions)
      addToEach(
        byDimension,
        dimensions.map((one) => keyOf(namespace, one)),
        alarm,
      );
    else addTo(openIn, namespace, alarm);
  }
  for (const alarmsOfOne of byNamespace.values()) alarmsOfOne.push(...open);
  return { byNamespace, byDimension, openIn, own: [...own, ...open], open };
}

/** Each dimension as one text; nothing where one of them is only known at deployment. */
function dimensionsOf(alarm: Resource): readonly string[] | undefined {
  const list = alarm.property('Dimensions');
  if (!list.isDecidedList || list.alternatives.length > 1) return undefined;
  const written = list.items().map((item) => {
    const [name, value] = [item.at('Name').literal, item.at('Value').literal];
    return item.isOptional || typeof name !== 'string' || typeof value !== 'string'
      ? undefined
      : keyOf(name, value);
  });
  const known = written.filter((dimension) => dimension !== undefined);
  return known.length === written.length ? known : undefined;
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('\n');
}
