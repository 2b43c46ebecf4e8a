import { alarmsByDimension } from '../../../cloudformation/alarms.ts';
import { namesOf } from '../../../cloudformation/candidates.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { refersTo } from '../../../cloudformation/references.ts';
import { groupBy } from '../../../group-by.ts';
import { memoized } from '../../../memoized.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { bestOf, expectItem, inTurn } from '../../choices.ts';
import { doubtAbout, expectNumber, expectOneOf, expectTrue } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import facts from './reputation.json' with { type: 'json' };

const alarmType = 'AWS::CloudWatch::Alarm';

/** An account whose mail bounces, or is called junk, is stopped by Amazon, and no order is confirmed any more. */
export const mail02Reputation: Rule = {
  id: 'MAIL-02-reputation',
  title:
    'Addresses that bounce get no more mail of the shop, and alarms tell of its reputation before Amazon does',
  severity: 'medium',
  types: ['AWS::SES::ConfigurationSet'],
  why: 'Amazon reviews an account whose mail bounces or is called junk, and then stops all of its mail.',
  fix: 'Set SuppressedReasons to BOUNCE and COMPLAINT, ReputationMetricsEnabled to true, and alarms on Reputation.BounceRate and Reputation.ComplaintRate of the configuration set.',
  controls: ['MAIL-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (set, model) => {
    if (!model.storefrontOf(set.template)) return [notApplicable(set, 'no storefront sends mail with it')];
    return [
      ...['BOUNCE', 'COMPLAINT'].flatMap((reason) => suppresses(set, reason)),
      expectTrue(set.property('ReputationOptions.ReputationMetricsEnabled')),
      ...Object.entries(facts.most).flatMap(([metric, most]) => alarmed(set, metric, { most, model })),
    ];
  },
};

function suppresses(set: Resource, reason: string): readonly Observation[] {
  return expectItem(set.property('SuppressionOptions.SuppressedReasons'), {
    expected: reason,
    identify: (item) => [expectOneOf(item, [reason])],
  });
}

interface Asked {
  readonly most: number;
  readonly model: Model;
}

function alarmed(set: Resource, metric: string, { most, model }: Asked): readonly Observation[] {
  const alarms = alarmsOn(model.beside(set, alarmType)).get(metric) ?? [];
  return bestOf(
    inTurn(alarmsByDimension.likely(alarms, namesOf(set, 'Name')), (alarm) => [
      expectOneOf(alarm.property('Namespace'), ['AWS/SES']),
      expectOneOf(alarm.property('ComparisonOperator'), [
        'GreaterThanThreshold',
        'GreaterThanOrEqualToThreshold',
      ]),
      expectNumber(alarm.property('Threshold'), { max: most }),
      ...isOf(alarm, set),
      ...alarmReaches(alarm, model),
      ...doubtAbout(alarm, set),
    ]),
    [missing(set, 'Properties', `an alarm on ${metric}`)],
  );
}

/** By their metric: sorted once, since each configuration set asks. */
const alarmsOn = memoized((alarms: readonly Resource[]) =>
  groupBy(alarms, (alarm) => String(alarm.property('MetricName').literal)),
);

function isOf(alarm: Resource, set: Resource): readonly Observation[] {
  const expected = `the name of ${set.logicalId}`;
  const name = set.property('Name').literal;
  return expectItem(alarm.property('Dimensions'), {
    expected,
    identify: (dimension) => {
      const value = dimension.at('Value');
      const isSame = refersTo(value, set) || (name !== undefined && value.literal === name);
      const isOpen = value.alternatives.some(({ kind }) => kind === 'unknown');
      return [verdictAt(isSame || (isOpen ? undefined : false), value, { expected })];
    },
  });
}
