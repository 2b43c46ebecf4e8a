import { takesIn } from '../../../lib/cloudformation/event-patterns.ts';
import { filterPattern } from '../../../lib/cloudformation/filter-patterns.ts';
import type { Json } from '../../../lib/cloudformation/model/json.ts';
import { type AlarmDefinition, binSeconds, raisedAt, Series } from './alarm-clock.ts';
import { arrivalsOf } from './arrival.ts';
import { type Found, find, type Landscape } from './landscape.ts';
import { sourceOf } from './sources.ts';

/** Something that a metric tells. */
interface Measured {
  /** Namespace and name of the metric. */
  readonly metric: string;
  /** The role of what is measured, such as `payment-session`; `*` is all that has the metric. */
  readonly of: string;
  readonly value: number;
  readonly everyMinutes?: number;
  readonly at?: readonly string[];
  /** How long it goes on, every five minutes. @default - five minutes */
  readonly forMinutes?: number;
}

/** Something that happens in an account, as CloudTrail records it. */
interface Recorded {
  readonly event: object;
  readonly times: number;
  readonly at: string;
}

/** Something that a service puts on the bus. */
interface Told {
  readonly event: object;
  readonly at: readonly string[];
}

/** What happens in a month of 30 days. */
export interface Month {
  readonly metrics: readonly Measured[];
  readonly trail: readonly Recorded[];
  readonly bus: readonly Told[];
}

/** One message to people. */
export interface Message {
  readonly way: string;
  readonly alert: string;
  readonly bin: number;
}

/** Where services of the month tell of themselves. */
const home = 'eu-west-1';

const days = 30;
const binsADay = 86_400 / binSeconds;

/** What people hear in a month, from the alarms and rules of a landscape as they are written. */
export function heardIn(month: Month, landscape: Landscape): readonly Message[] {
  const alarms = find(landscape, 'AWS::CloudWatch::Alarm', () => true);
  const rules = find(
    landscape,
    'AWS::Events::Rule',
    ({ site, resource }) => site.region === home && 'EventPattern' in resource.Properties,
  );
  const told = month.bus.flatMap(({ event, at }) => at.flatMap(binsOf).map((bin) => ({ event, bin })));
  return [
    ...alarms.flatMap((alarm) =>
      raisedAt(definitionOf(alarm), seriesOf(alarm, month, landscape)).map((bin) =>
        message(alarm, landscape, bin),
      ),
    ),
    ...rules.flatMap((rule) =>
      told
        .filter(({ event }) => takesIn(rule.resource.Properties.EventPattern, event as Json))
        .map(({ bin }) => message(rule, landscape, bin)),
    ),
  ];
}

function message(alert: Found, landscape: Landscape, bin: number): Message {
  const [arrival] = arrivalsOf(landscape, alert);
  const topic = String(arrival?.topic.resource.Properties.TopicName);
  return { way: topic.replace('palisade-account-', ''), alert: shortName(alert), bin };
}

/** The id of its construct. */
function shortName({ resource }: Found): string {
  const path = resource.Metadata?.['aws:cdk:path'] ?? '';
  return path.split('/').findLast((step) => step !== 'Resource') ?? path;
}

function definitionOf({ resource }: Found): AlarmDefinition {
  return resource.Properties;
}

function seriesOf(alarm: Found, month: Month, landscape: Landscape): Series {
  const series = new Series(days * binsADay);
  for (const row of rowsOf(alarm, month, landscape)) {
    for (const bin of binsOfRow(row)) series.add(bin, row.value);
  }
  for (const { times, at } of recordsOf(alarm, month, landscape)) {
    for (const bin of binsOf(at)) series.add(bin, times);
  }
  return series;
}

function binsOfRow({ at, everyMinutes, forMinutes = 5 }: Measured): readonly number[] {
  const length = (forMinutes * 60) / binSeconds;
  const begins = at?.flatMap(binsOf) ?? everyBin(everyMinutes);
  return begins.flatMap((bin) => Array.from({ length }, (_, index) => bin + index));
}

/** Whether a month says anything of the metric of an alarm. */
export function says(month: Month, alarm: Found, landscape: Landscape): boolean {
  return rowsOf(alarm, month, landscape).length > 0 || recordsOf(alarm, month, landscape).length > 0;
}

/** The rows of a month that are about the metric of an alarm. */
function rowsOf(alarm: Found, month: Month, landscape: Landscape): readonly Measured[] {
  const { Namespace, MetricName } = alarm.resource.Properties;
  const rows = month.metrics.filter(({ metric }) => metric === `${Namespace} ${MetricName}`);
  if (rows.length === 0) return [];
  const role = roleOf(alarm, landscape);
  return rows.filter(({ of }) => of === '*' || of === role);
}

/** The end of the name of what an alarm measures, which is its role. */
function roleOf(alarm: Found, landscape: Landscape): string {
  const [, found] = sourceOf(landscape, alarm)[0] ?? [];
  const { FunctionName, QueueName, Name } = found?.resource.Properties ?? {};
  if (found?.resource.Type === 'AWS::CloudFront::Distribution') return 'distribution';
  return String(FunctionName ?? QueueName ?? Name).replace(`${found?.site.owner}-`, '');
}

/** What of a month the filter behind an alarm counts. */
function recordsOf(alarm: Found, month: Month, landscape: Landscape): readonly Recorded[] {
  const { Namespace } = alarm.resource.Properties;
  if (Namespace !== 'Palisade/Account') return [];
  const filter = sourceOf(landscape, alarm).find(([what]) => what === 'the filter')?.[1];
  const test = filterPattern(filter?.resource.Properties.FilterPattern);
  if (!test) throw new Error(`nobody can read the filter of ${shortName(alarm)}`);
  return month.trail.filter(({ event }) => test(event as Json) === true);
}

/** `4 03:10` is ten past three on the fourth day, `* 02:20` the same time on every day. */
function binsOf(time: string): readonly number[] {
  const [, day, hour, minute] = /^(\*|\d+) (\d\d):(\d\d)$/.exec(time) ?? [];
  if (day === undefined) throw new Error(`${time} is no day and hour`);
  const inDay = (Number(hour) * 60 + Number(minute)) / 5;
  const on = day === '*' ? Array.from({ length: days }, (_, index) => index) : [Number(day) - 1];
  return on.map((index) => index * binsADay + inDay);
}

function everyBin(minutes = 5): readonly number[] {
  const step = minutes / 5;
  return Array.from({ length: (days * binsADay) / step }, (_, index) => index * step);
}
