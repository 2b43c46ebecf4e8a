import type { Resource } from '../../../cloudformation/model/types.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { longestKeptDays } from '../../../contract/schema.ts';
import { bestOf, distinct, expectItem, flawsOf, inTurn } from '../../choices.ts';
import { expectAbsent, expectNumber, expectPresent, expectTrue } from '../../expect.ts';
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

/** What has to end in a bucket, where a lifecycle rule may say so, and after how many days at the latest. */
const ends: readonly { readonly name: string; readonly paths: readonly string[]; readonly most: number }[] = [
  { name: 'the expiration of objects', most: longestKeptDays, paths: ['ExpirationInDays'] },
  {
    name: 'the expiration of noncurrent versions',
    most: longestKeptDays,
    paths: ['NoncurrentVersionExpiration.NoncurrentDays', 'NoncurrentVersionExpirationInDays'],
  },
  {
    name: 'the expiration of incomplete uploads',
    most: 90,
    paths: ['AbortIncompleteMultipartUpload.DaysAfterInitiation'],
  },
];

function lifecycle(bucket: Resource): readonly Observation[] {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  const seen = ends.flatMap(({ name, paths, most }) =>
    expectItem(rules, {
      expected: `${name} within ${most} days`,
      identify: (rule) =>
        bestOf(
          inTurn(paths, (path) => [expectNumber(rule.at(path), { min: 1, max: most })]),
          [],
        ),
      judge: forEveryObject,
    }),
  );
  return distinct(seen);
}

/** Judges that no end that a bucket sets, whatever it holds, is so far away that it is none. */
export function endsInTime(bucket: Resource): readonly Observation[] {
  const rules = bucket.property('LifecycleConfiguration.Rules');
  if (!rules.isDecidedList) return [];
  const set = rules
    .items()
    .flatMap((rule) => ends.flatMap(({ paths }) => paths.map((path) => rule.at(path))));
  return flawsOf(
    set
      .filter(({ isAbsent }) => !isAbsent)
      .map((days) => expectNumber(days, { min: 1, max: longestKeptDays })),
  );
}

/** Judges that no lifecycle rule takes away what a bucket publishes: its pages would be gone on a day that nobody chose. */
export function endsByItself(bucket: Resource): readonly Observation[] {
  return ['ExpirationInDays', 'ExpirationDate'].flatMap((end) =>
    valuesAt(bucket, `LifecycleConfiguration.Rules[].${end}`).map((value) =>
      expectAbsent(value, 'no end of what is published'),
    ),
  );
}
