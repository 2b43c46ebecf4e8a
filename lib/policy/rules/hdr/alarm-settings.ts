import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { alarmReaches } from '../../alarm-actions.ts';
import { flawsOf } from '../../choices.ts';
import { expectNumber, expectOneOf } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import bounds from './report-alarm.json' with { type: 'json' };

/** Judges what makes an alarm on a count of reports tell somebody soon. */
export function expectTellingAlarm(alarm: Resource, statistics: readonly string[]): readonly Observation[] {
  const operator = alarm.property('ComparisonOperator');
  return [
    expectOneOf(alarm.property('Statistic'), statistics),
    expectOneOf(operator, ['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold']),
    ...threshold(alarm, operator),
    expectNumber(alarm.property('Period'), { min: 10, max: bounds.longestPeriod }),
    expectNumber(alarm.property('EvaluationPeriods'), { min: 1, max: bounds.mostPeriods }),
    // An alarm only looks at data of its own unit, and these are counts.
    ...flawsOf([expectOneOf(alarm.property('Unit').withDefault('Count'), ['Count', 'None'])]),
    ...alarmReaches(alarm),
  ];
}

/** More than none is a count too, so 0 is the best threshold where the alarm asks for more than it. */
function threshold(alarm: Resource, operator: Value): readonly Observation[] {
  const value = alarm.property('Threshold');
  const max = bounds.highestThreshold;
  if (operator.literal === 'GreaterThanThreshold') return flawsOf([expectNumber(value, { min: 0, max })]);
  return [expectNumber(value, { min: 1, max })];
}
