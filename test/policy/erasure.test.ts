import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { erasureOf, type StoreErasure } from '../../lib/policy/erasure.ts';
import { storefront } from '../support/storefront.ts';

/** The example's own templates. */
function goldenTemplates(...stacks: readonly string[]): readonly TemplateSource[] {
  return stacks.map((stack) => ({
    name: stack,
    sha256: stack,
    stackName: `boutique-prod-${stack}`,
    account: '111111111111',
    region: stack === 'edge' ? 'us-east-1' : 'eu-west-1',
    body: JSON.parse(readFileSync(`test/golden/boutique-prod-${stack}.template.json`, 'utf8')) as JsonRecord,
  }));
}

function erasures(sources: readonly TemplateSource[]): readonly StoreErasure[] {
  const model = new Model(sources);
  return model.storefronts.flatMap((owner) => erasureOf(owner, model));
}

const named = (stores: readonly StoreErasure[], name: string) =>
  stores.find(({ logicalId }) => logicalId.startsWith(name));

describe('the example shop', () => {
  const stores = erasures(goldenTemplates('data', 'backup', 'edge', 'payments'));

  test('holds an erased order in its stream, its recovery, its backups and their copies', () => {
    expect(named(stores, 'OrdersTable')).toMatchObject({
      remnants: [
        { in: 'point-in-time recovery', days: 35 },
        { in: 'stream', days: 1 },
        { in: 'backups (daily)', days: 35 },
        { in: 'copies of backups (daily)', days: 36 },
        { in: 'backups (monthly)', days: 372 },
        { in: 'copies of backups (monthly)', days: 373 },
      ],
      days: 373,
    });
  });

  test('names the longest of them all in its contract', () => {
    const [owner] = new Model(goldenTemplates('data')).storefronts;
    const days = stores
      .filter(({ type }) => type === 'AWS::DynamoDB::Table')
      .map((store) => store.days ?? Infinity);
    expect(owner?.contract.backups.erasedAfterDays).toBe(Math.max(...days));
  });

  test('shows an end of each store of personal data and of evidence', () => {
    expect(stores.length).toBeGreaterThan(10);
    expect(stores.filter(({ days }) => days === undefined)).toEqual([]);
    expect(named(stores, 'PaymentEventsDeadLetters')).toMatchObject({ days: 14 });
  });

  test('shows no end while the stack of the backups is not given', () => {
    const table = named(erasures(goldenTemplates('data')), 'OrdersTable');
    expect(table?.remnants.at(-1)).toEqual({ in: 'backups' });
    expect(table?.days).toBeUndefined();
  });
});

/** A store of personal data of a shop without backups. */
function store(Type: string, Properties: JsonRecord): StoreErasure | undefined {
  const data = [{ resource: 'Store', class: 'personal' }];
  const body = {
    Metadata: { Palisade: { ...storefront, stacks: ['edge'], data } },
    Resources: { Store: { Type, Properties } },
  };
  return erasures([{ name: 'a', sha256: '', body }])[0];
}

test.each<[name: string, type: string, properties: JsonRecord, days: number | undefined]>([
  ['a queue by default', 'AWS::SQS::Queue', {}, 4],
  ['a queue', 'AWS::SQS::Queue', { MessageRetentionPeriod: 90_000 }, 2],
  ['a log without an end', 'AWS::Logs::LogGroup', {}, undefined],
  ['a table without recovery', 'AWS::DynamoDB::Table', {}, 0],
  [
    'a table of a week',
    'AWS::DynamoDB::Table',
    { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 } },
    7,
  ],
  [
    'a table whose recovery is a parameter',
    'AWS::DynamoDB::Table',
    { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: { Ref: 'Nothing' } } },
    undefined,
  ],
  ['a bucket without an end', 'AWS::S3::Bucket', {}, undefined],
  [
    'a bucket whose objects and versions end',
    'AWS::S3::Bucket',
    {
      LifecycleConfiguration: {
        Rules: [{ ExpirationInDays: 30 }, { NoncurrentVersionExpiration: { NoncurrentDays: 60 } }],
      },
    },
    90,
  ],
  ['a store of another type', 'AWS::Neptune::DBCluster', {}, undefined],
])('%s holds what was erased for as long as its template shows', (_, type, properties, days) => {
  expect(store(type, properties)?.days).toBe(days);
});
