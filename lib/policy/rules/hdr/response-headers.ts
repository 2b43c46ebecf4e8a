import { customHeaders, removedHeaders, securityHeader } from '../../../cloudformation/headers-policies.ts';
import type { Json } from '../../../cloudformation/model/json.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { distinct, expectItem, flawsOf } from '../../choices.ts';
import { expectTrue, observeLiteral } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';

/** Judges a header that CloudFront knows by name; where nothing at all is set, that is said once. */
export function expectSecurityHeader(
  policy: Resource,
  name: string,
  judge: (header: Value) => readonly Observation[],
): readonly Observation[] {
  const header = securityHeader(policy, name);
  const seen = header.isAbsent ? [observation('fail', header, { expected: 'a value' })] : judge(header);
  return [...seen, ...rivals(policy, name)];
}

const fieldNames: Readonly<Record<string, string>> = {
  StrictTransportSecurity: 'Strict-Transport-Security',
  ContentSecurityPolicy: 'Content-Security-Policy',
  ContentTypeOptions: 'X-Content-Type-Options',
  FrameOptions: 'X-Frame-Options',
  ReferrerPolicy: 'Referrer-Policy',
};

/** Finds fault with a custom header that would say something else under the name of a security header. */
export function rivals(policy: Resource, name: string): readonly Observation[] {
  const expected = `another header, since SecurityHeadersConfig.${name} sets this one`;
  return namedItems(policy, fieldNames[name] ?? name).map((item) =>
    observation('fail', item.at('Header'), { expected }),
  );
}

/** The custom headers that surely have this name. */
export function namedItems(policy: Resource, name: string): readonly Value[] {
  return customHeaders(policy)
    .items()
    .filter((item) => expectHeaderName(item, name).status === 'pass');
}

/** Requires that a policy sends a header of this name, whatever the origin sends, and judges its value. */
export function expectCustomHeader(
  policy: Resource,
  name: string,
  judge: (value: Value) => readonly Observation[],
): readonly Observation[] {
  const judgeItem = (item: Value) => [...judge(item.at('Value')), expectTrue(item.at('Override'))];
  const found = expectItem(customHeaders(policy), {
    expected: `the header ${name}`,
    identify: (item) => [expectHeaderName(item, name)],
    judge: judgeItem,
  });
  // Of several headers of one name any may count, so each of them has to be right.
  const twins = namedItems(policy, name);
  return twins.length > 1 ? distinct([...found, ...flawsOf(twins.flatMap(judgeItem))]) : found;
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
