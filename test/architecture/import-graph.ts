import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from '@swc/core';

/** One import of a file: another file of the project by its path, or a package as it is written. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Whether only types are imported, which are gone when the code runs. */
  readonly isTypeOnly: boolean;
}

/** Every import of the TypeScript files below some folders, paths relative to `root`. */
export function importGraph(root: string, folders: readonly string[]): readonly Import[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        posix.join(folder, name.replaceAll('\\', '/')),
      ),
    )
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => importsOf(path, readFileSync(join(root, path), 'utf8')));
}

/** The imports of one file: declarations, exports from elsewhere, calls, and types. */
export function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  visit(parseSync(text, { syntax: 'typescript', target: 'es2023' }), (source, isTypeOnly) => {
    found.push({ from: path, to: targetOf(path, source), isTypeOnly });
  });
  return found;
}

type Node = Readonly<Record<string, unknown>>;
type Found = (source: string, isTypeOnly: boolean) => void;

function visit(value: unknown, found: Found): void {
  if (Array.isArray(value)) for (const item of value) visit(item, found);
  else if (isNode(value)) {
    look(value, found);
    for (const part of Object.values(value)) visit(part, found);
  }
}

function look(node: Node, found: Found): void {
  const { type, source, argument, callee } = node;
  if (type === 'TsImportType') found(textOf(argument), true);
  else if (String(type).match(/^(?:Import|ExportAll|ExportNamed)Declaration$/) && source) {
    found(textOf(source), isTypeOnly(node));
  } else if (type === 'CallExpression' && isNode(callee) && isLoader(callee)) {
    const [first] = node['arguments'] as readonly Node[];
    if (isNode(first?.['expression']) && first['expression']['type'] === 'StringLiteral') {
      found(textOf(first['expression']), false);
    }
  }
}

function isLoader({ type, value }: Node): boolean {
  return type === 'Import' || (type === 'Identifier' && value === 'require');
}

function isTypeOnly({ typeOnly, specifiers }: Node): boolean {
  if (typeOnly === true) return true;
  const names = (specifiers ?? []) as readonly Node[];
  return names.length > 0 && names.every((name) => name['isTypeOnly'] === true);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function textOf(literal: unknown): string {
  return String((literal as Node)['value']);
}

function targetOf(path: string, source: string): string {
  return source.startsWith('.') ? posix.join(posix.dirname(path), source) : source;
}
