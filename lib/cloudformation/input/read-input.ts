import { type Dirent, existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import picomatch from 'picomatch';
import { groupBy } from '../../group-by.ts';
import { section } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';
import { readAssembly } from './cloud-assembly.ts';
import { InputError } from './input-error.ts';
import { fileInFolder, nestedStacks } from './nested-templates.ts';
import { isFolder, readFolderEntries } from './read-file.ts';
import { readClaimedTemplate, readOneOfSeveral } from './read-template.ts';

/** What is read, and what of it is left out. */
export interface Input {
  readonly sources: readonly TemplateSource[];
  /** Names of the templates that a pattern left out, sorted. */
  readonly excluded: readonly string[];
}

/** Reads what is to be judged: a cloud assembly (`cdk.out`), a folder of templates, or one template. */
export function readInput(path: string): readonly TemplateSource[] {
  const sources = readOne(path);
  refuseTooMany(path, sources);
  return sources;
}

/**
 * Reads all that is to be judged together. The names of several paths' templates begin with the path from `root`, so that each stays the
 * only one of its name. A template of which the name, or the path from `root`, fits one of the patterns is left out; what it would have
 * shown is unknown to the others.
 */
export function readInputs(paths: readonly string[], patterns: readonly string[], root = ''): Input {
  const fits = picomatch([...patterns]);
  const all = paths.flatMap((path) => {
    const folder = folderOf(path, root);
    return readOne(path).map((source) => ({
      source: paths.length > 1 ? renamed(source, folder) : source,
      isExcluded: fits(source.name) || fits(posix.join(folder, source.name)),
    }));
  });
  const sources = all.filter(({ isExcluded }) => !isExcluded).map(({ source }) => source);
  const excluded = all.filter(({ isExcluded }) => isExcluded).map(({ source }) => source.name);
  refuseDoubles(sources);
  refuseTooMany(paths.join(' '), sources);
  if (sources.length > 0) return { sources, excluded: excluded.sort() };
  throw new InputError(
    `${paths.join(' ')}: every template is excluded by ${patterns.join(' ')}, leave one to be judged`,
  );
}

/** The folder that the names of a path's templates begin at, from `root`, with `/`. */
export function folderOf(path: string, root = ''): string {
  const folder = existsSync(path) && isFolder(path) ? path : dirname(path);
  return relative(root, folder).replaceAll('\\', '/');
}

/** A template under its name from where the command runs, and the code that made it under its own. */
function renamed(source: TemplateSource, folder: string): TemplateSource {
  const { nestedIn, madeAt } = source;
  const naming = (name: string) => posix.join(folder, name);
  return {
    ...source,
    name: naming(source.name),
    ...(madeAt && { madeAt: (logicalId) => inApp(folder, madeAt(logicalId)) }),
    ...(nestedIn && { nestedIn: { ...nestedIn, template: naming(nestedIn.template) } }),
  };
}

/** Paths of code begin at the folder of the app, which holds the assembly. */
function inApp(assembly: string, line: string | undefined): string | undefined {
  return line === undefined ? undefined : posix.join(assembly, '..', line);
}

/** One path below another one would judge a template twice. */
function refuseDoubles(sources: readonly TemplateSource[]): void {
  const seen = new Set<string>();
  for (const { name } of sources) {
    if (seen.has(name)) throw new InputError(`${name}: is given twice, name each folder once`);
    seen.add(name);
  }
}

function readOne(path: string): readonly TemplateSource[] {
  if (!existsSync(path)) {
    throw new InputError(
      `${path}: does not exist, name a cdk.out folder, a folder of templates or a template`,
    );
  }
  return isFolder(path) ? readSeveral(path) : [readClaimedTemplate(path, basename(path))];
}

function refuseTooMany(path: string, sources: readonly TemplateSource[]): void {
  const resources = sources.reduce(
    (sum, { body }) => sum + Object.keys(section(body, 'Resources')).length,
    0,
  );
  if (resources <= mostResources) return;
  throw new InputError(
    `${path}: holds ${resources} resources, give at most ${mostResources} at a time, stack by stack`,
  );
}

/** What is judged together is kept in memory. CloudFormation itself takes 500 resources in a template. */
const mostResources = 50_000;

function readSeveral(folder: string): readonly TemplateSource[] {
  return existsSync(join(folder, 'manifest.json')) ? readAssembly(folder) : readFolder(folder);
}

/** Tools of AWS take these endings in any case. */
const templateFile = /\.(json|ya?ml|template)$/i;
const passedOver = new Set(['node_modules', '.git']);

function readFolder(folder: string): readonly TemplateSource[] {
  const templates = filesBelow(folder, '', new Set([realpathSync(folder)])).flatMap((name) =>
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

/** `seen` are the folders that were read already: links may lead back to one of them, or to one in many ways. */
function filesBelow(folder: string, prefix: string, seen: Set<string>): readonly string[] {
  const entries = readFolderEntries(join(folder, prefix));
  // A folder is read under its own name where it has one here, and not under that of a link.
  const links = entries.filter((entry) => entry.isSymbolicLink());
  return [...entries.filter((entry) => !entry.isSymbolicLink()), ...links].flatMap((entry) => {
    const name = posix.join(prefix, entry.name);
    const path = join(folder, name);
    const target = entry.isSymbolicLink() ? targetOf(path) : entry;
    if (!target?.isDirectory()) return isTemplateEntry(entry, target) ? [name] : [];
    return isNew(path, seen) ? filesBelow(folder, name, seen) : [];
  });
}

function isNew(folder: string, seen: Set<string>): boolean {
  const real = realpathSync(folder);
  const isSeen = passedOver.has(basename(folder)) || seen.has(real);
  seen.add(real);
  return !isSeen;
}

/** What leads nowhere is a template that cannot be read. A pipe or a device is none: reading it may never end. */
function isTemplateEntry({ name }: Dirent, target: Stats | Dirent | undefined): boolean {
  const isFile = target === undefined || target.isFile();
  return isFile && templateFile.test(name);
}

/** What a link leads to; nothing where it leads nowhere, or round in a circle. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ELOOP') return undefined;
    throw error;
  }
}
