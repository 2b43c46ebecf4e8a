import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { callsOf } from './support/calls.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

const event = {
  eventName: 'UpdateTrail',
  sourceIPAddress: '123.123.45.6',
  errorCode: null,
  count: 404,
  ratio: 1.5,
  readOnly: false,
  text: 'say "no" * 2',
  arrayKey: ['value', 'another'],
  objects: [{ name: 'a', id: 1 }, { id: 2 }],
  user: { id: 5, 'e-mail': 'john@example.com' },
};

/** Patterns by what they come to; each has one fact of the grammar. */
const patterns: Readonly<Record<'match' | 'miss', readonly string[]>> = {
  match: [
    '{ $.eventName = "UpdateTrail" }',
    '{ $.eventName = UpdateTrail }',
    '{$.eventName="UpdateTrail"}',
    '{ $.eventName = "Update*" }',
    '{ $.eventName = *Trail }',
    '{ $.eventName != "StopLogging" }',
    '{ $.sourceIPAddress = 123.123.* }',
    '{ $.sourceIPAddress != 10.0.* }',
    '{ $.count = 404 }',
    '{ $.count = 4* }',
    '{ $.count >= 404 }',
    '{ $.count > 4.03e2 }',
    '{ $.count < 405 }',
    '{ $.ratio <= 1.50 }',
    '{ $.count != 500 }',
    '{ $.errorCode IS NULL }',
    '{ $.errorCode EXISTS }',
    '{ $.nothing NOT EXISTS }',
    '{ $.user.nothing NOT EXISTS }',
    '{ $.readOnly IS FALSE }',
    '{ $.arrayKey[0] = "value" }',
    '{ $.arrayKey[2] NOT EXISTS }',
    '{ $.objects[1].id = 2 }',
    '{ $.user.e-mail = "john@example.com" }',
    '{ $.text = "say \\"no\\"*" }',
    '{ $.eventName = "StopLogging" || $.count = 404 }',
    '{ ($.eventName = "UpdateTrail") && ($.count = 404) }',
    '{ $.count = 404 || $.count = 1 && $.count = 2 }',
    '{ $.count = 1 && $.count = 2 || $.count = 404 }',
    '{ ($.user.id = 1 || $.user.id = 5) && ($.count = 1 || $.ratio = 1.5) }',
    'UpdateTrail',
    '"say \\\\\\"no" -StopLogging',
    '?StopLogging ?UpdateTrail',
    '',
  ],
  miss: [
    '{ $.eventName = "updatetrail" }',
    '{ $.eventName = "Update" }',
    '{ $.eventName != "UpdateTrail" }',
    '{ $.eventName != "Up*" }',
    '{ $.count = "404" && $.count != "404" }',
    '{ $.count > 404 }',
    '{ $.eventName > 1 }',
    '{ $.nothing = "value" }',
    '{ $.nothing != "value" }',
    '{ $.nothing IS NULL }',
    '{ $.nothing EXISTS }',
    '{ $.errorCode NOT EXISTS }',
    '{ $.errorCode = "*" }',
    '{ $.eventName IS NULL }',
    '{ $.readOnly IS TRUE }',
    '{ $.arrayKey = "value" }',
    '{ $.arrayKey[1] = "value" }',
    '{ $.user = "*" }',
    '{ ($.count = 404 || $.count = 1) && $.count = 2 }',
    'StopLogging',
    'UpdateTrail -false',
    '?StopLogging ?DeleteTrail',
  ],
};

const refused = [
  '{ $.eventName = }',
  '{ $.eventName "UpdateTrail" }',
  '{ eventName = "UpdateTrail" }',
  '{ $.eventName = "UpdateTrail"',
  '{ $.eventName = "UpdateTrail" } more',
  '{ ($.eventName = "UpdateTrail" }',
  '{ $.eventName = "UpdateTrail" && }',
  '{ $.eventName = "UpdateTrail" & $.count = 1 }',
  '{ $.count > "four" }',
  '{ $.count > four }',
  '{ $.eventName IS }',
  '{ }',
  '[ip, user, ...]',
  '{ $.eventName = %Update% }',
  `{ $.eventName = "${'x'.repeat(1024)}" }`,
];

const tested = (filterPattern: string, message: string) => ({
  service: 'logs',
  operation: 'test_metric_filter',
  parameters: { filterPattern, logEventMessages: [message] },
});

describe.each(Object.entries(patterns))('patterns that %s', (outcome, all) => {
  test(`each of the ${all.length}`, () => {
    const found = callsOf(
      emulator,
      all.map((pattern) => tested(pattern, JSON.stringify(event))),
    );
    const counts = found.map(({ answer, message }, index) => [all[index], answer?.matches.length ?? message]);
    expect(counts).toEqual(all.map((pattern) => [pattern, outcome === 'match' ? 1 : 0]));
  });
});

test('a pattern for JSON matches no line of text', () => {
  const [found] = callsOf(emulator, [tested('{ $.eventName NOT EXISTS }', 'a line of text')]);
  expect(found?.answer.matches).toEqual([]);
});

test('a pattern that is none is refused, by a test and by a filter alike', () => {
  const found = callsOf(
    emulator,
    refused.flatMap((filterPattern) => [
      tested(filterPattern, '{}'),
      {
        service: 'logs',
        operation: 'put_metric_filter',
        parameters: {
          logGroupName: 'any',
          filterName: 'any',
          filterPattern,
          metricTransformations: [{ metricNamespace: 'Any', metricName: 'Any', metricValue: '1' }],
        },
      },
    ]),
  );
  expect(found.map(({ code }) => code)).toEqual(
    refused.flatMap(() => Array(2).fill('InvalidParameterException')),
  );
});

describe('an alarm over a filter', () => {
  const group = { logGroupName: 'watched' };
  const stream = { ...group, logStreamName: 'stream' };
  const logs = (operation: string, parameters: object) => ({ service: 'logs', operation, parameters });
  const alarm = (AlarmName: string, more: object) => ({
    service: 'cloudwatch',
    operation: 'put_metric_alarm',
    parameters: {
      AlarmName,
      Namespace: 'Watched',
      MetricName: 'Bytes',
      Statistic: 'Sum',
      Period: 86_400,
      EvaluationPeriods: 1,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      ...more,
    },
  });
  const said = (message: object) =>
    logs('put_log_events', {
      ...stream,
      logEvents: [{ timestamp: Date.now(), message: JSON.stringify(message) }],
    });
  const states = () => {
    const [found] = callsOf(emulator, [{ service: 'cloudwatch', operation: 'describe_alarms' }]);
    const all: readonly { AlarmName: string; StateValue: string }[] = found?.answer.MetricAlarms ?? [];
    return Object.fromEntries(all.map(({ AlarmName, StateValue }) => [AlarmName, StateValue]));
  };

  test('takes the value and the dimension out of the event, and looks at no other dimension', async () => {
    const transformation = {
      metricNamespace: 'Watched',
      metricName: 'Bytes',
      metricValue: '$.bytes',
      dimensions: { Shop: '$.shop' },
    };
    const of = (Value: string) => ({ Dimensions: [{ Name: 'Shop', Value }] });
    const made = callsOf(emulator, [
      logs('create_log_group', group),
      logs('create_log_stream', stream),
      logs('put_metric_filter', {
        ...group,
        filterName: 'bytes',
        filterPattern: '{ $.bytes > 0 }',
        metricTransformations: [transformation],
      }),
      alarm('boutique', of('boutique')),
      alarm('atelier', of('atelier')),
      alarm('without', {}),
      alarm('missing', { ...of('nobody'), TreatMissingData: 'breaching' }),
      said({ bytes: 8, shop: 'boutique' }),
      said({ bytes: 4, shop: 'atelier' }),
      said({ bytes: 0, shop: 'atelier' }),
      said({ bytes: 50 }),
    ]);
    expect(made.filter(({ code }) => code)).toEqual([]);
    expect(states()).toEqual({
      boutique: 'OK',
      atelier: 'OK',
      without: 'INSUFFICIENT_DATA',
      missing: 'INSUFFICIENT_DATA',
    });
    callsOf(emulator, [said({ bytes: 3, shop: 'boutique' })]);
    expect(states()).toMatchObject({ boutique: 'ALARM', atelier: 'OK' });
  });

  test('that counts missing data as a breach is on when time has passed, and no other', async () => {
    await emulator.ask('alarms', { account: '111111111111', region: 'eu-west-1' });
    expect(states()).toEqual({ boutique: 'ALARM', atelier: 'OK', without: 'OK', missing: 'ALARM' });
  });

  test('is on by a metric that an event has embedded', () => {
    const embedded = {
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [{ Namespace: 'Watched', Dimensions: [['Shop']], Metrics: [{ Name: 'Bytes' }] }],
      },
      Shop: 'atelier',
      Bytes: 7,
    };
    callsOf(emulator, [said(embedded)]);
    expect(states()).toMatchObject({ atelier: 'ALARM' });
  });
});
