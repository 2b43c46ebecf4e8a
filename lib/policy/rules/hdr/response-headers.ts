import type { Json } from '../../model/json.ts';
import type { Resource } from '../../model/resource.ts';
import type { Value } from '../../model/value.ts';
import { expectTrue, observation, observeLiteral } from '../../observe.ts';
import type { Observation } from '../../rule.ts';
import { expectItem } from '../supporting.ts';

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
function removedHeaders(policy: Resource): Value {
  return policy.property(`${config}.RemoveHeadersConfig.Items`);
}

/** Judges a header that CloudFront knows by name; where nothing at all is set, that is said once. */
export function expectSecurityHeader(
  policy: Resource,
  name: string,
  judge: (header: Value) => readonly Observation[],
): readonly Observation[] {
  const header = securityHeader(policy, name);
  return header.isAbsent ? [observation('fail', header, { expected: 'set' })] : judge(header);
}

/** Requires that a policy sends a header of this name, whatever the origin sends, and judges its value. */
export function expectCustomHeader(
  policy: Resource,
  name: string,
  judge: (value: Value) => readonly Observation[],
): readonly Observation[] {
  return expectItem(customHeaders(policy), {
    expected: `the header ${name}`,
    identify: (item) => [expectHeaderName(item, name)],
    judge: (item) => [...judge(item.at('Value')), expectTrue(item.at('Override'))],
  });
}

/** Requires that a policy takes a header of the origin out. */
export function expectRemoved(policy: Resource, name: string): readonly Observation[] {
  return expectItem(removedHeaders(policy), {
    expected: `the header ${name}`,
    identify: (item) => [expectHeaderName(item, name)],
  });
}

/** Judges the name of a header in a list; HTTP ignores its case. */
export function expectHeaderName(item: Value, name: string): Observation {
  return observeLiteral(item.at('Header'), { expected: name }, (literal) => isName(literal, name));
}

function isName(literal: Json | undefined, name: string): boolean {
  return typeof literal === 'string' && literal.toLowerCase() === name.toLowerCase();
}
