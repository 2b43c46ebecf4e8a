import { memoized } from '../memoized.ts';
import { ownAccount } from './accounts.ts';
import { arnFields } from './arns.ts';
import { all, type Truth } from './model/truth.ts';
import type { Resolved, Resource, TextPart, Value } from './model/types.ts';

/** Every cache behaviour of a distribution, the default one first. */
export const behaviours = memoized((distribution: Resource): readonly Value[] => {
  const config = distribution.property('DistributionConfig');
  const others = config.at('CacheBehaviors');
  // A list that only the deployment knows stands for itself, so that whatever is asked of it stays unknown.
  const extra = others.isDecidedList ? others.items() : [others];
  return [config.at('DefaultCacheBehavior'), ...extra];
});

/** Whether a value is the ARN of the distribution, or of any that the templates define. */
export function namesDistribution(value: Value, distribution?: Resource): Truth {
  return all(value.alternatives.map((resolved) => isArnOf(resolved, distribution)));
}

/** Whether a value takes in the distributions of the policy's own account, all of them. */
export function namesOwnDistributions(value: Value): Truth {
  const [arn, ...others] = value.alternatives.map(arnFields);
  if (others.length > 0 || arn?.service !== 'cloudfront' || arn.resource !== 'distribution/*') return false;
  return arn.account === undefined ? undefined : arn.account === ownAccount(value).literal;
}

function isArnOf(resolved: Resolved, distribution: Resource | undefined): Truth {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'text') return endsWith(resolved.parts.slice(-2), distribution);
  // The id of a distribution is made at deployment, so one that is written out may be this one.
  return /^distribution\/[A-Z0-9]+$/.test(arnFields(resolved)?.resource ?? '') ? undefined : false;
}

function endsWith([before, last]: readonly TextPart[], distribution: Resource | undefined): Truth {
  if (typeof last !== 'object' || last.kind === 'unknown') return undefined;
  if (typeof before !== 'string' || !before.endsWith(':distribution/')) return false;
  return distribution
    ? last.resource === distribution
    : last.resource.type === 'AWS::CloudFront::Distribution';
}
