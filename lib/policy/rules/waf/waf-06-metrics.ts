import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { aclRules } from '../../../cloudformation/web-acls.ts';
import { flawsOf } from '../../choices.ts';
import { asBoolean, expectTrue, observeLiteral } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls } from './acl-rules.ts';
import { expectDataProtection } from './data-protection.ts';

/** Metrics feed the alarms; samples are a second log, which redaction of the first one does not reach. */
export const waf06Metrics: Rule = {
  ...aboutWebAcls,
  id: 'WAF-06-metrics',
  title: 'The web ACL and each of its rules have metrics, and sampled requests show no credentials',
  severity: 'medium',
  why: 'A rule without metrics fails in silence, and samples show cookies and tokens to whoever opens the console.',
  fix: 'Set CloudWatchMetricsEnabled to true and SampledRequestsEnabled to false on the web ACL and each rule, or protect authorization, cookie and query string by DataProtectionConfig.',
  controls: ['WAF-06'],
  check: (acl) => {
    const places = [
      acl.property('VisibilityConfig'),
      ...aclRules(acl).map((rule) => rule.at('VisibilityConfig')),
    ];
    return [
      ...places.map((place) => expectTrue(place.at('CloudWatchMetricsEnabled'))),
      ...samples(acl, places),
    ];
  },
};

/** Samples are off, or what they show is protected; where both hold neither alone decides anything. */
function samples(acl: Resource, places: readonly Value[]): readonly Observation[] {
  const off = places.map((place) => notSampled(place.at('SampledRequestsEnabled')));
  const protectedFields = expectDataProtection(acl);
  const isProtected = flawsOf(protectedFields).length === 0;
  if (flawsOf(off).length === 0) return isProtected ? [] : off;
  return isProtected || !acl.property('DataProtectionConfig').isAbsent ? protectedFields : flawsOf(off);
}

/** AWS requires the switch, so nothing is no way to turn samples off. */
function notSampled(value: Value): Observation {
  return observeLiteral(value, { expected: 'false' }, (literal) => asBoolean(literal) === false);
}
