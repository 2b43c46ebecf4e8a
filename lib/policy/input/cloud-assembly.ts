import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, type JsonRecord, section } from '../model/json.ts';
import type { TemplateSource } from '../model/template.ts';
import { InputError } from './input-error.ts';
import { parseRecord } from './parse.ts';
import { readTemplate } from './read-template.ts';

/** Reads every stack of a CDK cloud assembly: those of its stages and the nested ones included. */
export function readAssembly(folder: string): readonly TemplateSource[] {
  const templates = readManifest(folder, '');
  if (templates.length > 0) return templates;
  throw new InputError(`${folder}: its manifest.json names no stack, run cdk synth first`);
}

function readManifest(folder: string, prefix: string): readonly TemplateSource[] {
  const name = `${prefix}manifest.json`;
  const path = join(folder, name);
  if (!existsSync(path))
    throw new InputError(`${name}: the assembly names it, but it is not there; run cdk synth again`);
  const artifacts = section(parseRecord(readFileSync(path, 'utf8'), name), 'artifacts');
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isRecord(artifact)) return [];
    const properties = section(artifact, 'properties');
    if (artifact['type'] === 'cdk:cloud-assembly') {
      return readManifest(folder, `${prefix}${String(properties['directoryName'])}/`);
    }
    return artifact['type'] === 'aws:cloudformation:stack' ? readStack({ folder, prefix, id, artifact }) : [];
  });
}

interface StackArtifact {
  readonly folder: string;
  readonly prefix: string;
  readonly id: string;
  readonly artifact: JsonRecord;
}

function readStack({ folder, prefix, id, artifact }: StackArtifact): readonly TemplateSource[] {
  const properties = section(artifact, 'properties');
  const stackName = typeof properties['stackName'] === 'string' ? properties['stackName'] : id;
  const place = { stackName, ...environment(String(artifact['environment'] ?? '')) };
  const root = { ...readNamed(folder, `${prefix}${String(properties['templateFile'])}`), ...place };
  return [root, ...readNested({ folder, prefix, parent: root })];
}

interface NestedIn {
  readonly folder: string;
  readonly prefix: string;
  readonly parent: TemplateSource;
}

/** Nested stacks are no artifacts: only their parent's resources name the files. */
function readNested({ folder, prefix, parent }: NestedIn): readonly TemplateSource[] {
  return Object.entries(section(parent.body, 'Resources')).flatMap(([logicalId, resource]) => {
    if (!isRecord(resource) || resource['Type'] !== 'AWS::CloudFormation::Stack') return [];
    const file = section(resource, 'Metadata')['aws:asset:path'];
    if (typeof file !== 'string') return [];
    const { account, region } = parent;
    const nested: TemplateSource = {
      ...readNamed(folder, `${prefix}${file}`),
      ...(account === undefined ? {} : { account }),
      ...(region === undefined ? {} : { region }),
      nestedIn: { template: parent.name, logicalId },
    };
    return [nested, ...readNested({ folder, prefix, parent: nested })];
  });
}

function readNamed(folder: string, name: string): TemplateSource {
  const path = join(folder, name);
  if (!existsSync(path))
    throw new InputError(`${name}: the assembly names it, but it is not there; run cdk synth again`);
  return readTemplate(path, name);
}

/** `aws://111111111111/eu-west-1`; a stack without environment says `unknown-account` and `unknown-region`. */
function environment(text: string): { readonly account?: string; readonly region?: string } {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/.exec(text) ?? [];
  return {
    ...(/^\d{12}$/.test(account) ? { account } : {}),
    ...(region === '' || region.startsWith('unknown-') ? {} : { region }),
  };
}
