import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isRecord, type JsonRecord, section } from '../model/json.ts';
import type { MadeAt, TemplateSource } from '../model/types.ts';
import { codeLines } from './code-lines.ts';
import { InputError } from './input-error.ts';
import { fileInAssembly, nestedStacks } from './nested-templates.ts';
import { parseRecord } from './parse.ts';
import { readText } from './read-file.ts';
import { readOneOfSeveral } from './read-template.ts';

/** Reads every stack of a CDK cloud assembly: those of its stages and the nested ones included. */
export function readAssembly(folder: string): readonly TemplateSource[] {
  const templates = readManifest(folder, '');
  if (templates.length > 0) return templates;
  throw new InputError(
    `${folder}: its manifest.json names no stack, run cdk synth first, or take it away where it is none of the CDK`,
  );
}

function readManifest(folder: string, prefix: string): readonly TemplateSource[] {
  const artifacts = section(readNamedRecord(folder, `${prefix}manifest.json`), 'artifacts');
  const assets = assetFiles(folder, prefix, artifacts);
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isRecord(artifact)) return [];
    const properties = section(artifact, 'properties');
    if (artifact['type'] === 'cdk:cloud-assembly') {
      return readManifest(folder, deeper(prefix, String(properties['directoryName'])));
    }
    if (artifact['type'] !== 'aws:cloudformation:stack') return [];
    return readStack({ folder, prefix }, id, artifact).flatMap((root) => [
      root,
      ...readNested({ folder, prefix }, root, assets),
    ]);
  });
}

/** Assemblies lie within each other as stages do; a link may lead round in a circle. */
const mostAssemblies = 10;

function deeper(prefix: string, directory: string): string {
  const below = `${prefix}${directory}/`;
  if (below.split('/').length <= mostAssemblies) return below;
  throw new InputError(`${below}: lies within more than ${mostAssemblies} assemblies, run cdk synth again`);
}

/** Where the code made each resource of a stack; the CDK writes that into the manifest, or into a file beside it. */
function readCodeLines(folder: string, prefix: string, artifact: JsonRecord): MadeAt {
  const file = artifact['additionalMetadataFile'];
  return codeLines(dirname(resolve(folder)), () => ({
    ...section(artifact, 'metadata'),
    ...(typeof file === 'string' ? readNamedRecord(folder, `${prefix}${file}`) : {}),
  }));
}

interface Place {
  readonly folder: string;
  /** Path from the folder to the assembly's own part, empty or ending with `/`. */
  readonly prefix: string;
}

function readStack({ folder, prefix }: Place, id: string, artifact: JsonRecord): readonly TemplateSource[] {
  const properties = section(artifact, 'properties');
  const stackName = typeof properties['stackName'] === 'string' ? properties['stackName'] : id;
  return readNamed(folder, `${prefix}${String(properties['templateFile'])}`).map((template) => ({
    ...template,
    stackName,
    // The CDK writes nothing for a stack that is not protected.
    terminationProtection: properties['terminationProtection'] === true,
    madeAt: readCodeLines(folder, prefix, artifact),
    ...environment(String(artifact['environment'] ?? '')),
  }));
}

/** Nested stacks are no artifacts: only their parents' resources and the asset manifests lead to them. */
function readNested(
  { folder, prefix }: Place,
  parent: TemplateSource,
  assets: ReadonlyMap<string, string>,
  above: readonly string[] = [parent.name.slice(prefix.length)],
): readonly TemplateSource[] {
  const { account, region, madeAt } = parent;
  return nestedStacks(parent, (resource) => fileInAssembly(resource, assets)).flatMap(
    ({ logicalId, file }) => {
      if (file === undefined) return [];
      // A template that makes a stack of itself never ends, and CloudFormation does not deploy it.
      if (above.includes(file)) {
        throw new InputError(
          `${file}: is nested in itself by ${logicalId} of ${parent.name}, take one of them away`,
        );
      }
      return readNamed(folder, `${prefix}${file}`).flatMap((template) => {
        const nested: TemplateSource = {
          ...template,
          ...(account === undefined ? {} : { account }),
          ...(region === undefined ? {} : { region }),
          ...(madeAt && { madeAt }),
          nestedIn: { template: parent.name, logicalId },
        };
        return [nested, ...readNested({ folder, prefix }, nested, assets, [...above, file])];
      });
    },
  );
}

/** Files that the deployment uploads, by the hash that stands in their URL. */
function assetFiles(folder: string, prefix: string, artifacts: JsonRecord): ReadonlyMap<string, string> {
  const manifests = Object.values(artifacts).flatMap((artifact) =>
    isRecord(artifact) && artifact['type'] === 'cdk:asset-manifest'
      ? [String(section(artifact, 'properties')['file'])]
      : [],
  );
  return new Map(
    manifests.flatMap((file) =>
      Object.entries(section(readNamedRecord(folder, `${prefix}${file}`), 'files')).flatMap(
        ([hash, asset]) => {
          const path = isRecord(asset) ? section(asset, 'source')['path'] : undefined;
          return typeof path === 'string' && path.endsWith('.json') ? [[hash, path] as const] : [];
        },
      ),
    ),
  );
}

function readNamed(folder: string, name: string): readonly TemplateSource[] {
  return readOneOfSeveral(existing(folder, name), name, true);
}

function readNamedRecord(folder: string, name: string): JsonRecord {
  return parseRecord(readText(existing(folder, name), name), name);
}

function existing(folder: string, name: string): string {
  // A manifest is input like any other: it leads to nothing outside its folder, and not back to itself.
  if (isAbsolute(name) || name.split(/[\\/]/).some((part) => part === '' || part === '.' || part === '..')) {
    throw new InputError(
      `${name}: the assembly names it, but it is no path below the assembly; run cdk synth again`,
    );
  }
  const path = join(folder, name);
  if (existsSync(path)) return path;
  throw new InputError(`${name}: the assembly names it, but it is not there; run cdk synth again`);
}

/** `aws://111111111111/eu-west-1`; a stack without environment says `unknown-account` and `unknown-region`. */
function environment(text: string): { readonly account?: string; readonly region?: string } {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(text) ?? [];
  return {
    ...(/^\d{12}$/.test(account) ? { account } : {}),
    ...(region === '' || region.startsWith('unknown-') ? {} : { region }),
  };
}
