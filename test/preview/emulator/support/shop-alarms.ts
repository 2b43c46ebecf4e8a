import { alertTopicName, alertWays } from '../../../../lib/contract/account-names.ts';
import { account, type Emulator } from '../../../support/emulator.ts';
import type { Heard } from './alerts.ts';

/** An alarm of a shop as it is deployed. */
export interface ShopAlarm {
  readonly name: string;
  readonly logicalId: string;
  readonly region: string;
  readonly way: Heard['way'];
  /** By which alarms of the same metric know each other. */
  readonly metric: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly periodSeconds: number;
  /** In how many of the periods that it looks at the threshold has to be crossed. */
  readonly breaches: number;
  /** A value that crosses the threshold, or nothing where it is the absence of data that does. */
  readonly breach: number | undefined;
}

/** The alarms of the stacks of an environment, such as `boutique-prod`. */
export async function alarmsOf(emulator: Emulator, environment: string): Promise<readonly ShopAlarm[]> {
  const found = await emulator.resources();
  return found
    .filter(({ stack, type }) => stack.startsWith(`${environment}-`) && type === 'AWS::CloudWatch::Alarm')
    .map(({ physicalId, logicalId, region, properties }) =>
      alarmOf(physicalId, logicalId, region, properties as unknown as Properties),
    );
}

interface Properties {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly Period: number | string;
  readonly EvaluationPeriods: number | string;
  readonly DatapointsToAlarm?: number | string;
  readonly Threshold: number | string;
  readonly ComparisonOperator: string;
  readonly TreatMissingData: string;
  readonly AlarmActions: readonly string[];
}

function alarmOf(name: string, logicalId: string, region: string, told: Properties): ShopAlarm {
  const { Namespace: namespace, MetricName: metricName, Dimensions = [] } = told;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return {
    name,
    logicalId,
    region,
    way: wayOf(told),
    metric: JSON.stringify([region, namespace, metricName, dimensions]),
    namespace,
    metricName,
    dimensions,
    periodSeconds: Number(told.Period),
    breaches: Number(told.DatapointsToAlarm ?? told.EvaluationPeriods),
    breach: breachOf(told),
  };
}

function wayOf({ AlarmActions: [topic = ''] }: Properties): Heard['way'] {
  const found = alertWays.find((way) => topic.endsWith(`:${alertTopicName(way)}`));
  if (!found) throw new Error(`${topic} is no topic of the account`);
  return found;
}

function breachOf({ ComparisonOperator, Threshold, TreatMissingData }: Properties): number | undefined {
  if (/^GreaterThan(?:OrEqualTo)?Threshold$/.test(ComparisonOperator)) return Number(Threshold) + 1;
  if (TreatMissingData === 'breaching') return undefined;
  throw new Error(`the test crosses no threshold by ${ComparisonOperator}`);
}

/** Puts a value for an alarm into one of the periods that it looks at, of which the running one is 0. */
export function cross(emulator: Emulator, alarm: ShopAlarm, period: number): Promise<unknown> {
  const { region, namespace, metricName: name, dimensions, breach: value, periodSeconds } = alarm;
  return emulator.ask('metrics', {
    account,
    region,
    namespace,
    name,
    dimensions,
    value,
    secondsAgo: period * periodSeconds,
  });
}

/** Has CloudWatch look at every alarm of a region, those without data as well. */
export function evaluateAlarms(emulator: Emulator, region: string): Promise<unknown> {
  return emulator.ask('alarms', { account, region });
}
