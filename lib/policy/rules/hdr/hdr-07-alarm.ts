import { alarmsOnOwnMetrics } from '../../../cloudformation/alarms.ts';
import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies } from '../../../cloudformation/headers-policies.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { memoized } from '../../../memoized.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout } from '../../expect.ts';
import { missing, notApplicable, Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectCountedPath, expectTellingAlarm } from './report-alarms.ts';
import { reportPaths } from './report-endpoints.ts';

/** Somebody is told when reports of blocked content come in. */
export const hdr07Alarm: Rule = {
  id: 'HDR-07-alarm',
  title: 'An alarm watches the reports of what the content security policy blocks',
  severity: 'medium',
  types: ['AWS::CloudFront::Distribution', 'AWS::CloudWatch::Alarm'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Reports that nobody reads tell of a skimmer only after the cards were sold.',
  fix: 'Raise a metric with csp in its name where reports are taken, and put an alarm with an action on it; or let a rule of the web ACL count requests to the report path, and put the alarm on its CountedRequests, above what browsers report of any public page.',
  controls: ['HDR-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === 'AWS::CloudWatch::Alarm' ? collectorAlarm(resource, model) : reportsOf(resource, model),
};

function reportsOf(distribution: Resource, model: Model): readonly Observation[] {
  const policies = [...new Set(behaviours(distribution).flatMap(attachedPolicies))];
  const paths = [...new Set(policies.flatMap((policy) => reportPaths(policy, model)))];
  return paths.length === 0
    ? [nothingToWatch(distribution, model)]
    : paths.flatMap((path) => watched(distribution, path, model));
}

/** Role of the stack whose function takes the reports. */
const collectorStack = 'payments';
const policyId = 'Properties.DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId';

function nothingToWatch(distribution: Resource, model: Model): Observation {
  return model.storefrontOf(distribution.template)
    ? missing(distribution, policyId, 'a content security policy that reports to the shop')
    : notApplicable(distribution, 'no content security policy of it reports to a host of its own');
}

/** Counted where the reports are read, or else by the web ACL. */
function watched(distribution: Resource, path: string, model: Model): readonly Observation[] {
  const own = onReports(alarmsOnOwnMetrics(model, distribution));
  const counted = countedByWebAcl(distribution, path, model);
  if (flawsOf(counted).length === 0) return counted;
  if (own.length === 0) return collectorElsewhere(distribution, path, model) ?? counted;
  const flaws = bestOf(
    inTurn(own, (alarm) => doubtAbout(alarm, distribution)),
    [],
  );
  // What is good about the alarm is said of the alarm itself: it watches all reports of the shop.
  return flaws.length > 0 ? flaws : [notApplicable(distribution, 'an alarm on a metric of the collector')];
}

/** Chosen once, since each path of each distribution asks for them. */
const onReports = memoized((alarms: readonly Resource[]) => alarms.filter(isOwnMetric));

/** Where reports are read is in the payments stack, whose template may be one that was not given. */
function collectorElsewhere(
  distribution: Resource,
  path: string,
  model: Model,
): readonly Observation[] | undefined {
  const storefront = model.storefrontOf(distribution.template);
  const isMissing =
    storefront?.contract.stacks.includes(collectorStack) && !model.stackOf(storefront, collectorStack);
  if (!isMissing) return undefined;
  return [
    new Observation({
      status: 'unknown',
      resource: distribution,
      place: policyId,
      expected: `an alarm on the reports to ${path}`,
      about: path,
      missingStack: collectorStack,
      says: `makes browsers report to ${path}, whose alarm was not seen: the ${collectorStack} stack is not among the templates`,
    }),
  ];
}

function countedByWebAcl(distribution: Resource, path: string, model: Model): readonly Observation[] {
  const value = distribution.property('DistributionConfig.WebACLId');
  const expected = `a web ACL of these templates that counts requests to ${path}`;
  const acl = referenced(value);
  if (acl?.type !== 'AWS::WAFv2::WebACL') {
    return [observation(value.isAbsent ? 'fail' : 'unknown', value, { expected })];
  }
  return [
    observation('pass', value, { expected }),
    ...doubtAbout(acl, distribution),
    ...expectCountedPath(acl, path, model),
  ];
}

/** An alarm on a metric that the collector of the reports raises itself. A collector may part what it counts, so each has to tell. */
function collectorAlarm(alarm: Resource, model: Model): readonly Observation[] {
  if (!isOwnMetric(alarm)) return [notApplicable(alarm, 'it watches no reports that a collector counts')];
  return expectTellingAlarm(alarm, model, ['Sum', 'SampleCount', 'Maximum']);
}

function isOwnMetric(alarm: Resource): boolean {
  const namespace = alarm.property('Namespace').literal;
  const metric = alarm.property('MetricName').literal;
  const isOwn = typeof namespace === 'string' && !namespace.startsWith('AWS/');
  return isOwn && typeof metric === 'string' && /csp/i.test(metric);
}
