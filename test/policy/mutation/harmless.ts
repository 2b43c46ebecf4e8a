import {
  isList,
  isRecord,
  type Json,
  type JsonRecord,
  section,
} from '../../../lib/cloudformation/model/json.ts';
import type { TemplateSource } from '../../../lib/cloudformation/model/types.ts';
import { isCall, read, resourcesOf, withTexts, written } from './edit.ts';
import stronger from './stronger.json' with { type: 'json' };

/** Writes a template otherwise, so that CloudFormation makes the same of it, or something stronger. */
export type Harmless = (body: JsonRecord) => JsonRecord;

/** Before each logical id, where they are other ones. */
export const prefix = 'Other';

/** Nobody may depend on the order in which records are written. */
const turnedAround: Harmless = (body) => reversed(body) as JsonRecord;

function reversed(node: Json): Json {
  if (isList(node)) return node.map(reversed);
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

/** Every resource bears another logical id, wherever it is named. */
const renamed: Harmless = (body) => {
  const resources = section(body, 'Resources');
  const contract = read(body, ['Metadata', 'Palisade']);
  const named = (text: string) => (Object.hasOwn(resources, text) ? `${prefix}${text}` : text);
  const { Metadata: metadata, ...others } = body;
  const all = namedOtherwise(others, named) as JsonRecord;
  return {
    ...(metadata === undefined ? {} : { Metadata: metadata }),
    ...all,
    ...(contract === undefined
      ? {}
      : { Metadata: written(metadata, ['Palisade'], withTexts(contract, named)) }),
    Resources: Object.fromEntries(
      Object.entries(section(all, 'Resources')).map(([id, resource]) => [named(id), resource]),
    ),
  };
};

function namedOtherwise(node: Json, named: (text: string) => string): Json {
  if (isList(node)) return node.map((item) => namedOtherwise(item, named));
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, item]) => [
      key,
      namingKeys[key]?.(item, named) ?? namedOtherwise(item, named),
    ]),
  );
}

/** Where a template names its own resources. */
const namingKeys: Readonly<
  Record<string, (item: Json, named: (text: string) => string) => Json | undefined>
> = {
  Ref: (item, named) => (typeof item === 'string' ? named(item) : undefined),
  DependsOn: (item, named) => withTexts(item, named),
  'Fn::GetAtt': (item, named) => {
    const [target, ...attribute] = isList(item) ? item : String(item).split('.');
    return [named(String(target)), ...attribute];
  },
  'Fn::Sub': (item, named) => {
    const [text, ...variables] = isList(item) ? item : [item];
    const other = String(text).replaceAll(/\$\{(\w+)/g, (_, id: string) => `\${${named(id)}`);
    return isList(item) ? [other, ...variables.map((one) => namedOtherwise(one, named))] : other;
  },
};

/** Types whose tags are a list. */
const taggable: ReadonlySet<unknown> = new Set([
  'AWS::CloudFront::Distribution',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::IAM::Role',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SNS::Topic',
  'AWS::SQS::Queue',
  'AWS::SecretsManager::Secret',
  'AWS::WAFv2::WebACL',
]);

/** One more tag for each resource that has some, or may have. */
const tagged: Harmless = (body) =>
  everyResource(body, (resource) => {
    const usual = taggable.has(resource['Type']) ? [] : undefined;
    const tags = read(resource, ['Properties', 'Tags']) ?? usual;
    if (isList(tags))
      return written(resource, ['Properties', 'Tags'], [...tags, { Key: 'team', Value: 'x' }]);
    return isRecord(tags) && !isCall(tags)
      ? written(resource, ['Properties', 'Tags', 'team'], 'x')
      : resource;
  });

/** CloudFormation makes the same text of it. */
const substituted: Harmless = (body) =>
  everyProperty(body, (value) =>
    typeof value === 'string' ? { 'Fn::Sub': value.replaceAll('${', '${!') } : value,
  );

/** CloudFormation turns text into what the type takes. */
const spelledOut: Harmless = (body) =>
  everyProperty(body, (value) =>
    typeof value === 'boolean' || typeof value === 'number' ? String(value) : value,
  );

const strengthened: Harmless = (body) =>
  everyResource(body, (resource) =>
    stronger.values
      .filter(({ type }) => type === resource['Type'])
      .map(({ property, value }) => ({ path: ['Properties', ...property.split('.')], value }))
      .filter(({ path }) => read(resource, path) !== undefined)
      .reduce<Json>((all, { path, value }) => written(all, path, value), resource),
  );

function everyResource(body: JsonRecord, change: (resource: JsonRecord) => Json): JsonRecord {
  const resources = resourcesOf({ body } as TemplateSource).map(([id, resource]) => [id, change(resource)]);
  return { ...body, Resources: Object.fromEntries(resources) };
}

/** Documents are handed on as they are written, so that text is something else there. */
const documents = /^(?:EventPattern|DataProtectionPolicy|PolicyDocument|Schema|Definition\w*)$/;

function everyProperty(body: JsonRecord, change: (value: Json) => Json): JsonRecord {
  return everyResource(body, (resource) => {
    const properties = read(resource, ['Properties']);
    return properties === undefined
      ? resource
      : written(resource, ['Properties'], everyLeaf(properties, change));
  });
}

/** Arguments of functions stay as they are. */
function everyLeaf(node: Json, change: (value: Json) => Json): Json {
  if (isList(node)) return node.map((item) => everyLeaf(item, change));
  if (!isRecord(node)) return change(node);
  if (isCall(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, item]) => [key, documents.test(key) ? item : everyLeaf(item, change)]),
  );
}

/** The ways to change a template without harm, by the names that the counts have. */
export const harmless: Readonly<Record<string, Harmless>> = {
  turnedAround,
  tagged,
  strengthened,
  spelledOut,
  substituted,
  renamed,
};

/** All of the ways at once. */
export const together: Harmless = (body) =>
  Object.values(harmless).reduce((changed, change) => change(changed), body);
