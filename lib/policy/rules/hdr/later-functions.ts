import type { Value } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { memoized } from '../../../memoized.ts';
import { type Observation, observation } from '../../observation.ts';

const lists = ['FunctionAssociations', 'LambdaFunctionAssociations'];

/**
 * Doubts what a behaviour sends where a function runs on the finished response: CloudFront adds the headers of
 * a policy before that, so the function may take any of them out again, and only its code tells.
 */
export const functionsAfterwards = memoized((behaviour: Value): readonly Observation[] => {
  // Of a behaviour that is open itself, its headers policy says so already.
  if (behaviour.alternatives.some(({ kind }) => kind === 'unknown')) return [];
  return lists
    .map((name) => behaviour.at(name))
    .flatMap((list) => (list.isDecidedList ? list.items() : [list]))
    .map((association) => association.at('EventType'))
    .filter((event) => textIs(event, (text) => text === 'viewer-response') !== false)
    .map(doubt);
});

function doubt(event: Value): Observation {
  const says = `is ${event}: that function runs after the headers policy, and only its code tells whether it leaves the headers as they are`;
  return observation('unknown', event, { expected: 'an event before the headers policy' }).with({ says });
}
