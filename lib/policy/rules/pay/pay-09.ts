import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { isServedToShoppers } from '../../../contract/launch.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { longestPause } from '../../schedules.ts';
import facts from './payment-page-monitors.json' with { type: 'json' };
import {
  alarmsAbout,
  canaryType,
  functionType,
  hasMonitor,
  type MonitorMetrics,
  metricsOf,
  type Pace,
  pacesOf,
} from './payment-page-monitors.ts';

const shares: Readonly<Record<string, number>> = facts.shares;
const distributionType = 'AWS::CloudFront::Distribution';

/** What browsers receive is looked at from outside: a script that was added on the way stands in no template. */
export const pay09: Rule = {
  id: 'PAY-09',
  title:
    'Payment pages are compared with what they ought to be once a week, and somebody hears of a difference',
  severity: 'high',
  types: [distributionType, canaryType, functionType],
  why: 'A skimmer on a payment page takes the card of each shopper until somebody looks at what browsers receive.',
  fix: `Add a canary, or a function with a schedule, tagged ${facts.tag.key}=${facts.tag.value}, that fetches the payment pages at least every ${facts.mostDays} days, with one alarm on differences and one on runs that are missing.`,
  controls: ['PAY-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === distributionType) return ofShop(resource, model);
    const metrics = metricsOf(resource);
    if (!metrics) return [notApplicable(resource, 'it compares no payment pages')];
    const shop = model.storefrontOf(resource.template)?.contract;
    return shop && !isServedToShoppers(shop)
      ? [notApplicable(resource, 'no shopper is served yet')]
      : watches(resource, metrics, model);
  },
};

/** Each monitor is judged by itself; a shop with a form of its own has one. */
function ofShop(distribution: Resource, model: Model): readonly Observation[] {
  const shop = model.storefrontOf(distribution.template)?.contract;
  if (!shop) return [notApplicable(distribution, 'no storefront says how shoppers pay')];
  const isElsewhere = shop.payments.gateways.every(({ integration }) => integration === 'redirect');
  const isWatched = hasMonitor(distribution, model);
  if (isWatched) return [notApplicable(distribution, 'what watches its payment pages is judged by itself')];
  if (isElsewhere) {
    const why = 'shoppers pay on pages of the gateways, and no page of the shop takes a card';
    return [notApplicable(distribution, why)];
  }
  const lacking = `a canary or a scheduled function tagged ${facts.tag.key}=${facts.tag.value}`;
  return [missing(distribution, 'Properties', lacking)];
}

function watches(
  monitor: Resource,
  { differences, runs }: MonitorMetrics,
  model: Model,
): readonly Observation[] {
  const alarms = alarmsAbout(monitor, model);
  const alarmed = (
    names: readonly string[],
    what: string,
    judge: (alarm: Resource) => readonly Observation[],
  ) =>
    bestOf(
      inTurn(
        alarms.filter((alarm) => names.includes(String(alarm.property('MetricName').literal))),
        (alarm) => [
          expectOneOf(alarm.property('MetricName'), names),
          ...judge(alarm),
          ...alarmReaches(alarm, model),
          ...doubtAbout(alarm, monitor),
        ],
      ),
      [missing(monitor, 'Properties', `an alarm on ${what}`)],
    );
  return [
    ...bestOf(inTurn(pacesOf(monitor, model), often), [missing(monitor, 'Properties', 'a schedule')]),
    ...alarmed(differences, 'differences', (alarm) => [
      expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: 1 }),
      ...raisedByOne(alarm),
    ]),
    // A monitor that does not run has no data, and looks like one that finds nothing.
    ...alarmed(runs, 'runs that are missing', (alarm) => [
      expectOneOf(alarm.property('TreatMissingData').withDefault('missing'), ['breaching']),
    ]),
  ];
}

/** One difference has to be enough: what is counted goes up to one, and a share of runs without any falls below the whole. */
function raisedByOne(alarm: Resource): readonly Observation[] {
  const whole = own(shares, String(alarm.property('MetricName').literal));
  const operator = alarm.property('ComparisonOperator');
  const threshold = alarm.property('Threshold');
  if (whole !== undefined) {
    return [
      expectOneOf(operator, ['LessThanThreshold']),
      expectNumber(threshold, { min: whole, max: whole }),
    ];
  }
  const isMore = operator.literal === 'GreaterThanThreshold';
  return [
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    expectNumber(threshold, isMore ? { min: 0, max: 0 } : { min: 1, max: 1 }),
  ];
}

function often({ expression, isOn }: Pace): readonly Observation[] {
  const expected = `at most ${facts.mostDays} days between two runs`;
  const seen = observeLiteral(expression, { expected }, (literal) => {
    const days = longestPause(String(literal));
    return days !== undefined && days <= facts.mostDays;
  });
  return [seen, ...flawsOf(isOn)];
}
