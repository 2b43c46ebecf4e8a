import {
  mappingsOf,
  mappingType,
  queuesMeant,
  queueType,
  sourcesOf,
} from '../cloudformation/event-sources.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { refersTo } from '../cloudformation/references.ts';
import { valuesAt } from '../cloudformation/value-paths.ts';
import { memoized } from '../memoized.ts';

interface Caller {
  readonly type: string;
  /** Where it names the function. */
  readonly path: string;
}

const requests: Caller = { type: 'AWS::ElasticLoadBalancingV2::TargetGroup', path: 'Targets[].Id' };

/** What calls functions while the shop runs. */
const callers: readonly Caller[] = [
  requests,
  { type: 'AWS::Events::Rule', path: 'Targets[].Arn' },
  { type: 'AWS::Scheduler::Schedule', path: 'Target.Arn' },
  { type: 'AWS::SecretsManager::RotationSchedule', path: 'RotationLambdaARN' },
];

/** Whether a function answers requests of the load balancer. */
export function answersRequests(lambda: Resource, model: Model): boolean {
  return isCalledBy(lambda, requests, model);
}

/** Which resources of a type are meant by the name of a subject. */
export const subjects: Readonly<Record<string, (resource: Resource, model: Model) => boolean>> = {
  every: () => true,
  // What CloudFormation alone calls fails with its stack, which somebody watches.
  called: (lambda, model) =>
    callers.some((caller) => isCalledBy(lambda, caller, model)) || mappingsTo(lambda, model).length > 0,
  // What answers nobody is called again later.
  answers: answersRequests,
  fedByStream: (lambda, model) =>
    mappingsTo(lambda, model).some((mapping) =>
      sourcesOf(mapping, model).every(({ type }) => type !== queueType),
    ),
  read: (queue, model) => mappingsOf(queue, model).length > 0,
  ofDeadLetters: (queue, model) => deadLetterQueues(model)(model.beside(queue, queueType)).has(queue),
};

/** Whether a resource of a type calls a function, as one that answers requests is called by its target group. */
function isCalledBy(lambda: Resource, { type, path }: Caller, model: Model): boolean {
  return model
    .referrers(lambda, type)
    .some((caller) => valuesAt(caller, path).some((target) => refersTo(target, lambda)));
}

/** The mappings that bring a function what it reads. */
function mappingsTo(lambda: Resource, model: Model): readonly Resource[] {
  return model
    .referrers(lambda, mappingType)
    .filter((mapping) => refersTo(mapping.property('FunctionName'), lambda));
}

/** The queues that take what others could not do: where queues, sources and calls of functions name them. */
export const deadLetterQueues = memoized((model: Model) =>
  memoized((queues: readonly Resource[]): ReadonlySet<Resource> => {
    const [first] = queues;
    if (!first) return new Set();
    const names = lastPlaces.flatMap(({ type, path }) =>
      model.beside(first, type).map((sender) => sender.property(path)),
    );
    return new Set(names.flatMap((name) => queuesMeant(name, model)));
  }),
);

const lastPlaces = [
  { type: queueType, path: 'RedrivePolicy.deadLetterTargetArn' },
  { type: mappingType, path: 'DestinationConfig.OnFailure.Destination' },
  { type: 'AWS::Lambda::EventInvokeConfig', path: 'DestinationConfig.OnFailure.Destination' },
  { type: 'AWS::Lambda::Function', path: 'DeadLetterConfig.TargetArn' },
] as const;
