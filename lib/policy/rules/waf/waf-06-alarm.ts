import { alarmsOn } from '../../../cloudformation/alarms.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { show } from '../../../cloudformation/model/resolved.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { existsWith } from '../../../cloudformation/references.ts';
import { groupBy } from '../../../group-by.ts';
import { memoized } from '../../../memoized.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf, observe, type Verdict } from '../../expect.ts';
import { missing, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
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
    const lacking = missing(acl, 'Properties', 'an AWS::CloudWatch::Alarm on its BlockedRequests');
    return [ownMetric(acl, model), ...bestOf(alarmsFor(acl, model), [lacking])];
  },
};

/** How many web ACLs with one metric name are asked about each alarm on it. */
const fewAlike = 8;

function* alarmsFor(acl: Resource, model: Model): Generator<readonly Observation[]> {
  const value = acl.property('VisibilityConfig.MetricName');
  const alarms = alarmsOn(model, acl, { namespace: blocked.namespace, dimension: 'WebACL', value });
  const alike = byMetricName(model.beside(acl, acl.type)).get(value.toString()) ?? [];
  // Each of many web ACLs with one metric name is at fault for that already.
  for (const alarm of alike.length > fewAlike ? alarms.slice(0, fewAlike) : alarms) {
    const isMeant = isInScope(alarm, acl, model) && existsWith(alarm, acl) !== false;
    if (isMeant && watchesBlocks(alarm, value)) yield alarmOn(alarm, acl, model);
  }
}

/** Two web ACLs with one metric name are one curve to CloudWatch, and a surge at one drowns in the other. */
function ownMetric(acl: Resource, model: Model): Observation {
  const metricName = acl.property('VisibilityConfig.MetricName');
  const acls = byMetricName(model.beside(acl, acl.type));
  return observe(metricName, { expected: 'a metric name that no other web ACL has' }, (resolved) => {
    if (resolved.kind === 'absent') return false;
    const alike = acls.get(show(resolved)) ?? [];
    const isShared = alike.some((other) => other !== acl && isInScope(other, acl, model));
    return !isShared || (resolved.kind === 'literal' ? false : undefined);
  });
}

const byMetricName = memoized((acls: readonly Resource[]) =>
  groupBy(acls, (acl) => acl.property('VisibilityConfig.MetricName').toString()),
);

/** Of the same storefront, or of the same template where there is none, in the region of the metric. */
function isInScope({ template }: Resource, acl: Resource, model: Model): boolean {
  const isOwn = model.storefrontOf(acl.template) !== undefined || template === acl.template;
  return isOwn && template.region === acl.template.region;
}

const blocked = { namespace: 'AWS/WAFV2', name: 'BlockedRequests' };

function identity(alarm: Resource): readonly Observation[] {
  return [
    expectOneOf(alarm.property('Namespace'), [blocked.namespace]),
    expectOneOf(alarm.property('MetricName'), [blocked.name]),
  ];
}

function watchesBlocks(alarm: Resource, metricName: Value): boolean {
  const seen = [...identity(alarm), ...dimension(alarm, 'WebACL', (value) => isSame(value, metricName))];
  return seen.every(({ status }) => status !== 'fail');
}

function alarmOn(alarm: Resource, acl: Resource, model: Model): readonly Observation[] {
  const metricName = acl.property('VisibilityConfig.MetricName');
  return [
    ...identity(alarm),
    ...dimension(alarm, 'WebACL', (value) => isSame(value, metricName)),
    ...dimension(alarm, 'Rule', (value) => expectOneOf(value, ['ALL'])),
    expectOneOf(alarm.property('ComparisonOperator'), rising),
    ...height(alarm),
    ...alarmReaches(alarm, model),
    ...doubtAbout(alarm, acl),
  ];
}

const rising = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'GreaterThanUpperThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
];

/** Blocked requests in one period of which somebody has to hear; twenty times what the kit's own alarm lets pass. */
const highestThreshold = 10_000;

/** Finds fault with a threshold that no surge exceeds; a band of usual values has none, and CloudWatch refuses any other alarm without. */
function height(alarm: Resource): readonly Observation[] {
  const threshold = alarm.property('Threshold');
  return threshold.isAbsent ? [] : flawsOf([expectNumber(threshold, { max: highestThreshold })]);
}

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
