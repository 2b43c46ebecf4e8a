import picomatch from 'picomatch';
import type { AcceptanceOfEvery } from '../../contract/acceptance.ts';
import { memoized } from '../../memoized.ts';
import type { Judgement } from '../judged-finding.ts';

type Resources = AcceptanceOfEvery['resources'];

/** Whether what is judged is a resource of the type, in a stack and a template that fit. What is missing altogether is no resource. */
export function isAmongResources({ place, subject }: Judgement, resources: Resources): boolean {
  if (place.logicalId === '') return false;
  const isOfType = [place.type, subject?.type].includes(resources.type);
  return isOfType && fitsOf(resources)(place);
}

/** A pattern is compiled once: a report has thousands of findings. */
const fitsOf = memoized(({ stack = '**', path = '**' }: Resources) => {
  const isStack = picomatch(stack, { dot: true });
  const isPath = picomatch(path, { dot: true });
  return (place: Judgement['place']) => isStack(place.stack) && isPath(place.template);
});
