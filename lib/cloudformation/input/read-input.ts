import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { groupBy } from '../../group-by.ts';
import { isRecord } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';
import { readAssembly } from './cloud-assembly.ts';
import { InputError } from './input-error.ts';
import { fileInFolder, nestedStacks } from './nested-templates.ts';
import { parseText } from './parse.ts';
import { isFolder, readFolderEntries, readText } from './read-file.ts';
import { readClaimedTemplate, templateOf } from './read-template.ts';

/** Reads what is to be judged: a cloud assembly (`cdk.out`), a folder of templates, or one template. */
export function readInput(path: string): readonly TemplateSource[] {
  if (!existsSync(path)) {
    throw new InputError(
      `${path}: does not exist, name a cdk.out folder, a folder of templates or a template`,
    );
  }
  if (!isFolder(path)) return [readClaimedTemplate(path, basename(path))];
  if (existsSync(join(path, 'manifest.json'))) return readAssembly(path);
  return readFolder(path);
}

const templateFile = /\.(json|ya?ml|template)$/;
const passedOver = new Set(['node_modules', '.git']);

function readFolder(folder: string): readonly TemplateSource[] {
  const templates = filesBelow(folder, '').flatMap((name) => readIfTemplate(join(folder, name), name));
  if (templates.length > 0) return withNesting(templates);
  throw new InputError(
    `${folder}: holds no CloudFormation template, name a cdk.out folder, a folder of templates or a template`,
  );
}

/** Says of each template which resource of another one makes a stack of it. */
function withNesting(templates: readonly TemplateSource[]): readonly TemplateSource[] {
  const names = groupBy(
    templates.map(({ name }) => name),
    (name) => basename(name),
  );
  const nesting = templates.flatMap((parent) =>
    nestedStacks(parent, (resource) => fileInFolder(resource, names)).map(({ logicalId, file }) => ({
      file,
      nestedIn: { template: parent.name, logicalId },
    })),
  );
  const parentsOf = groupBy(nesting, ({ file }) => file ?? '');
  return templates.map((template) => {
    const [only, ...others] = parentsOf.get(template.name) ?? [];
    // A template that two resources use is two stacks; its parameters then stay open.
    return only && others.length === 0 ? { ...template, nestedIn: only.nestedIn } : template;
  });
}

function filesBelow(folder: string, prefix: string): readonly string[] {
  return readFolderEntries(join(folder, prefix)).flatMap((entry) => {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesBelow(folder, name);
    return entry.isFile() && templateFile.test(entry.name) ? [name] : [];
  });
}

/** A folder holds other files too; only those that speak of AWS resources have to be readable. */
function readIfTemplate(path: string, name: string): readonly TemplateSource[] {
  const text = readText(path, name);
  if (!/AWS::|Alexa::|Custom::/.test(text) || !text.includes('Resources')) return [];
  const parsed = parseText(text, name);
  return isRecord(parsed) && isRecord(parsed['Resources']) ? [templateOf(name, text, parsed)] : [];
}
