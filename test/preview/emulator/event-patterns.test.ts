import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Emulator, startEmulator } from '../../support/emulator.ts';
import { callsOf } from './support/calls.ts';

// The facts are those of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html.

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
}, 120_000);
afterAll(() => emulator.stop());

const event = {
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  account: '111111111111',
  time: '2026-11-29T22:12:01Z',
  region: 'eu-west-1',
  resources: ['arn:aws:s3:::one', 'arn:aws:s3:::two'],
  detail: {
    severity: 7,
    state: 'FAILED',
    empty: '',
    nothing: null,
    address: '10.0.0.7',
    file: 'reports/2026/november.PDF',
    isPublic: true,
    findings: [
      { Label: 'LOW', Status: 'NEW' },
      { Label: 'HIGH', Status: 'SUPPRESSED' },
    ],
    nested: { path: ['a', 'b'] },
  },
};

const inDetail = (detail: object) => ({ detail });

/** Patterns by what they come to; each has one fact of the grammar. */
const patterns: Readonly<Record<'match' | 'miss', readonly object[]>> = {
  match: [
    { source: ['aws.guardduty'] },
    { source: ['aws.acm', 'aws.guardduty'] },
    { source: [{ prefix: 'aws.' }] },
    { 'detail-type': ['GuardDuty Finding'], source: ['aws.guardduty'] },
    { resources: ['arn:aws:s3:::two'] },
    { resources: [{ suffix: ':one' }] },
    inDetail({ severity: [7] }),
    inDetail({ severity: [{ numeric: ['>=', 7] }] }),
    inDetail({ severity: [{ numeric: ['>', 4, '<=', 7] }] }),
    inDetail({ state: [{ 'anything-but': ['COMPLETED', 'RUNNING'] }] }),
    inDetail({ state: [{ 'anything-but': { prefix: 'COMP' } }] }),
    inDetail({ state: [{ 'equals-ignore-case': 'failed' }] }),
    inDetail({ empty: [''] }),
    inDetail({ nothing: [null] }),
    inDetail({ address: [{ cidr: '10.0.0.0/24' }] }),
    inDetail({ file: [{ wildcard: 'reports/*/*.PDF' }] }),
    inDetail({ file: [{ suffix: { 'equals-ignore-case': '.pdf' } }] }),
    inDetail({ isPublic: [true] }),
    inDetail({ state: [{ exists: true }] }),
    inDetail({ missing: [{ exists: false }] }),
    inDetail({ $or: [{ state: ['OTHER'] }, { severity: [7] }] }),
    inDetail({ findings: { Label: ['HIGH'] } }),
    inDetail({ nested: { path: ['b'] } }),
  ],
  miss: [
    { source: ['aws.acm'] },
    { source: ['AWS.GuardDuty'] },
    { source: ['aws.guardduty'], 'detail-type': ['Other'] },
    { resources: ['arn:aws:s3:::three'] },
    inDetail({ severity: ['7'] }),
    inDetail({ severity: [{ numeric: ['>', 7] }] }),
    inDetail({ severity: [{ numeric: ['>=', 4, '<', 7] }] }),
    inDetail({ state: [{ numeric: ['>', 0] }] }),
    inDetail({ state: [{ 'anything-but': ['FAILED'] }] }),
    inDetail({ empty: [null] }),
    inDetail({ nothing: [''] }),
    inDetail({ address: [{ cidr: '10.0.1.0/24' }] }),
    inDetail({ file: [{ wildcard: 'reports/*.pdf' }] }),
    inDetail({ isPublic: ['true'] }),
    inDetail({ state: [{ exists: false }] }),
    inDetail({ missing: [{ exists: true }] }),
    inDetail({ missing: ['value'] }),
    inDetail({ $or: [{ state: ['OTHER'] }, { severity: [8] }] }),
    // Elements of an array are looked at one by one.
    inDetail({ findings: { Label: ['HIGH'], Status: ['NEW'] } }),
  ],
};

const refused = [
  { source: 'aws.guardduty' },
  { source: [] },
  {},
  inDetail({ severity: [{ numeric: ['=>', 7] }] }),
  inDetail({ severity: [{ numeric: ['>', 'seven'] }] }),
  inDetail({ severity: [{ unknown: 7 }] }),
  inDetail({ state: [{ exists: 'yes' }] }),
  inDetail({ address: [{ cidr: '10.0.0.0/40' }] }),
];

const tested = (pattern: object) => ({
  service: 'events',
  operation: 'test_event_pattern',
  parameters: { EventPattern: JSON.stringify(pattern), Event: JSON.stringify(event) },
});

describe.each(Object.entries(patterns))('patterns of events that %s', (outcome, all) => {
  test(`each of the ${all.length}`, () => {
    const found = callsOf(emulator, all.map(tested));
    expect(found.map(({ answer, message }, index) => [all[index], answer?.Result ?? message])).toEqual(
      all.map((pattern) => [pattern, outcome === 'match']),
    );
  });
});

test('a pattern that is none is refused, by a test and by a rule alike', () => {
  const found = callsOf(
    emulator,
    refused.flatMap((pattern) => [
      tested(pattern),
      {
        service: 'events',
        operation: 'put_rule',
        parameters: { Name: 'any', EventPattern: JSON.stringify(pattern) },
      },
    ]),
  );
  expect(found.map(({ code }) => code)).toEqual(
    refused.flatMap(() => Array(2).fill('InvalidEventPatternException')),
  );
});

test('nobody but a service puts an event of AWS on the bus', () => {
  const entry = { Source: 'aws.guardduty', DetailType: 'GuardDuty Finding', Detail: '{}' };
  const [found] = callsOf(emulator, [
    { service: 'events', operation: 'put_events', parameters: { Entries: [entry] } },
  ]);
  expect(found?.answer.Entries[0].ErrorCode).toBe('NotAuthorizedForSourceException');
});
