import { mappingsOf, queuesMeant, queuesNamed, queueType } from '../../../cloudformation/event-sources.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { mayReferTo, referenced } from '../../../cloudformation/references.ts';
import { isJudgedWhole, withoutStacks } from '../../among-templates.ts';
import { flawsOf } from '../../choices.ts';
import { asNumber, doubtAbout, expectNumber, expectOneOf, observe } from '../../expect.ts';
import { deadLetterQueues } from '../../function-calls.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './payment-ways.json' with { type: 'json' };

/** A message of a payment is worked off, or it lies where a person finds it. */
export const pay12Queues: Rule = {
  id: 'PAY-12-queues',
  title: 'A queue that a storefront works off keeps each message until it was worked off, or sets it aside',
  severity: 'high',
  types: [queueType],
  why: 'A payment event that is tried for ever blocks those behind it, one that is given up at once is lost, and one that is seen again too early is worked off twice.',
  fix: 'Set RedrivePolicy with a dead-letter queue of the templates and a maxReceiveCount of 5 to 100, VisibilityTimeout of six timeouts of the function that reads it, no DelaySeconds, and keep messages for four days at least.',
  controls: ['PAY-12'],
  since: '0.1.0',
  stage: 'enforced',
  check: (queue, model) => {
    if (!queue.template.storefront) return [notApplicable(queue, 'no storefront depends on it')];
    const readers = mappingsOf(queue, model);
    if (readers.length > 0) return [...workedOff(queue, readers, model), ...flawsOf(holds(queue))];
    if (!deadLetterQueues(model)(model.beside(queue, queueType)).has(queue)) return [unread(queue, model)];
    const flaws = flawsOf(holds(queue));
    return flaws.length > 0 ? flaws : [notApplicable(queue, 'it keeps what others set aside')];
  },
};

/** Where stacks of the storefront were not given, a function in one of them may read it. */
function unread(queue: Resource, model: Model): Observation {
  if (isJudgedWhole(queue, model))
    return notApplicable(queue, 'no function of the templates reads it or sets anything aside there');
  const unknown = missing(queue, 'Properties', 'a function that reads it').with({ status: 'unknown' });
  return withoutStacks(unknown, 'has no function that was seen to read it', queue, model);
}

function workedOff(queue: Resource, readers: readonly Resource[], model: Model): readonly Observation[] {
  return [
    ...setsAside(queue, model),
    expectNumber(queue.property('RedrivePolicy.maxReceiveCount'), facts.receives),
    expectNumber(queue.property('VisibilityTimeout').withDefault(30), {
      min: Math.max(...readers.map(leastInvisible)),
      max: facts.longestInvisibleSeconds,
    }),
    ...flawsOf([
      expectNumber(queue.property('DelaySeconds').withDefault(0), { min: 0, max: facts.longestDelaySeconds }),
    ]),
  ];
}

/** Where messages go that nobody can work off: to a queue that nothing takes them from, and that lets them in. */
function setsAside(queue: Resource, model: Model): readonly Observation[] {
  const named = queue.property('RedrivePolicy.deadLetterTargetArn');
  const expected = 'a queue of the templates that no function reads';
  const others = queuesMeant(named, model).filter((target) => target !== queue);
  return [
    observe(named, { expected }, (resolved): Truth => {
      const targets = queuesNamed(resolved, queue, model);
      if (targets.length > 0) return targets.every((target) => isLast(target, queue, model));
      return resolved.kind === 'absent' || isJudgedWhole(queue, model) ? false : undefined;
    }),
    ...others.flatMap((target) => [...doubtAbout(target, queue), ...flawsOf(admits(target, queue))]),
  ];
}

function isLast(target: Resource, queue: Resource, model: Model): boolean {
  return target !== queue && mappingsOf(target, model).length === 0;
}

function admits(target: Resource, queue: Resource): readonly Observation[] {
  const policy = target.property('RedriveAllowPolicy');
  const sources = policy.at('sourceQueueArns');
  const isListed = sources.items().some((item) => mayReferTo(item, queue));
  return [
    expectOneOf(policy.at('redrivePermission').withDefault('allowAll'), [
      'allowAll',
      ...(isListed ? ['byQueue'] : []),
    ]),
  ];
}

/** Six timeouts of the function, and as long as Lambda waits until a batch is full. */
function leastInvisible(mapping: Resource): number {
  const lambda = referenced(mapping.property('FunctionName'));
  const timeout = asNumber(lambda?.property('Timeout').withDefault(3).literal) ?? 0;
  const waits = asNumber(mapping.property('MaximumBatchingWindowInSeconds').literal) ?? 0;
  return facts.timeoutsUntilVisible * timeout + waits;
}

function holds(queue: Resource): readonly Observation[] {
  const { retentionSeconds, messageBytes } = facts;
  return [
    expectNumber(queue.property('MessageRetentionPeriod').withDefault(retentionSeconds), {
      min: retentionSeconds,
    }),
    expectNumber(queue.property('MaximumMessageSize').withDefault(messageBytes), { min: messageBytes }),
  ];
}
