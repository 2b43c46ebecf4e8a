import { existsSync } from 'node:fs';
import { isAbsolute, join, posix, relative } from 'node:path';
import { groupBy } from '../../group-by.ts';
import { isList, isRecord, type Json, type JsonRecord } from '../model/json.ts';
import type { MadeAt } from '../model/types.ts';

/**
 * Finds file and line of the code that made a resource, from what the CDK records about each construct: a stack trace beside the
 * logical id, or in it. Paths are relative to the app's folder; code of libraries is nobody's to change and is passed over.
 */
export function codeLines(app: string, readMetadata: () => JsonRecord): MadeAt {
  let records: ReadonlyMap<string, readonly CodeRecord[]> | undefined;
  return (logicalId, construct) => {
    records ??= groupBy(
      Object.entries(readMetadata()).flatMap(([path, entries]) => recordOf(path, entries, app)),
      (record) => record.logicalId,
    );
    const alike = records.get(logicalId) ?? [];
    const meant =
      construct === undefined ? onlyOne(alike) : alike.find(({ path }) => path === `/${construct}`);
    return meant?.line;
  };
}

/** What the CDK recorded about one construct: where it stands in the tree, and the line of code that made it. */
interface CodeRecord {
  readonly path: string;
  readonly logicalId: string;
  readonly line: string | undefined;
}

function onlyOne([first, ...others]: readonly CodeRecord[]): CodeRecord | undefined {
  return others.length === 0 ? first : undefined;
}

function recordOf(path: string, entries: Json, app: string): readonly CodeRecord[] {
  if (!isList(entries)) return [];
  const records = entries.filter(isRecord);
  const named = records.find(({ type }) => type === 'aws:cdk:logicalId');
  const logicalId = named?.['data'];
  if (typeof logicalId !== 'string') return [];
  const created = records.find(({ type }) => type === 'aws:cdk:creationStack');
  const trace = created?.['data'] ?? named?.['trace'];
  const frames = isList(trace) ? trace.map(String) : [];
  return [{ path, logicalId, line: firstOwnFile(frames, app) ?? firstOwnClass(frames, app) }];
}

/** `new Shop (/home/team/shop/lib/shop.ts:12:5)`, the same with `at` and a `file://` URL, or of Python without a column. */
const frame = /(?:^|[\s(])(?:file:\/\/)?([^\s()]+?):(\d+)(?::\d+)?\)?$/;

/** Folders of what others wrote, where they lie below the app. */
const libraries = /\/(node_modules|site-packages|dist-packages)\//;

function firstOwnFile(frames: readonly string[], app: string): string | undefined {
  const runtimes = new Set(frames.filter((text) => jsiiHost.test(text)).map(fileIn));
  const own = frames.find((text) => {
    const file = fileIn(text);
    return isAbsolute(file) && !libraries.test(file) && !runtimes.has(file) && isBelow(app, file);
  });
  if (own === undefined) return undefined;
  const [, file = '', line = ''] = frame.exec(own) ?? [];
  return `${relative(app, file)}:${line}`;
}

/** Apps in other languages run the CDK in a process of jsii, whose program lies in a temporary folder of any name. */
const jsiiHost = /^(at )?KernelHost\./;

function fileIn(text: string): string {
  return frame.exec(text)?.[1] ?? '';
}

function isBelow(folder: string, file: string): boolean {
  return !relative(folder, file).startsWith('..');
}

/** `example.ShopApp$Shop.<init> (ShopApp.java:12)`: the JVM knows the name of a file, and its package but not its folder. */
const classFrame = /^([\w$.]+)\.[\w$<>]+ \((\w+\.(?:java|kt|scala|groovy)):(\d+)\)$/;

/** Packages of the CDK and of Java itself. */
const classLibraries = /^(software\.(amazon|constructs)|java|javax|jdk|kotlin|scala)\./;

/** Where builds keep the sources of a package. */
const sourceFolders = ['src/main/java', 'src/main/kotlin', 'src/main/scala'];

function firstOwnClass(frames: readonly string[], app: string): string | undefined {
  const found = frames.flatMap((text) => {
    const [, name = '', file = '', line = ''] = classFrame.exec(text) ?? [];
    if (file === '' || classLibraries.test(name)) return [];
    return [{ path: posix.join(...name.split('.').slice(0, -1), file), line }];
  });
  const sources = found.flatMap(({ path, line }) =>
    sourceFolders
      .map((folder) => posix.join(folder, path))
      .filter((source) => existsSync(join(app, source)))
      .map((source) => `${source}:${line}`),
  );
  // Of the sources that lie elsewhere the package still says which file is meant.
  return sources[0] ?? found.map(({ path, line }) => `${path}:${line}`)[0];
}
