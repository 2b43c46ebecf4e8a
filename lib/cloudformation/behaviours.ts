import { memoized } from '../memoized.ts';
import type { Resource, Value } from './model/types.ts';

/** Every cache behaviour of a distribution, the default one first. */
export const behaviours = memoized((distribution: Resource): readonly Value[] => {
  const config = distribution.property('DistributionConfig');
  const others = config.at('CacheBehaviors');
  // A list that only the deployment knows stands for itself, so that whatever is asked of it stays unknown.
  const extra = others.isDecidedList ? others.items() : [others];
  return [config.at('DefaultCacheBehavior'), ...extra];
});
