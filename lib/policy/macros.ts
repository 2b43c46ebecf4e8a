import { mayWrite } from '../cloudformation/hidden-resources.ts';
import type { Observation } from './observation.ts';

/** What is objected to because nothing is written is open where a macro, or a function that is not expanded, may write it. */
export function leftToMacros(seen: Observation): Observation {
  if (seen.status !== 'fail' || !seen.isOfNothing) return seen;
  const by = mayWrite(seen.resource, seen.path);
  if (by === undefined) return seen;
  return seen
    .with({ status: 'unknown', sentence: seen.sentence })
    .withNote(`${by}, which is not expanded, may write it`);
}
