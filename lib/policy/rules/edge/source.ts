import { arnFields } from '../../../cloudformation/arns.ts';
import { all } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, TextPart, Value } from '../../../cloudformation/model/types.ts';
import { valueAt } from '../../../cloudformation/model/value.ts';
import type { Verdict } from '../../expect.ts';

/** Whether a value is the ARN of the distribution, or of any that the templates define. */
export function namesDistribution(value: Value, distribution?: Resource): Verdict {
  return all(value.alternatives.map((resolved) => isArnOf(resolved, distribution)));
}

/** Whether a value takes in the distributions of the policy's own account, all of them. */
export function namesOwnDistributions(value: Value): Verdict {
  const [arn, ...others] = value.alternatives.map(arnFields);
  if (others.length > 0 || arn?.service !== 'cloudfront' || arn.resource !== 'distribution/*') return false;
  return arn.account === undefined ? undefined : arn.account === ownAccount(value).literal;
}

/** Whether a value is the account that its template is deployed to, known or not. */
export function isOwnAccount(value: Value): Verdict {
  const own = ownAccount(value).toString();
  if (value.toString() === own) return true;
  return value.alternatives.every(({ kind }) => kind === 'literal' || kind === 'absent') ? false : undefined;
}

function ownAccount({ resource }: Value): Value {
  return valueAt(resource, '', { Ref: 'AWS::AccountId' });
}

function isArnOf(resolved: Resolved, distribution: Resource | undefined): Verdict {
  if (resolved.kind === 'unknown') return undefined;
  if (resolved.kind === 'text') return endsWith(resolved.parts.slice(-2), distribution);
  // The id of a distribution is made at deployment, so one that is written out may be this one.
  return /^distribution\/[A-Z0-9]+$/.test(arnFields(resolved)?.resource ?? '') ? undefined : false;
}

function endsWith([before, last]: readonly TextPart[], distribution: Resource | undefined): Verdict {
  if (typeof last !== 'object' || last.kind === 'unknown') return undefined;
  if (typeof before !== 'string' || !before.endsWith(':distribution/')) return false;
  return distribution
    ? last.resource === distribution
    : last.resource.type === 'AWS::CloudFront::Distribution';
}
