import { alarmsOn } from '../../../cloudformation/alarms.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { paymentPageTag } from '../../../contract/payment-page-tag.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, flawsOf } from '../../choices.ts';
import { doubtAbout, expectOneOf, expectTrue, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { longestPause } from '../../schedules.ts';
import facts from './payment-page-monitors.json' with { type: 'json' };

const canaryType = 'AWS::Synthetics::Canary';
const functionType = 'AWS::Lambda::Function';

/** Where a schedule of each type names what it runs, and what says that it is on. */
const schedules = [
  { type: 'AWS::Scheduler::Schedule', target: 'Target.Arn' },
  { type: 'AWS::Events::Rule', target: 'Targets[0].Arn' },
] as const;

/** What browsers receive is looked at from outside: a script that was added on the way stands in no template. */
export const pay09: Rule = {
  id: 'PAY-09',
  title:
    'Payment pages are compared with what they ought to be once a week, and somebody hears of a difference',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution', canaryType],
  why: 'A skimmer on a payment page takes the card of each shopper until somebody looks at what browsers receive.',
  fix: `Add a canary, or a function with a schedule, tagged ${paymentPageTag.key}=${paymentPageTag.value}, that fetches the payment pages at least every ${facts.mostDays} days, with one alarm on its failures and one on runs that are missing.`,
  controls: ['PAY-09'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) =>
    resource.type === canaryType ? ofCanary(resource, model) : ofShop(resource, model),
};

function ofCanary(canary: Resource, model: Model): readonly Observation[] {
  return isTagged(canary)
    ? watches(canaryMonitor(canary), model)
    : [notApplicable(canary, 'it watches no payment pages')];
}

function ofShop(distribution: Resource, model: Model): readonly Observation[] {
  const shop = model.storefrontOf(distribution.template)?.contract;
  if (!shop) return [notApplicable(distribution, 'no storefront says how shoppers pay')];
  const isElsewhere = shop.payments.gateways.every(({ integration }) => integration === 'redirect');
  if (isElsewhere) {
    const why = 'shoppers pay on pages of the gateways, and no page of the shop takes a card';
    return [notApplicable(distribution, why)];
  }
  const monitors = monitorsBeside(distribution, model).map((monitor) => [
    ...watches(monitor, model),
    ...doubtAbout(monitor.runs, distribution),
  ]);
  const lacking = `a canary or a scheduled function tagged ${paymentPageTag.key}=${paymentPageTag.value}`;
  return bestOf(monitors, [missing(distribution, 'Properties', lacking)]);
}

/** Something that looks at the payment pages. */
interface Monitor {
  readonly expression: Value;
  /** What says whether it runs at all. */
  readonly isOn: Observation;
  /** What runs, and what its metrics are called by. */
  readonly runs: Resource;
  readonly name: Value;
  readonly metrics: { readonly failures: Metrics; readonly runs: Metrics };
}

/** Metrics that tell of the same, and the dimension that says of what. */
type Metrics = typeof facts.canary.failures;

function monitorsBeside(distribution: Resource, model: Model): readonly Monitor[] {
  const canaries = model.beside(distribution, canaryType).filter(isTagged).map(canaryMonitor);
  const functions = schedules.flatMap(({ type, target }) =>
    model.beside(distribution, type).flatMap((schedule) => {
      const runs = referenced(schedule.property(target));
      if (runs?.type !== functionType || !isTagged(runs)) return [];
      return [
        {
          expression: schedule.property('ScheduleExpression'),
          isOn: expectOneOf(schedule.property('State').withDefault('ENABLED'), ['ENABLED']),
          runs,
          name: runs.property('FunctionName'),
          metrics: facts.function,
        },
      ];
    }),
  );
  return [...canaries, ...functions];
}

function canaryMonitor(canary: Resource): Monitor {
  return {
    expression: canary.property('Schedule.Expression'),
    isOn: expectTrue(canary.property('StartCanaryAfterCreation')),
    runs: canary,
    name: canary.property('Name'),
    metrics: facts.canary,
  };
}

function isTagged(resource: Resource): boolean {
  const { key, value } = paymentPageTag;
  return resource
    .property('Tags')
    .items()
    .some((tag) => tag.at('Key').literal === key && tag.at('Value').literal === value);
}

function watches({ expression, isOn, runs, name, metrics }: Monitor, model: Model): readonly Observation[] {
  const often = observeLiteral(
    expression,
    { expected: `at most ${facts.mostDays} days between two runs` },
    (literal) => {
      const days = longestPause(String(literal));
      return days !== undefined && days <= facts.mostDays;
    },
  );
  const alarmed = (watched: Metrics, what: string, missed: readonly string[]) =>
    bestOf(
      watched.flatMap(({ namespace, dimension, metrics: names }) =>
        alarmsOn(model, runs, { namespace, dimension, value: name })
          .filter((alarm) => names.includes(String(alarm.property('MetricName').literal)))
          .map((alarm) => [
            expectOneOf(alarm.property('MetricName'), names),
            expectOneOf(alarm.property('TreatMissingData').withDefault('missing'), missed),
            ...alarmReaches(alarm, model),
            ...doubtAbout(alarm, runs),
          ]),
      ),
      [missing(runs, 'Properties', `an alarm on ${what}`)],
    );
  return [
    often,
    ...flawsOf([isOn]),
    ...alarmed(metrics.failures, 'its failures', ['missing', 'notBreaching', 'ignore', 'breaching']),
    // A monitor that does not run has no data, and looks like one that finds nothing.
    ...alarmed(metrics.runs, 'runs that are missing', ['breaching']),
  ];
}
