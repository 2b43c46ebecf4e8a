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
  for (const [hash, file] of files) if (url.includes(hash)) return file;
  return undefined;
}

/** The file of a nested stack in a folder: `TemplateURL` names it before `aws cloudformation package` ran. */
export function fileInFolder(resource: JsonRecord, names: readonly string[]): string | undefined {
  const url = section(resource, 'Properties')['TemplateURL'];
  if (typeof url !== 'string') return undefined;
  const wanted = url.replace(/^\.\//, '');
  return names.find((name) => name === wanted || wanted.endsWith(`/${name}`) || name.endsWith(`/${wanted}`));
}
