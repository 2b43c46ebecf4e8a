import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Json, JsonRecord } from '../../lib/cloudformation/model/json.ts';
import { isRecord } from '../../lib/cloudformation/model/json.ts';
import { Model } from '../../lib/cloudformation/model/model.ts';
import type { TemplateSource } from '../../lib/cloudformation/model/types.ts';
import { packagePath } from '../../lib/package-root.ts';
import { createOnlyOf, isStateful, replacementsBetween } from '../../lib/policy/diff/replacements.ts';
import { version } from '../../lib/version.ts';
import { accountTemplates } from '../support/account.ts';
import { exampleShops, exampleTemplates } from '../support/boutique.ts';

/** The resources of each stack that hold something, with what CloudFormation cannot change in place. */
type Stacks = Readonly<Record<string, JsonRecord>>;

const file = packagePath('test', 'releases', `${version}.json`);

/** Each environment of the example shops, and the account. */
const today: readonly TemplateSource[] = [
  ...exampleShops.flatMap(exampleTemplates).flatMap(({ sources }) => sources()),
  ...accountTemplates(),
];
if (process.env['RELEASE_GOLDEN'] === '1') writeFileSync(file, lines(stacksOf(today)));

const released: Stacks = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};

/** One line for each resource, so that a review sees which ones changed. */
function lines(stacks: Stacks): string {
  const written = Object.entries(stacks).map(([name, resources]) => {
    const own = Object.entries(resources).map(
      ([id, one]) => `\n  ${JSON.stringify(id)}: ${JSON.stringify(one)}`,
    );
    return `\n ${JSON.stringify(name)}: {${own.join(',')}}`;
  });
  return `{${written.join(',')}\n}\n`;
}

function stacksOf(sources: readonly TemplateSource[]): Stacks {
  return Object.fromEntries(
    sources.map(({ stackName = '', body }) => [stackName, keptOf(isRecord(body) ? body['Resources'] : {})]),
  );
}

function keptOf(resources: Json | undefined): JsonRecord {
  const stateful = Object.entries(isRecord(resources) ? resources : {}).flatMap(([id, resource]) =>
    isRecord(resource) && isStateful(String(resource['Type'])) ? [[id, kept(resource)] as const] : [],
  );
  return Object.fromEntries(stateful.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function kept({ Type = '', Properties = {}, DeletionPolicy, UpdateReplacePolicy }: JsonRecord): JsonRecord {
  const own = createOnlyOf(String(Type)).flatMap((name) => {
    const value = isRecord(Properties) ? Properties[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    Type,
    ...(DeletionPolicy === undefined ? {} : { DeletionPolicy }),
    ...(UpdateReplacePolicy === undefined ? {} : { UpdateReplacePolicy }),
    Properties: Object.fromEntries(own),
  };
}

function modelOf(stacks: Stacks): Model {
  return new Model(
    Object.entries(stacks).map(([stackName, Resources]) => {
      const { account, region } = today.find((one) => one.stackName === stackName) ?? {};
      return {
        name: `${stackName}.template.json`,
        sha256: '',
        stackName,
        account,
        region,
        body: { Resources },
      };
    }),
  );
}

/** What an update from the release replaces or removes, in words. */
function replaced(before: Stacks, after: Model): readonly string[] {
  return replacementsBetween(modelOf(before), after).map(
    ({ resource, path, says }) => `${resource.template.stackName} ${resource.logicalId} ${path} ${says}`,
  );
}

describe('An upgrade from the last release', () => {
  const resources = Object.values(released).flatMap((stack) => Object.keys(stack));

  test('is compared with both example shops and the account, as that release synthesized them', () => {
    expect(Object.keys(released)).toEqual(
      expect.arrayContaining(['boutique-prod-data', 'lyngmo-prod-data', 'palisade-account-eu-west-1']),
    );
    expect(resources.length).toBeGreaterThan(150);
  });

  test('replaces and removes nothing that holds something', () => {
    expect(replaced(released, new Model(today))).toEqual([]);
  });

  const data = released['boutique-prod-data'] ?? {};
  const [id = '', table] = Object.entries(data).find(([key]) => key.startsWith('OrdersTable0')) ?? [];
  const withData = (stack: JsonRecord) => modelOf({ ...released, 'boutique-prod-data': stack });
  const { [id]: _, ...others } = data;

  test.each<[string, JsonRecord, string]>([
    ['a table is gone', others, `boutique-prod-data ${id}  is gone, and what it holds is left behind`],
    [
      'a table has another logical id',
      { ...others, OrdersTable11111111: table ?? null },
      'boutique-prod-data OrdersTable11111111  has another logical id, which replaces the resource, and what it holds is lost or left behind',
    ],
    [
      'a table has another name',
      { ...others, [id]: named(table, 'boutique-prod-sales') },
      `boutique-prod-data ${id} TableName replaces the resource, and what it holds is lost or left behind`,
    ],
    [
      'a table is deleted with its stack',
      { ...others, [id]: { ...(isRecord(table) ? table : {}), DeletionPolicy: 'Delete' } },
      `boutique-prod-data ${id} DeletionPolicy keeps less of what it holds`,
    ],
  ])('would be objected to where %s', (_name, stack, sentence) => {
    expect(replaced(released, withData(stack))).toEqual([sentence]);
  });
});

function named(table: Json | undefined, TableName: string): JsonRecord {
  const resource = isRecord(table) ? table : {};
  const properties = isRecord(resource['Properties']) ? resource['Properties'] : {};
  return { ...resource, Properties: { ...properties, TableName } };
}
