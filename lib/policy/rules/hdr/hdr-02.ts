import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies, customHeaders } from '../../../cloudformation/headers-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { longestPolicy } from '../../../contract/content-security-policy.ts';
import { isAnsweredByFunction } from '../../../contract/paths.ts';
import { memoized } from '../../../memoized.ts';
import {
  type ContentSecurityPolicy,
  sourceDirectives,
  sourcesOf,
} from '../../csp/content-security-policy.ts';
import { expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import requirements from './csp-requirements.json' with { type: 'json' };
import { type CspHeader, type CspVerdict, judgeCsp } from './csp-verdicts.ts';
import { whyForbidden } from './forbidden-sources.ts';
import { justifiedScripts } from './payment-scripts.ts';
import { expectHeaderName, expectSecurityHeader } from './response-headers.ts';

/** A content security policy that is complete and that no source opens again. */
export const hdr02: Rule = {
  ...aboutHeaders,
  id: 'HDR-02',
  title: 'A strict content security policy is enforced on every response',
  severity: 'high',
  why: 'Injected script can read card numbers as shoppers type them; the policy is what keeps a browser from running it.',
  fix: 'Set ContentSecurityPolicy with Override true in a headers policy, or false where only the functions of the shop answer: every required directive, hashes instead of inline code, hosts by their full names, and where shoppers pay no script of third parties without onPaymentPages.',
  controls: ['HDR-02'],
  check: onEveryBehaviour(
    'Content-Security-Policy',
    (policy, model) =>
      expectSecurityHeader(policy, 'ContentSecurityPolicy', (header) => [
        ...judgeCsp(policy, (csp) => [...tooLong(csp), ...requiredDirectives(csp), ...forbiddenSources(csp)]),
        ...(isForFunctionsAlone(policy, model) ? [] : [expectTrue(header.at('Override'))]),
      ]).map((seen) => noted(seen, policy)),
    justifiedScripts,
  ),
};

/**
 * Whether functions of the shop answer everything that the policy is attached to. A page of theirs names in a policy of its
 * own what it loads, and this one holds for every answer that brings none.
 */
function isForFunctionsAlone(policy: Resource, model: Model): boolean {
  const storefront = model.storefrontOf(policy.template);
  const attached =
    behavioursByPolicy(model.beside(policy, 'AWS::CloudFront::Distribution')).get(policy) ?? [];
  const patterns = attached.map((behaviour) => behaviour.at('PathPattern').literal);
  const answered = (storefront?.contract.paths ?? [])
    .filter(isAnsweredByFunction)
    .map(({ pattern }) => pattern);
  return patterns.length > 0 && patterns.every((pattern) => answered.some((known) => known === pattern));
}

/** Sorted once: each policy asks all distributions beside it. */
const behavioursByPolicy = memoized((distributions: readonly Resource[]) => {
  const found = new Map<Resource, Value[]>();
  for (const behaviour of distributions.flatMap((distribution) => behaviours(distribution))) {
    for (const policy of attachedPolicies(behaviour)) {
      const known = found.get(policy) ?? [];
      known.push(behaviour);
      found.set(policy, known);
    }
  }
  return found;
});

interface Requirement {
  readonly directive: string;
  /** The only sources that it may list, where it may list no others. */
  readonly only?: readonly string[];
}

const required: readonly Requirement[] = requirements.required;

function requiredDirectives({ policies }: CspHeader): readonly CspVerdict[] {
  return required.map((requirement) => requiredDirective(policies, requirement));
}

// All policies of a header apply together, so one of them that is strict enough is enough.
function requiredDirective(policies: readonly ContentSecurityPolicy[], requirement: Requirement): CspVerdict {
  const { directive, only } = requirement;
  const good = policies.find((policy) => meets(policy, requirement));
  const found = good ?? policies.find((policy) => policy.has(directive));
  const actual = found ? [directive, ...(found.get(directive) ?? [])].join(' ') : `no ${directive}`;
  const expected = only ? `${directive} with ${only.join(' or ')} alone` : directive;
  const says = good ? `has ${actual}` : `has ${actual}; expected ${expected}`;
  return { status: good ? 'pass' : 'fail', about: directive, says, actual, expected };
}

function meets(policy: ContentSecurityPolicy, { directive, only }: Requirement): boolean {
  const sources = sourcesOf(policy, directive);
  return sources !== undefined && (only === undefined || sources.every(({ text }) => only.includes(text)));
}

function forbiddenSources({ policies }: CspHeader): readonly CspVerdict[] {
  const directives = [...new Set(policies.flatMap(sourceDirectives))];
  return directives.flatMap((directive) => {
    const found = policies.flatMap((policy) =>
      policy.has(directive) ? [forbiddenIn(policy, directive)] : [],
    );
    return found.some((verdicts) => verdicts.length === 0) ? [] : found.flat();
  });
}

function forbiddenIn(policy: ContentSecurityPolicy, directive: string): readonly CspVerdict[] {
  return (sourcesOf(policy, directive) ?? []).flatMap((source) => {
    const why = whyForbidden(source, directive);
    if (why === undefined) return [];
    const actual = `${directive} ${source.text}`;
    const says = `allows ${actual}; it must not, because ${why}`;
    return [{ status: 'fail', about: actual, says, actual, expected: `${directive} without ${source.text}` }];
  });
}

function tooLong({ text }: CspHeader): readonly CspVerdict[] {
  if (text.length <= longestPolicy) return [];
  const actual = `${text.length} characters`;
  const expected = `at most ${longestPolicy} characters`;
  const says = `has ${actual}; expected ${expected}, or CloudFront refuses it`;
  return [{ status: 'fail', about: 'length', says, actual, expected }];
}

const reportOnly = 'Content-Security-Policy-Report-Only';

function noted(seen: Observation, policy: Resource): Observation {
  const reports = customHeaders(policy)
    .items()
    .some((item) => expectHeaderName(item, reportOnly).status === 'pass');
  return seen.actual === 'not set' && reports ? seen.withNote(`${reportOnly} blocks nothing`) : seen;
}
