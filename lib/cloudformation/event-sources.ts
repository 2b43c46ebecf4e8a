import { addToEach } from '../group-by.ts';
import { memoized } from '../memoized.ts';
import { arnFields } from './arns.ts';
import { lookup } from './lookup.ts';
import type { Model } from './model/model.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { referenced } from './references.ts';

/** Brings what a queue or a stream holds to a function. */
export const mappingType = 'AWS::Lambda::EventSourceMapping';
export const queueType = 'AWS::SQS::Queue';

/** The queues that a value means in any of its alternatives, see `queuesNamed`. */
export function queuesMeant(value: Value, model: Model): readonly Resource[] {
  const found = value.alternatives.flatMap((resolved) => queuesNamed(resolved, value.resource, model));
  return [...new Set(found)];
}

/** The queues that one alternative of a value means: the one that it refers to, or those that have the name at the end of the ARN. */
export function queuesNamed(resolved: Resolved, user: Resource, model: Model): readonly Resource[] {
  if (resolved.kind === 'reference') return resolved.resource.type === queueType ? [resolved.resource] : [];
  const { service, resource = '' } = arnFields(resolved) ?? {};
  return service === 'sqs' ? lookup(model.beside(user, queueType), 'QueueName').saying(resource) : [];
}

/** The mappings that read a queue, or the stream of a table. */
export function mappingsOf(source: Resource, model: Model): readonly Resource[] {
  return sortedBySource(model)(model.beside(source, mappingType)).get(source) ?? [];
}

/** Sorted once for a model: asking each mapping about each source takes the square of their number. */
const sortedBySource = memoized((model: Model) =>
  memoized((mappings: readonly Resource[]): ReadonlyMap<Resource, readonly Resource[]> => {
    const sorted = new Map<Resource, Resource[]>();
    for (const mapping of mappings) {
      addToEach(sorted, sourcesOf(mapping, model), mapping);
    }
    return sorted;
  }),
);

/** What a mapping reads, as far as it is among the templates. */
export function sourcesOf(mapping: Resource, model: Model): readonly Resource[] {
  const value = mapping.property('EventSourceArn');
  const direct = referenced(value);
  return direct ? [direct] : queuesMeant(value, model);
}
