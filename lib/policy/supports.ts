import type { Model } from '../cloudformation/model/model.ts';
import type { Truth } from '../cloudformation/model/truth.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { mayReferTo } from '../cloudformation/references.ts';
import { type Observation, observation } from './observation.ts';

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
export function existsWith(support: Resource, subject: Resource): Truth {
  if (support.definition['Condition'] === undefined) return true;
  const own = subject.template === support.template ? subject.definition['Condition'] : undefined;
  return support.isMade(typeof own === 'string' ? new Map([[own, true]]) : new Map());
}

/** What is wrong with a supporting resource that a condition takes away, or may take away; nothing otherwise. */
export function doubtAbout(support: Resource, subject: Resource): readonly Observation[] {
  const exists = existsWith(support, subject);
  if (exists) return [];
  const expected = `a condition that holds wherever ${subject.logicalId} exists`;
  const status = exists === undefined ? 'unknown' : 'fail';
  return [observation(status, support.attribute('Condition'), { expected })];
}
