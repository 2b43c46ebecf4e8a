import type { Resource } from '../../../cloudformation/model/types.ts';
import { Observation } from '../../observation.ts';

/** Judges that a template makes one of what a region can have only one of: the second fails, or takes the place of the first. */
export function onlyOne(resource: Resource): readonly Observation[] {
  const all = resource.template.ofType(resource.type).filter((other) => other.isMade() !== false);
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
