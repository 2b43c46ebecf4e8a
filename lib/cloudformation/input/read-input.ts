import { type Dirent, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { groupBy } from '../../group-by.ts';
import { section } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';
import { readAssembly } from './cloud-assembly.ts';
import { InputError } from './input-error.ts';
import { fileInFolder, nestedStacks } from './nested-templates.ts';
import { isFolder, readFolderEntries } from './read-file.ts';
import { readClaimedTemplate, readOneOfSeveral } from './read-template.ts';

/** Reads what is to be judged: a cloud assembly (`cdk.out`), a folder of templates, or one template. */
export function readInput(path: string): readonly TemplateSource[] {
  if (!existsSync(path)) {
    throw new InputError(
      `${path}: does not exist, name a cdk.out folder, a folder of templates or a template`,
    );
  }
  const sources = isFolder(path) ? readSeveral(path) : [readClaimedTemplate(path, basename(path))];
  const resources = sources.reduce(
    (sum, { body }) => sum + Object.keys(section(body, 'Resources')).length,
    0,
  );
  if (resources <= mostResources) return sources;
  throw new InputError(
    `${path}: holds ${resources} resources, give at most ${mostResources} at a time, stack by stack`,
  );
}

/** What is judged together is kept in memory. CloudFormation itself takes 500 resources in a template. */
const mostResources = 50_000;

function readSeveral(folder: string): readonly TemplateSource[] {
  return existsSync(join(folder, 'manifest.json')) ? readAssembly(folder) : readFolder(folder);
}

const templateFile = /\.(json|ya?ml|template)$/;
const passedOver = new Set(['node_modules', '.git']);

function readFolder(folder: string): readonly TemplateSource[] {
  const templates = filesBelow(folder, '', [realpathSync(folder)]).flatMap((name) =>
    readOneOfSeveral(join(folder, name), name, false),
  );
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

/** `above` are the folders on the way here: a link may lead back to one of them. */
function filesBelow(folder: string, prefix: string, above: readonly string[]): readonly string[] {
  return readFolderEntries(join(folder, prefix)).flatMap((entry) => {
    const name = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    const path = join(folder, name);
    if (!isFolderEntry(entry, path)) return isTemplateEntry(entry) ? [name] : [];
    const real = realpathSync(path);
    return passedOver.has(entry.name) || above.includes(real)
      ? []
      : filesBelow(folder, name, [...above, real]);
  });
}

function isTemplateEntry(entry: Dirent): boolean {
  return (entry.isFile() || entry.isSymbolicLink()) && templateFile.test(entry.name);
}

function isFolderEntry(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
