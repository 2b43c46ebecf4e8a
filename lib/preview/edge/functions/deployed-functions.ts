import { z } from 'zod';
import type { DeployedResource } from '../../deployed-resources.ts';
import { PreviewError } from '../../preview-error.ts';
import { enacted, flag } from '../settings/enacted.ts';

/** An edge function as it was deployed. */
export interface DeployedFunction {
  readonly name: string;
  readonly code: string;
  /** What its key value store holds, if it is associated with one. */
  readonly keyValues?: Readonly<Record<string, string>> | undefined;
}

/** Reads an object of a bucket that a stack has named. */
export type ReadObject = (bucket: string, key: string) => Promise<Uint8Array>;

const functionProperties = z.strictObject({
  Name: z.string(),
  AutoPublish: flag.refine((isPublished) => isPublished, { error: 'without publication' }),
  FunctionCode: z.string(),
  FunctionConfig: z.strictObject({
    Comment: z.string(),
    Runtime: z.literal('cloudfront-js-2.0'),
    KeyValueStoreAssociations: z
      .array(z.strictObject({ KeyValueStoreARN: z.string() }))
      .max(1)
      .default([]),
  }),
  FunctionMetadata: z.unknown().optional(),
  Tags: z.unknown().optional(),
});

const storeProperties = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  ImportSource: z.strictObject({ SourceType: z.literal('S3'), SourceArn: z.string() }).optional(),
  Tags: z.unknown().optional(),
});

/** Finds a function by the ARN under which a behaviour names it, and reads what its store was filled with. */
export async function deployedFunction(
  arn: string,
  resources: readonly DeployedResource[],
  readObject: ReadObject,
): Promise<DeployedFunction> {
  const resource = named('AWS::CloudFront::Function', `:function/`, arn, resources);
  const properties = enacted(functionProperties, resource.properties, resource);
  const [association] = properties.FunctionConfig.KeyValueStoreAssociations;
  return {
    name: properties.Name,
    code: properties.FunctionCode,
    keyValues: association && (await keyValuesOf(association.KeyValueStoreARN, resources, readObject)),
  };
}

async function keyValuesOf(
  arn: string,
  resources: readonly DeployedResource[],
  readObject: ReadObject,
): Promise<Readonly<Record<string, string>>> {
  const resource = named('AWS::CloudFront::KeyValueStore', ':key-value-store/', arn, resources);
  const { ImportSource } = enacted(storeProperties, resource.properties, resource);
  if (!ImportSource) return {};
  const [bucket = '', ...key] = ImportSource.SourceArn.split(':::').slice(-1).join().split('/');
  const text = Buffer.from(await readObject(bucket, key.join('/'))).toString('utf8');
  const { data }: { data: readonly { readonly key: string; readonly value: string }[] } = JSON.parse(text);
  return Object.fromEntries(data.map((pair) => [pair.key, pair.value]));
}

function named(
  type: string,
  kind: string,
  arn: string,
  resources: readonly DeployedResource[],
): DeployedResource {
  const found = resources.find(
    (resource) =>
      resource.type === type &&
      (resource.physicalId === arn || arn.endsWith(`${kind}${resource.properties['Name']}`)),
  );
  if (!found) throw new PreviewError(`the distribution names ${arn}, which was not deployed`);
  return found;
}
