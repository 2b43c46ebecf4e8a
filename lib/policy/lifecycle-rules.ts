import { isList } from '../cloudformation/model/json.ts';
import type { Value } from '../cloudformation/model/types.ts';
import { flawsOf } from './choices.ts';
import { expectOneOf, observeLiteral } from './expect.ts';
import type { Observation } from './observation.ts';

/** Judges that a lifecycle rule of a bucket is in force, for every object. */
export function forEveryObject(rule: Value): readonly Observation[] {
  return [
    expectOneOf(rule.at('Status'), ['Enabled']),
    ...flawsOf(filters.map((path) => unfiltered(rule.at(path)))),
  ];
}

/** What narrows a lifecycle rule to some of the objects. */
const filters = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** An empty prefix and an empty list of tags take every object too. */
function unfiltered(value: Value): Observation {
  const expected = 'no value, so that the rule takes every object';
  return observeLiteral(
    value,
    { expected },
    (literal) => literal === undefined || literal === '' || (isList(literal) && literal.length === 0),
  );
}
