import { alarmsByDimension } from '../../../cloudformation/alarms.ts';
import { namesOf } from '../../../cloudformation/candidates.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { mayReferTo, referenced } from '../../../cloudformation/references.ts';
import { resourceName } from '../../../contract/names.ts';
import { memoized } from '../../../memoized.ts';
import { admitsRule } from '../../admitted-rules.ts';
import { expectOneOf, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import facts from './payment-page-monitors.json' with { type: 'json' };

export const canaryType = 'AWS::Synthetics::Canary';
export const functionType = 'AWS::Lambda::Function';

/** Where a schedule of each type names what it runs. */
const schedules = [
  { type: 'AWS::Scheduler::Schedule', target: 'Target.Arn' },
  { type: 'AWS::Events::Rule', target: 'Targets[0].Arn' },
] as const;

/** The metrics by which alarms tell of differences, and of runs that are missing. */
export type MonitorMetrics = (typeof facts.metrics)['own'];

/** Whether a canary or a function beside a resource looks at the payment pages. */
export function hasMonitor(resource: Resource, model: Model): boolean {
  return [canaryType, functionType].some((type) => isAnyMonitor(model.beside(resource, type)));
}

/** Asked once: each distribution asks all functions beside it. */
const isAnyMonitor = memoized((resources: readonly Resource[]) =>
  resources.some((resource) => metricsOf(resource) !== undefined),
);

/** The metrics of a monitor, which it is by its tag or as the kit's own function; nothing for anything else. */
export function metricsOf(resource: Resource): MonitorMetrics | undefined {
  const { storefront } = resource.template;
  if (storefront && resource.type === functionType) {
    const owner = { shop: storefront.shop, name: storefront.environment };
    const names: readonly unknown[] = facts.roles.map((role) => resourceName(owner, role));
    if (names.includes(resource.property('FunctionName').literal)) return facts.metrics.own;
  }
  const { key, value } = facts.tag;
  const isTagged = resource
    .property('Tags')
    .items()
    .some((tag) => tag.at('Key').literal === key && tag.at('Value').literal === value);
  return isTagged ? facts.metrics.tagged : undefined;
}

/** How often a monitor runs, and whether it does. */
export interface Pace {
  readonly expression: Value;
  readonly isOn: readonly Observation[];
}

/** The schedules of a monitor: a canary has one of its own, and a function those that call it. */
export function pacesOf(monitor: Resource, model: Model): readonly Pace[] {
  if (monitor.type === canaryType) {
    return [
      {
        expression: monitor.property('Schedule.Expression'),
        isOn: [expectTrue(monitor.property('StartCanaryAfterCreation'))],
      },
    ];
  }
  return schedules.flatMap(({ type, target }) =>
    model
      .referrers(monitor, type)
      .filter((schedule) => referenced(schedule.property(target)) === monitor)
      .map((schedule) => ({
        expression: schedule.property('ScheduleExpression'),
        isOn: [
          expectOneOf(schedule.property('State').withDefault('ENABLED'), ['ENABLED']),
          ...(type === 'AWS::Events::Rule' ? admitsRule(monitor, schedule, model) : []),
        ],
      })),
  );
}

/** The alarms beside a monitor that are about it. */
export function alarmsAbout(monitor: Resource, model: Model): readonly Resource[] {
  const alarms = model.beside(monitor, 'AWS::CloudWatch::Alarm');
  return alarmsByDimension
    .naming(alarms, namesOf(monitor, nameProperty(monitor)))
    .filter((alarm) => isAbout(alarm, monitor));
}

function nameProperty({ type }: Resource): string {
  return type === canaryType ? 'Name' : 'FunctionName';
}

/** Whether an alarm is about a monitor: one of its dimensions is the monitor, or its name. */
function isAbout(alarm: Resource, monitor: Resource): boolean {
  const name = monitor.property(nameProperty(monitor)).literal;
  return alarm
    .property('Dimensions')
    .items()
    .map((dimension) => dimension.at('Value'))
    .some((value) => mayReferTo(value, monitor) || (name !== undefined && value.literal === name));
}
