import type { Json, JsonRecord } from '../../../cloudformation/model/json.ts';
import file from './benchmark-events.json' with { type: 'json' };

/** What one alarm of the CIS benchmark has to hear. */
interface Family {
  /** Its section of the benchmark. */
  readonly section: string;
  readonly what: string;
  /** How many of its events have to raise it within a day. */
  readonly most: number;
  /** Within how many seconds they have to, where a day is too late. */
  readonly withinSeconds?: number;
  /** Its events, as CloudTrail writes them down. */
  readonly records: readonly JsonRecord[];
}

/** What every record of CloudTrail has, whatever happened. */
export const commonFields: JsonRecord = {
  eventVersion: '1.11',
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111111111111:assumed-role/deploy/session' },
  eventTime: '2026-11-29T10:00:00Z',
  awsRegion: 'us-east-1',
  sourceIPAddress: '192.0.2.1',
  readOnly: false,
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111111111111',
};

/** The alarms that the benchmark asks for. */
export const families: readonly Family[] = file.families.map(({ records, ...family }) => ({
  ...family,
  records: (records as readonly JsonRecord[]).flatMap(spelledOut),
}));

/** What happens all day long: an alarm that hears it is switched off by whoever it wakes. */
export const ordinaryRecords: readonly JsonRecord[] = (file.ordinary as readonly JsonRecord[]).flatMap(
  spelledOut,
);

/** One record for each name of an event; most families differ in nothing else. */
function spelledOut({ eventNames, ...record }: JsonRecord): readonly JsonRecord[] {
  const names: readonly Json[] = Array.isArray(eventNames) ? eventNames : [record['eventName'] ?? ''];
  return names.map((eventName) => ({ ...commonFields, ...record, eventName }));
}

/** A record as CloudTrail puts it on the bus of its region. */
export function onTheBus(record: JsonRecord): JsonRecord {
  const [service = ''] = String(record['eventSource']).split('.');
  const isSignIn = record['eventType'] === 'AwsConsoleSignIn';
  return {
    version: '0',
    source: `aws.${service}`,
    'detail-type': isSignIn ? 'AWS Console Sign In via CloudTrail' : 'AWS API Call via CloudTrail',
    account: '111111111111',
    region: 'us-east-1',
    resources: [],
    detail: record,
  };
}
