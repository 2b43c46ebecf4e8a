import { basename } from 'node:path/posix';
import { isRecord, type JsonRecord, section } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';

/** A resource that makes a nested stack, and the file with its template where it is known. */
export interface NestedStack {
  readonly logicalId: string;
  readonly file: string | undefined;
}

/** Finds the file of each nested stack; `fileOf` knows it from what the resource says about its template. */
export function nestedStacks(
  { body }: TemplateSource,
  fileOf: (resource: JsonRecord) => string | undefined,
): readonly NestedStack[] {
  return Object.entries(section(body, 'Resources')).flatMap(([logicalId, resource]) =>
    isRecord(resource) && resource['Type'] === 'AWS::CloudFormation::Stack'
      ? [{ logicalId, file: fileOf(resource) }]
      : [],
  );
}

/**
 * The file of a nested stack in a cloud assembly: its URL ends with the hash under which the asset manifest
 * lists it. The path in the resource's metadata is only there when the CDK's command asked for it.
 */
export function fileInAssembly(resource: JsonRecord, files: ReadonlyMap<string, string>): string | undefined {
  const url = JSON.stringify(section(resource, 'Properties')['TemplateURL'] ?? '');
  return url
    .match(/[A-Za-z0-9]+/g)
    ?.map((word) => files.get(word))
    .find((file) => file !== undefined);
}

/** The file of a nested stack in a folder, out of its files by their last step: `TemplateURL` names it before `aws cloudformation package` ran. */
export function fileInFolder(
  resource: JsonRecord,
  namesByFile: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const url = section(resource, 'Properties')['TemplateURL'];
  if (typeof url !== 'string') return undefined;
  const wanted = url.replace(/^\.\//, '');
  return namesByFile
    .get(basename(wanted))
    ?.find((name) => name === wanted || wanted.endsWith(`/${name}`) || name.endsWith(`/${wanted}`));
}
