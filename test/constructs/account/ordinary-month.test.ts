import { describe, expect, test } from '@jest/globals';
import counterMonths from '../../support/alerts/counter-months.json' with { type: 'json' };
import { alertsIn, exampleLandscape, nameOf } from '../../support/alerts/example.ts';
import { heardIn, type Message, type Month, says } from '../../support/alerts/month.ts';
import ordinary from '../../support/alerts/ordinary-month.json' with { type: 'json' };

/** The account and its one shop with real money at home. */
const landscape = exampleLandscape().filter(({ owner }) => owner !== 'atelier-prod');
const heard = heardIn(ordinary, landscape);
const lines = (messages: readonly Message[]) => messages.map(({ way, alert }) => `${way} ${alert}`).sort();
const byWay = (way: string) => lines(heard).filter((line) => line.startsWith(`${way} `));

describe('in an ordinary month', () => {
  test('nobody is woken, and at most five tickets are sent', () => {
    expect(byWay('page')).toEqual([]);
    expect(byWay('ticket').length).toBeLessThanOrEqual(5);
  });

  test('people hear what the file says, and nothing else', () => {
    expect(lines(heard)).toEqual(ordinary.heard);
  });

  test('the file says of every metric that an alarm watches what it tells, or why nothing', () => {
    const never = new Set(ordinary.never.map(({ metric }) => metric));
    const metricOf = ({ resource: { Properties } }: (typeof alarms)[number]) =>
      `${Properties.Namespace} ${Properties.MetricName}`;
    const alarms = alertsIn(landscape).filter(({ resource }) => resource.Type === 'AWS::CloudWatch::Alarm');
    const unsaid = alarms.filter((alarm) => !never.has(metricOf(alarm)) && !says(ordinary, alarm, landscape));
    expect(unsaid.map(nameOf)).toEqual([]);
    const watched = alarms.map(metricOf);
    expect([...never].filter((metric) => !watched.includes(metric))).toEqual([]);
  });

  test('every row has a reason', () => {
    const { metrics, never, trail, bus } = ordinary;
    const rows: readonly { readonly reason: string }[] = [...metrics, ...never, ...trail, ...bus];
    expect(rows.filter(({ reason }) => !/^[A-Z].+\.$/.test(reason))).toEqual([]);
  });
});

/** What is added to the ordinary, and which metrics tell nothing. */
type Counter = Partial<Month> & { readonly without?: readonly string[] };

describe('people hear of it, too, when', () => {
  test.each(counterMonths.months.map((month) => [month.what, month] as const))('%s', (_, month) => {
    const { metrics = [], trail = [], bus = [], without = [] }: Counter = month;
    const kept = ordinary.metrics.filter(({ metric }) => !without.includes(metric));
    const whole = {
      metrics: [...kept, ...metrics],
      trail: [...ordinary.trail, ...trail],
      bus: [...ordinary.bus, ...bus],
    };
    const more = lines(heardIn(whole, landscape));
    for (const line of lines(heard)) more.splice(more.indexOf(line), 1);
    expect(more).toEqual(month.heard);
  });
});
