import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { Resource } from '../../cloudformation/model/types.ts';
import type { LiveObservation } from '../../evidence/live/live-file.ts';
import { once } from '../../once.ts';
import { type DeployedStack, ofResource } from './deployed-stack.ts';
import { type Found, judged, look, type Place } from './look.ts';

/** What one call of CloudWatch takes. */
const mostNames = 100;

/** Looks whether each alarm is there and tells somebody, and in which state it is: a raised alarm is as deployed, too. */
export function lookAtAlarms(stack: DeployedStack): readonly Promise<LiveObservation>[] {
  const { template, place, ids } = stack;
  const { account, region } = place;
  const all = template.ofType('AWS::CloudWatch::Alarm');
  const describe = once(() =>
    describeAlarms(
      all.flatMap(({ logicalId }) => ids?.get(logicalId) ?? []),
      place,
    ),
  );
  return all.map((alarm) => {
    const name = ids?.get(alarm.logicalId) ?? alarm.logicalId;
    const subject = {
      about: 'alarm' as const,
      what: `Alarm ${name}`,
      where: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
      source: 'cloudwatch:DescribeAlarms',
    };
    const ask = async (id: string) => alarmFound((await describe()).get(id), alarm);
    return look(place, subject, ofResource(stack, alarm, ask));
  });
}

async function describeAlarms(
  names: readonly string[],
  { clients }: Place,
): Promise<ReadonlyMap<string, MetricAlarm>> {
  const found = new Map<string, MetricAlarm>();
  for (let start = 0; start < names.length; start += mostNames) {
    const AlarmNames = names.slice(start, start + mostNames);
    const { MetricAlarms = [] } = await clients.alarms.send(
      new DescribeAlarmsCommand({ AlarmNames, MaxRecords: mostNames }),
    );
    for (const alarm of MetricAlarms) found.set(alarm.AlarmName ?? '', alarm);
  }
  return found;
}

function alarmFound(found: MetricAlarm | undefined, alarm: Resource): Found {
  if (!found) return judged('does not exist', false);
  const { StateValue = 'of an unknown state', StateUpdatedTimestamp, ActionsEnabled = false } = found;
  const isMeant = alarm.property('ActionsEnabled').literal !== false;
  const since = StateUpdatedTimestamp ? ` since ${StateUpdatedTimestamp.toISOString()}` : '';
  return judged(
    `${StateValue}${since}, actions ${ActionsEnabled ? 'on' : 'off'}`,
    ActionsEnabled || !isMeant,
  );
}
