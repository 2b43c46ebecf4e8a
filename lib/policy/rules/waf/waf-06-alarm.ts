import type { Model } from '../../../cloudformation/model/model.ts';
import { show } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource, Template, Value } from '../../../cloudformation/model/types.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { expectOneOf, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { bestOf, doubtAbout, existsWith, expectItem } from '../supporting.ts';
import { aboutWebAcls } from './acl-rules.ts';

/** A surge of blocked requests is an attack under way, or a release that locks shoppers out. */
export const waf06Alarm: Rule = {
  ...aboutWebAcls,
  id: 'WAF-06-alarm',
  title: 'A surge of blocked requests raises an alarm',
  severity: 'medium',
  why: 'An attack that nobody hears of goes on until it finds a way, and a rule that blocks shoppers costs every order.',
  fix: 'Add an AWS::CloudWatch::Alarm with actions on BlockedRequests of AWS/WAFV2, with the dimensions WebACL (metric name of the web ACL) and Rule (ALL).',
  controls: ['WAF-06'],
  check: (acl, model) => {
    const metricName = acl.property('VisibilityConfig.MetricName');
    const candidates = beside(acl, model, 'AWS::CloudWatch::Alarm')
      .filter((alarm) => existsWith(alarm, acl) !== false)
      .filter((alarm) => watchesBlocks(alarm, metricName))
      .map((alarm) => alarmOn(alarm, acl));
    const lacking = missing(acl, 'Properties', 'an AWS::CloudWatch::Alarm on its BlockedRequests');
    return [ownMetric(acl, model), ...bestOf(candidates, [lacking])];
  },
};

/** Two web ACLs with one metric name are one curve to CloudWatch, and a surge at one drowns in the other. */
function ownMetric(acl: Resource, model: Model): Observation {
  const metricName = acl.property('VisibilityConfig.MetricName');
  const taken = beside(acl, model, acl.type)
    .filter((other) => other !== acl)
    .map((other) => other.property('VisibilityConfig.MetricName').toString());
  return observe(metricName, { expected: 'a metric name that no other web ACL has' }, (resolved) => {
    if (resolved.kind === 'absent') return false;
    return !taken.includes(show(resolved)) || (resolved.kind === 'literal' ? false : undefined);
  });
}

/** Resources of the same storefront, or of the same template where there is none, in the region of the metric. */
function beside(resource: Resource, model: Model, type: string): readonly Resource[] {
  const { template } = resource;
  const isOwn = (other: Template) => model.storefrontOf(template) !== undefined || other === template;
  return model
    .beside(resource, type)
    .filter((other) => isOwn(other.template) && other.template.region === template.region);
}

const metric = { Namespace: 'AWS/WAFV2', MetricName: 'BlockedRequests' };

function identity(alarm: Resource): readonly Observation[] {
  return Object.entries(metric).map(([name, value]) => expectOneOf(alarm.property(name), [value]));
}

function watchesBlocks(alarm: Resource, metricName: Value): boolean {
  const seen = [...identity(alarm), ...dimension(alarm, 'WebACL', (value) => isSame(value, metricName))];
  return seen.every(({ status }) => status !== 'fail');
}

function alarmOn(alarm: Resource, acl: Resource): readonly Observation[] {
  const metricName = acl.property('VisibilityConfig.MetricName');
  return [
    ...identity(alarm),
    ...dimension(alarm, 'WebACL', (value) => isSame(value, metricName)),
    ...dimension(alarm, 'Rule', (value) => expectOneOf(value, ['ALL'])),
    expectOneOf(alarm.property('ComparisonOperator'), rising),
    ...alarmReaches(alarm),
    ...doubtAbout(alarm, acl),
  ];
}

const rising = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'GreaterThanUpperThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
];

function dimension(
  alarm: Resource,
  name: string,
  judge: (value: Value) => Observation,
): readonly Observation[] {
  return expectItem(alarm.property('Dimensions'), {
    expected: `the dimension ${name}`,
    identify: (item) => [expectOneOf(item.at('Name'), [name]), judge(item.at('Value'))],
  });
}

/** Two values are the same when they are built alike; what is unknown in one of them stays open. */
function isSame(value: Value, other: Value): Observation {
  const [wanted, ...more] = other.alternatives;
  return observe(value, { expected: other.toString() }, (resolved) =>
    wanted === undefined || more.length > 0 ? undefined : isAlike(resolved, wanted),
  );
}

function isAlike(one: Resolved, other: Resolved): Verdict {
  const [shown, wanted] = [show(one), show(other)];
  if (one.kind === 'literal' && other.kind === 'literal') return shown === wanted;
  const isOpen = [one, other].some(({ kind }) => kind === 'unknown') || shown.includes('${?}');
  return shown === wanted && !isOpen ? true : undefined;
}
