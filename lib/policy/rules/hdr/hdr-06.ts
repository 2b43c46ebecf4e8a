import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import type { StorefrontContract } from '../../../contract/schema.ts';
import { memoized } from '../../../memoized.ts';
import { observe } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import { gatewayOrigins, isCoveredBy } from './declared-sources.ts';
import permissions from './permissions.json' with { type: 'json' };
import { expectCustomHeader } from './response-headers.ts';
import { type FieldMember, parseDictionary, showMember } from './structured-field.ts';

/** Permissions-Policy: powerful features are off, payment is left to the shop and its gateways. */
export const hdr06: Rule = {
  ...aboutHeaders,
  id: 'HDR-06',
  title: 'Powerful browser features are off, and payment is for the shop and its gateways alone',
  severity: 'low',
  why: 'Injected script could otherwise use the camera, the microphone or the location of a shopper, or open payment dialogs.',
  fix: `Send Permissions-Policy with ${permissions.off.map((feature) => `${feature}=()`).join(', ')}, and payment for self and the gateways alone, with Override true.`,
  controls: ['HDR-06'],
  check: onEveryBehaviour('Permissions-Policy', (policy, model) =>
    expectCustomHeader(policy, 'Permissions-Policy', (value) => permissionsPolicy(value, policy, model)),
  ),
};

function permissionsPolicy(value: Value, policy: Resource, model: Model): readonly Observation[] {
  const contract = model.storefrontOf(policy.template)?.contract;
  return [
    ...permissions.off.map((feature) =>
      judgeFeature(value, { feature, expected: `${feature}=()`, isGood: isOff }),
    ),
    // Left out, these stay with the shop's own pages, so only a value that opens them says something.
    ...permissions.notForAll
      .filter((feature) => value.alternatives.some((resolved) => isForAll(membersOf(resolved)?.get(feature))))
      .map((feature) => judgeFeature(value, { feature, expected: `${feature}=()`, isGood: isOff })),
    judgeFeature(value, {
      feature: 'payment',
      expected: 'payment for self and the hosts of declared gateways alone',
      isGood: (member) => isPaymentKept(member, contract),
    }),
  ];
}

interface Feature {
  readonly feature: string;
  readonly expected: string;
  readonly isGood: (member: FieldMember | undefined) => boolean;
}

function judgeFeature(value: Value, { feature, expected, isGood }: Feature): Observation {
  const seen = observe(value, { expected, about: feature }, (resolved) => {
    if (resolved.kind !== 'literal') return resolved.kind === 'absent' ? false : undefined;
    const members = membersOf(resolved);
    return members !== undefined && isGood(members.get(feature));
  });
  if (seen.status === 'unknown') return seen;
  const shown = value.alternatives.map((resolved) => written(resolved, feature));
  const actual = [...new Set(shown)].join(' or ');
  const says = `has ${actual}${seen.status === 'fail' ? `; expected ${expected}` : ''}`;
  return seen.with({ actual, says });
}

/** Read once for all features. */
const membersOf = memoized((resolved: Resolved): ReadonlyMap<string, FieldMember> | undefined => {
  const isText = resolved.kind === 'literal' && typeof resolved.value === 'string';
  return isText ? parseDictionary(String(resolved.value)) : undefined;
});

/** What a field says about one feature, in its own words. */
function written(resolved: Resolved, feature: string): string {
  const isText = resolved.kind === 'literal' && typeof resolved.value === 'string';
  const members = membersOf(resolved);
  if (!members) return isText ? 'a value that browsers drop as malformed' : 'no value';
  const member = members.get(feature);
  return member ? `${feature}=${showMember(member)}` : `no ${feature}`;
}

function isOff(member: FieldMember | undefined): boolean {
  return member?.isList === true && member.items.length === 0;
}

function isForAll(member: FieldMember | undefined): boolean {
  return member?.items.some(({ kind, text }) => kind === 'token' && text === '*') === true;
}

/** Without a member the shop's own pages may use it, and nobody else. */
function isPaymentKept(member: FieldMember | undefined, contract: StorefrontContract | undefined): boolean {
  if (member === undefined) return true;
  const allowed = contract && gatewayOrigins(contract);
  return member.items.every(({ kind, text }) => {
    if (kind === 'token') return text === 'self' || text === 'src';
    const isOrigin = kind === 'string' && /^https:\/\/[^/*]+$/.test(text);
    return isOrigin && (allowed === undefined || allowed.some((source) => isCoveredBy(text, source)));
  });
}
