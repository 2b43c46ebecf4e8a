import type { Resource } from '../../../cloudformation/model/types.ts';
import { bestOf, distinct, expectItem, flawsOf } from '../../choices.ts';
import { expectNumber, expectPresent, expectTrue } from '../../expect.ts';
import { forEveryObject } from '../../lifecycle-rules.ts';
import type { Observation } from '../../observation.ts';

/** Where a type says when its data ends; databases have no such place. */
const places: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TimeToLiveSpecification',
  'AWS::DynamoDB::GlobalTable': 'TimeToLiveSpecification',
  'AWS::S3::Bucket': 'LifecycleConfiguration',
};

/** Whether a store says anything about the end of its data. */
export function isExpiring(store: Resource): boolean {
  const place = places[store.type];
  return place !== undefined && !store.property(place).isAbsent;
}

/** Judges the end that a store sets to its data. */
export function expiry(store: Resource): readonly Observation[] {
  return store.type === 'AWS::S3::Bucket' ? lifecycle(store) : timeToLive(store);
}

function timeToLive(table: Resource): readonly Observation[] {
  const specification = table.property('TimeToLiveSpecification');
  return [
    expectTrue(specification.at('Enabled')),
    // Which attribute holds the time is the application's matter.
    ...flawsOf([expectPresent(specification.at('AttributeName'), 'the name of an attribute')]),
  ];
}

/** What has to end in a bucket, and where a lifecycle rule may say so. */
const ends: readonly { readonly name: string; readonly paths: readonly string[] }[] = [
  { name: 'the expiration of objects', paths: ['ExpirationInDays'] },
  {
    name: 'the expiration of noncurrent versions',
    paths: ['NoncurrentVersionExpiration.NoncurrentDays', 'NoncurrentVersionExpirationInDays'],
  },
  {
    name: 'the expiration of incomplete uploads',
    paths: ['AbortIncompleteMultipartUpload.DaysAfterInitiation'],
  },
];

function lifecycle(bucket: Resource): readonly Observation[] {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  const seen = ends.flatMap(({ name, paths }) =>
    expectItem(rules, {
      expected: name,
      identify: (rule) =>
        bestOf(
          paths.map((path) => [expectNumber(rule.at(path), { min: 1 })]),
          [],
        ),
      judge: forEveryObject,
    }),
  );
  return distinct(seen);
}
