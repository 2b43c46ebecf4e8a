import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { mayReferTo } from '../../cloudformation/references.ts';
import type { Verdict } from '../expect.ts';
import { missing, type Observation, observation } from '../observation.ts';

/** Resources of `type` whose property at `path` refers to the subject, at least in one case. */
export function attached(
  model: Model,
  subject: Resource,
  { type, path }: { readonly type: string; readonly path: string },
): readonly Resource[] {
  return model
    .referrers(subject, type)
    .filter(
      (support) => existsWith(support, subject) !== false && mayReferTo(support.property(path), subject),
    );
}

/** Whether `support` exists in every case in which `subject` does: either may carry a condition. */
export function existsWith(support: Resource, subject: Resource): Verdict {
  const own = subject.template === support.template ? subject.definition['Condition'] : undefined;
  const given = typeof own === 'string' ? new Map([[own, true]]) : new Map<string, boolean>();
  return support.isMade(given);
}

/** What is wrong with a supporting resource that a condition takes away, or may take away; nothing otherwise. */
export function doubtAbout(support: Resource, subject: Resource): readonly Observation[] {
  const exists = existsWith(support, subject);
  if (exists) return [];
  const expected = `a condition that holds wherever ${subject.logicalId} exists`;
  const status = exists === undefined ? 'unknown' : 'fail';
  return [observation(status, support.attribute('Condition'), { expected })];
}

/** Where one of several suffices: what was seen of the right one, else of the one that lacks least. */
export function bestOf(
  candidates: readonly (readonly Observation[])[],
  otherwise: readonly Observation[],
): readonly Observation[] {
  const [first, ...others] = candidates;
  if (!first) return otherwise;
  return others.reduce((best, next) => (flaws(next) < flaws(best) ? next : best), first);
}

/** The observations that are no passes: for properties of which only a wrong value matters. */
export function flawsOf(seen: readonly Observation[]): readonly Observation[] {
  return seen.filter(({ status }) => status !== 'pass');
}

interface CheckoutRequest {
  /** What the list has to hold, as a phrase. */
  readonly expected: string;
  /** What makes an item the one that is meant; an item that fails here is another one. */
  readonly identify: (item: Value) => readonly Observation[];
  /** What else has to be right about it. */
  readonly judge?: (item: Value) => readonly Observation[];
}

/** Judges that a list holds a certain item, in every alternative of the list. */
export function expectItem(list: Value, wanted: CheckoutRequest): readonly Observation[] {
  return distinct(list.each().flatMap((one) => expectItemIn(one, wanted)));
}

/** Leaves out what was seen twice at the same place, as alternatives of a list bring it about. */
export function distinct(seen: readonly Observation[]): readonly Observation[] {
  const byText = new Map(
    seen.map((one) => [[one.status, one.resource.logicalId, one.message].join('\n'), one]),
  );
  return [...byText.values()];
}

function expectItemIn(
  list: Value,
  { expected, identify, judge = () => [] }: CheckoutRequest,
): readonly Observation[] {
  if (!list.isDecidedList) return [observation('unknown', list, { expected: `a list with ${expected}` })];
  const candidates = list.items().flatMap((item) => {
    const identity = identify(item);
    if (identity.some(({ status }) => status === 'fail')) return [];
    const optional = item.isOptional ? [missing(list.resource, list.path, `${expected} in every case`)] : [];
    return [[...identity, ...judge(item), ...optional]];
  });
  return bestOf(candidates, [missing(list.resource, list.path, expected)]);
}

/** A failure affectsOrder more than any number of doubts. */
function flaws(seen: readonly Observation[]): number {
  const failures = seen.filter(({ status }) => status === 'fail').length;
  const doubts = seen.filter(({ status }) => status === 'unknown').length;
  return failures * (seen.length + 1) + doubts;
}
