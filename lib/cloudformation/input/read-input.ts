import { existsSync } from 'node:fs';
import { basename, dirname, join, posix, relative } from 'node:path';
import picomatch from 'picomatch';
import { section } from '../model/json.ts';
import type { TemplateSource } from '../model/types.ts';
import { readAssembly } from './cloud-assembly.ts';
import { InputError } from './input-error.ts';
import { isFolder } from './read-file.ts';
import { readBeside, readFolder } from './read-folder.ts';
import { readClaimedTemplate } from './read-template.ts';

/** What is read, and what of it is left out. */
export interface Input {
  readonly sources: readonly TemplateSource[];
  /** Names of the templates that a pattern left out, sorted. */
  readonly excluded: readonly string[];
  /** Templates in the folder of a cloud assembly that no stack of its manifest has, each with the sentence that says so. */
  readonly beside: readonly TemplateSource[];
  /** Patterns that no template fits. */
  readonly unusedPatterns: readonly string[];
  /** Paths of all files that were read: what is judged, left out, or beside. */
  readonly files: readonly string[];
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
  const all = paths.flatMap((path) => readPath(path, { root, areSeveral: paths.length > 1 }));
  const fitting = patterns.map((pattern) => ({ pattern, fits: picomatch(pattern) }));
  const isExcluded = ({ names }: Read) => fitting.some(({ fits }) => names.some((name) => fits(name)));
  const [excluded, kept] = [all.filter(isExcluded), all.filter((read) => !isExcluded(read))];
  const sources = sourcesOf(kept.filter(({ isBeside }) => !isBeside));
  refuseDoubles(sources);
  refuseTooMany(paths.join(' '), sources);
  if (sources.length === 0) {
    throw new InputError(
      `${paths.join(' ')}: every template is excluded by ${patterns.join(' ')}, leave one to be judged`,
    );
  }
  // Another path may name a template by itself.
  const judged = new Set(sources.map(({ name }) => name));
  return {
    sources,
    excluded: sourcesOf(excluded)
      .map(({ name }) => name)
      .sort(),
    beside: sourcesOf(kept.filter(({ isBeside }) => isBeside)).filter(({ name }) => !judged.has(name)),
    unusedPatterns: fitting
      .filter(({ fits }) => !all.some(({ names }) => names.some((name) => fits(name))))
      .map(({ pattern }) => pattern),
    files: all.map(({ file }) => file),
  };
}

/** A template that was read, and the names by which a pattern may mean it. */
interface Read {
  readonly source: TemplateSource;
  readonly file: string;
  readonly names: readonly string[];
  readonly isBeside: boolean;
}

function sourcesOf(all: readonly Read[]): readonly TemplateSource[] {
  return all.map(({ source }) => source);
}

interface Naming {
  readonly root: string;
  readonly areSeveral: boolean;
}

function readPath(path: string, { root, areSeveral }: Naming): readonly Read[] {
  const folder = folderOf(path, root);
  const stacks = readOne(path);
  const beside = isAssembly(path) ? readBeside(path, stacks) : [];
  const reading = (source: TemplateSource, isBeside: boolean): Read => {
    const named = areSeveral ? renamed(source, folder) : source;
    return {
      source: isBeside ? notOfManifest(named) : named,
      file: isFolder(path) ? join(path, source.name) : path,
      names: [source.name, posix.join(folder, source.name)],
      isBeside,
    };
  };
  return [...stacks.map((each) => reading(each, false)), ...beside.map((each) => reading(each, true))];
}

/** Whether it is deployed at all is unknown. */
function notOfManifest(source: TemplateSource): TemplateSource {
  return unjudged(
    source,
    'belongs to no stack of manifest.json beside it and was not judged, take it away or synthesize into an empty folder',
  );
}

/** A template of which nothing is judged, and a sentence about it that says why. */
export function unjudged({ name, sha256 }: TemplateSource, says: string): TemplateSource {
  return { name, sha256, body: {}, unreadable: `${name}: ${says}`, written: { lineOf: () => 1 } };
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
    ...(madeAt && { madeAt: (...resource) => inApp(folder, madeAt(...resource)) }),
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
  return isAssembly(folder) ? readAssembly(folder) : readFolder(folder);
}

function isAssembly(path: string): boolean {
  return existsSync(join(path, 'manifest.json'));
}
