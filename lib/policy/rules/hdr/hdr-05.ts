import { securityHeader } from '../../../cloudformation/headers-policies.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { flawsOf } from '../../choices.ts';
import { expectFalse, expectOneOf, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutHeaders, onEveryBehaviour } from './attached-policies.ts';
import hygiene from './hygiene.json' with { type: 'json' };
import { expectRemoved, expectSecurityHeader, namedItems } from './response-headers.ts';

/** The small headers: no sniffing, no addresses given away, no names and versions of software. */
export const hdr05: Rule = {
  ...aboutHeaders,
  id: 'HDR-05',
  title: 'Responses forbid content sniffing, keep referrers to the shop and name no software',
  severity: 'low',
  why: 'Guessed content types run as script, a referrer can hold an order token, and a version tells which hole to try.',
  fix: `Set ContentTypeOptions and ReferrerPolicy with Override true, leave XSSProtection out, and remove ${hygiene.removed.join(', ')}.`,
  controls: ['HDR-05'],
  check: onEveryBehaviour('X-Content-Type-Options and Referrer-Policy', (policy) => [
    ...expectSecurityHeader(policy, 'ContentTypeOptions', (header) => [expectTrue(header.at('Override'))]),
    ...expectSecurityHeader(policy, 'ReferrerPolicy', (header) => [
      expectOneOf(header.at('ReferrerPolicy'), hygiene.referrerPolicies),
      expectTrue(header.at('Override')),
    ]),
    ...scriptAuditor(policy),
    ...hygiene.removed.flatMap((name) => expectRemoved(policy, name)),
  ]),
};

function scriptAuditor(policy: Resource): readonly Observation[] {
  const protection = securityHeader(policy, 'XSSProtection').at('Protection');
  const custom = namedItems(policy, 'X-XSS-Protection').map((item) => expectOneOf(item.at('Value'), ['0']));
  return flawsOf([expectFalse(protection), ...custom]).map((seen) =>
    seen.withNote('the auditor of old browsers can be turned against the page'),
  );
}
