import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { aclRules } from '../../../cloudformation/web-acls.ts';
import { expectItem, flawsOf } from '../../choices.ts';
import { asBoolean, expectOneOf, expectTrue, observeLiteral } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import { secretHeaders } from '../../redacted-fields.ts';
import type { Rule } from '../../rule.ts';
import { aboutWebAcls } from './acl-rules.ts';

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
  const protectedFields = protection(acl);
  const isProtected = flawsOf(protectedFields).length === 0;
  if (flawsOf(off).length === 0) return isProtected ? [] : off;
  return isProtected || !acl.property('DataProtectionConfig').isAbsent ? protectedFields : flawsOf(off);
}

/** AWS requires the switch, so nothing is no way to turn samples off. */
function notSampled(value: Value): Observation {
  return observeLiteral(value, { expected: 'false' }, (literal) => asBoolean(literal) === false);
}

function protection(acl: Resource): readonly Observation[] {
  const list = acl.property('DataProtectionConfig.DataProtections');
  const headers = secretHeaders.flatMap((header) =>
    expectItem(list, {
      expected: `the header ${header}`,
      identify: (item) => [fieldType(item, 'SINGLE_HEADER'), ...protectedKey(item, header)],
      judge: (item) => [protectedBy(item)],
    }),
  );
  const query = expectItem(list, {
    expected: 'the query string',
    identify: (item) => [fieldType(item, 'QUERY_STRING')],
    judge: (item) => [protectedBy(item)],
  });
  return [...headers, ...query];
}

function fieldType(item: Value, type: string): Observation {
  return expectOneOf(item.at('Field.FieldType'), [type]);
}

function protectedKey(item: Value, header: string): readonly Observation[] {
  return expectItem(item.at('Field.FieldKeys'), {
    expected: `the header ${header}`,
    identify: (key) => [
      observeLiteral(key, { expected: header }, (name) => String(name).toLowerCase() === header),
    ],
  });
}

function protectedBy(item: Value): Observation {
  return expectOneOf(item.at('Action'), ['SUBSTITUTION', 'HASH']);
}
