import { isList } from '../../../cloudformation/model/json.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { bestOf, distinct, expectItem, flawsOf } from '../../choices.ts';
import { expectNumber, expectOneOf, expectPresent, expectTrue, observeLiteral } from '../../expect.ts';
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
      judge: (rule) => [
        expectOneOf(rule.at('Status'), ['Enabled']),
        ...flawsOf(filters.map((path) => unfiltered(rule.at(path)))),
      ],
    }),
  );
  return distinct(seen);
}

/** What narrows a lifecycle rule to some of the objects. */
const filters = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** An empty prefix and an empty list of tags take every object too. */
function unfiltered(value: Value): Observation {
  const expected = 'no value, so that the rule takes every object';
  return observeLiteral(
    value,
    { expected },
    (literal) => literal === undefined || literal === '' || (isList(literal) && literal.length === 0),
  );
}
