import { type Dirent, existsSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { groupBy } from '../../group-by.ts';
import type { TemplateSource } from '../model/types.ts';
import { InputError } from './input-error.ts';
import { fileInFolder, nestedStacks } from './nested-templates.ts';
import { readFolderEntries } from './read-file.ts';
import { readOneOfSeveral, unreadSource } from './read-template.ts';
import { isCalledTemplate, mayHoldTemplate } from './template-names.ts';

const passedOver = new Set(['node_modules', '.git']);

/** Reads every template of a folder and of the folders below it. Throws an `InputError` where there is none. */
export function readFolder(folder: string): readonly TemplateSource[] {
  const templates = templatesBelow(folder, () => true);
  if (templates.length > 0) return withNesting(templates);
  throw new InputError(
    `${folder}: holds no CloudFormation template, name a cdk.out folder, a folder of templates or a template`,
  );
}

/**
 * Reads what a folder with a cloud assembly holds besides the templates of its stacks. Nobody has judged it: an earlier synthesis may have
 * left it there, or the manifest is not that of these templates.
 */
export function readBeside(folder: string, stacks: readonly TemplateSource[]): readonly TemplateSource[] {
  const known = new Set(stacks.map(({ name }) => realpathSync(join(folder, name))));
  const isOther = (name: string) => {
    const path = join(folder, name);
    return !existsSync(path) || !known.has(realpathSync(path));
  };
  return templatesBelow(folder, isOther);
}

/**
 * Reads the templates of a repository that are not among those that were read already.
 *
 * @param top - the folder where the repository begins; a repository within it is judged by itself
 * @param known - paths of the files that were read already
 */
export function readOutside(top: string, known: readonly string[]): readonly TemplateSource[] {
  const read = new Set(known.filter((path) => existsSync(path)).map((path) => realpathSync(path)));
  const isOther = (name: string) => {
    const path = join(top, name);
    return !existsSync(path) || !read.has(realpathSync(path));
  };
  return templatesBelow(top, isOther, isOwnRepository);
}

/** A checkout or a submodule: Git records no file below a folder that has such an entry. */
function isOwnRepository(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

function templatesBelow(
  folder: string,
  isMeant: (name: string) => boolean,
  isPassedOver: (folder: string) => boolean = () => false,
): readonly TemplateSource[] {
  const closed: TemplateSource[] = [];
  const walk = { seen: new Set([realpathSync(folder)]), isPassedOver, closed };
  const files = filesBelow(folder, '', walk).filter(isMeant);
  return [...files.flatMap((name) => readOneOfSeveral(join(folder, name), name, false)), ...closed];
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

interface Walk {
  /** The folders that were read already: links may lead back to one of them, or to one in many ways. */
  readonly seen: Set<string>;
  readonly isPassedOver: (folder: string) => boolean;
  /** What stands for the folders that cannot be listed: nobody knows whether templates are in them. */
  readonly closed: TemplateSource[];
}

function filesBelow(folder: string, prefix: string, walk: Walk): readonly string[] {
  const entries = entriesOf(folder, prefix, walk);
  // A folder is read under its own name where it has one here, and not under that of a link.
  const links = entries.filter((entry) => entry.isSymbolicLink());
  return [...entries.filter((entry) => !entry.isSymbolicLink()), ...links].flatMap((entry) => {
    const name = posix.join(prefix, entry.name);
    const path = join(folder, name);
    const target = entry.isSymbolicLink() ? targetOf(path) : entry;
    if (!target?.isDirectory()) return isTemplateEntry(path, target) ? [name] : [];
    return isNew(path, walk) ? filesBelow(folder, name, walk) : [];
  });
}

/** What lies in a folder. One below that cannot be listed is told, and the others are judged. */
function entriesOf(folder: string, prefix: string, { closed }: Walk): readonly Dirent[] {
  if (prefix === '') return readFolderEntries(folder);
  try {
    return readFolderEntries(join(folder, prefix), prefix);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    closed.push(unreadSource(prefix, '', error));
    return [];
  }
}

function isNew(folder: string, { seen, isPassedOver }: Walk): boolean {
  const real = realpathSync(folder);
  const isSeen = passedOver.has(basename(folder)) || isPassedOver(folder) || seen.has(real);
  seen.add(real);
  return !isSeen;
}

/** What leads nowhere is a template that cannot be read. A pipe or a device is none: reading it may never end. */
function isTemplateEntry(path: string, target: Stats | Dirent | undefined): boolean {
  if (target === undefined) return isCalledTemplate(path);
  return target.isFile() && (isCalledTemplate(path) || mayHoldTemplate(path));
}

/** What a link leads to; nothing where it leads nowhere, round in a circle, or where nobody may look. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ELOOP', 'EACCES', 'EPERM'].includes(code)) return undefined;
    throw error;
  }
}
