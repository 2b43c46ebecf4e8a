import { memoized } from '../memoized.ts';
import type { Resource, Value } from './model/types.ts';

export const headersPolicyType = 'AWS::CloudFront::ResponseHeadersPolicy';

/** The headers policies of the templates that a behaviour uses, in any alternative. */
export const attachedPolicies = memoized((behaviour: Value): readonly Resource[] => {
  const used = behaviour
    .at('ResponseHeadersPolicyId')
    .alternatives.flatMap((resolved) => (resolved.kind === 'reference' ? [resolved.resource] : []))
    .filter(({ type }) => type === headersPolicyType);
  return [...new Set(used)];
});

const config = 'ResponseHeadersPolicyConfig';

/** One of the headers that CloudFront knows by name, for example `StrictTransportSecurity`. */
export function securityHeader(policy: Resource, name: string): Value {
  return policy.property(`${config}.SecurityHeadersConfig.${name}`);
}

/** The headers that a policy sends by names and values of its own. */
export function customHeaders(policy: Resource): Value {
  return policy.property(`${config}.CustomHeadersConfig.Items`);
}

/** The names of headers of the origin that a policy takes out. */
export function removedHeaders(policy: Resource): Value {
  return policy.property(`${config}.RemoveHeadersConfig.Items`);
}
