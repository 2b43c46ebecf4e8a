import type { Value } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectOneOf, observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/**
 * Judges that a filter, which may save room, drops nothing but requests that the web ACL allowed: one that keeps only what
 * was blocked loses what was counted or challenged.
 */
export function blocksLogged(filter: Value): readonly Observation[] {
  const filters = filter.at('Filters');
  if (!filters.isDecidedList) {
    return [observation('unknown', filters, { expected: 'filters that drop nothing but allowed requests' })];
  }
  const items = filters.items();
  const behavior = filter.at('DefaultBehavior').withDefault('KEEP');
  return [...items.flatMap(dropsAllowed), ...flawsOf([expectOneOf(behavior, ['KEEP'])])];
}

function dropsAllowed(item: Value): readonly Observation[] {
  if (item.at('Behavior').literal === 'KEEP') return [];
  const actions = actionsOf(item);
  if (actions.length > 0 && actions.every((action) => action.literal === 'ALLOW')) return [];
  return flawsOf([
    observeLiteral(
      item.at('Behavior'),
      { expected: 'KEEP, or DROP of allowed requests alone' },
      (literal) => literal === 'KEEP',
    ),
  ]);
}

/** The action of each condition; nothing known where a condition asks for a label. */
function actionsOf(item: Value): readonly Value[] {
  return item
    .at('Conditions')
    .items()
    .map((condition) => condition.at('ActionCondition.Action'));
}
