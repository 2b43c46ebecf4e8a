import type { Resource } from '../../../cloudformation/model/types.ts';
import { memoized } from '../../../memoized.ts';
import { Observation } from '../../observation.ts';

/** Judges that a template makes one of what a region can have only one of: the second fails, or takes the place of the first. */
export function onlyOne(resource: Resource): readonly Observation[] {
  const all = madeOf(resource.template.ofType(resource.type));
  if (all.length < 2) return [];
  return [
    new Observation({
      status: 'fail',
      resource,
      place: 'Type',
      actual: `${all.length} of them`,
      expected: 'one in a region',
      says: `is ${resource.type} ${all.length} times; a region has one`,
    }),
  ];
}

/** Those of a list that some deployment has; counted once, since each of them asks. */
export const madeOf = memoized((resources: readonly Resource[]) =>
  resources.filter((resource) => resource.isMade() !== false),
);
