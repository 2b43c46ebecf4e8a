import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import file from '../../../lib/policy/diff/replacements.json' with { type: 'json' };
import { createOnlyOf } from '../../../lib/policy/diff/replacements.ts';

/** What aws-cdk knows of a type from the resource schemas. */
interface Described {
  readonly cloudFormationType: string;
  readonly isStateful?: boolean;
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: string }>>;
}

const database = JSON.parse(
  gunzipSync(readFileSync(packagePath('node_modules', 'aws-cdk', 'db.json.gz'))).toString('utf8'),
);
const described: readonly Described[] = database.schema.resource.entities;

/** What is called stateful although nothing is lost with it: what it holds is in other resources, or it is made anew from its template. */
const holdNothing = [
  'AWS::CloudFormation::Stack',
  'AWS::EMR::Cluster',
  'AWS::Organizations::Account',
  'AWS::QLDB::Ledger',
  'AWS::SDB::Domain',
];

test('The properties that replace what holds something are those that the resource schemas call create-only', () => {
  const schemas = new Map(described.map((one) => [one.cloudFormationType, one]));
  const expected = Object.keys(file.types).map((type) => {
    const entries = Object.entries(schemas.get(type)?.properties ?? {});
    return [
      type,
      entries
        .filter(([, one]) => one.causesReplacement === 'yes')
        .map(([name]) => name)
        .sort(),
    ];
  });
  expect(file.types).toEqual(Object.fromEntries(expected));
});

test('Each type that the schemas call stateful is known', () => {
  const stateful = described.filter((one) => one.isStateful === true).map((one) => one.cloudFormationType);
  expect(stateful.length).toBeGreaterThan(20);
  expect(stateful.filter((type) => !Object.hasOwn(file.types, type)).sort()).toEqual(holdNothing);
});

test('What the documentation says besides is a property of its type', () => {
  const schemas = new Map(described.map((one) => [one.cloudFormationType, one]));
  for (const [type, names] of Object.entries(file.also)) {
    const known = Object.keys(schemas.get(type)?.properties ?? {});
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(createOnlyOf(type)).toEqual(expect.arrayContaining(names));
  }
});
