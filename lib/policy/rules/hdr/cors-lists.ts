import type { Resolved, Value } from '../../../cloudformation/model/types.ts';
import { observe, type Verdict } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/** Requires a list of exact https origins. */
export function expectOrigins(list: Value): Observation {
  return expectEach(list, 'exact https origins', isOrigin);
}

/** Requires that a list of methods only reads. */
export function expectReadingMethods(list: Value): Observation {
  return expectEach(list, 'GET or HEAD', (text) => ['GET', 'HEAD'].includes(text));
}

/** Whether text is one origin, to be reached by https alone. */
export function isOrigin(text: string): boolean {
  return origin.test(text);
}

const origin = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d+)?$/i;

function expectEach(list: Value, expected: string, isGood: (text: string) => boolean): Observation {
  if (!list.isDecidedList) return observation('unknown', list, { expected });
  const judge = (resolved: Resolved): Verdict => {
    if (resolved.kind !== 'literal') return undefined;
    return typeof resolved.value === 'string' && isGood(resolved.value);
  };
  // Where a condition leaves the whole setting out, no origin is let in.
  const cases = list.each().filter((one) => list.isAbsent || !one.isAbsent);
  const items = cases.map((one) => one.items());
  const statuses = items.flat().map((item) => observe(item, { expected }, judge).status);
  if (statuses.includes('fail') || items.some(({ length }) => length === 0))
    return observation('fail', list, { expected });
  return observation(statuses.includes('unknown') ? 'unknown' : 'pass', list, { expected });
}
