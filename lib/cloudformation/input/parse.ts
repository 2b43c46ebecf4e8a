import {
  type CollectionTag,
  type Document,
  isCollection,
  isNode,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type ScalarTag,
  type Tags,
  visit,
} from 'yaml';
import { isList, isRecord, type Json, type JsonRecord } from '../model/json.ts';
import { duplicateKey } from './duplicate-keys.ts';
import { InputError } from './input-error.ts';
import { withIndentedQuotes } from './quoted-scalars.ts';
import { withOldScalars } from './yaml-scalars.ts';

/** Largest file that is read. CloudFormation itself takes templates of at most 1 MB. */
const largestBytes = 10_000_000;

/** Parses JSON or YAML, with CloudFormation's short forms such as `!Ref`; `name` is for messages. */
export function parseText(text: string, name: string): Json {
  if (text.length > largestBytes) {
    throw new InputError(`${name}: found ${text.length} characters, give a file below ${largestBytes}`);
  }
  if (text.includes('\0')) throw new InputError(`${name}: found binary data, give JSON or YAML text`);
  if (text.includes(replacement)) {
    throw new InputError(`${name}: found bytes that are no UTF-8 text, save it as UTF-8`);
  }
  const written = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const isJson = /^\s*[[{]/.test(written);
  const parsed = isJson ? parseJson(written, name) : parseYaml(written, name);
  const keys = countKeys(parsed, deepest);
  if (keys === Infinity) throw tooDeep(name);
  const twice = isJson ? duplicateKey(written, keys) : undefined;
  if (twice === undefined) return parsed;
  throw new InputError(`${name}: names ${JSON.stringify(twice)} twice in one object, leave one of the two`);
}

/** What reading puts in place of bytes that are no text. */
const replacement = '\uFFFD';
const byteOrderMark = '\uFEFF';

function tooDeep(name: string, cause?: unknown): InputError {
  return new InputError(`${name}: is nested more than ${deepest} levels deep, write it flatter`, { cause });
}

/** Deepest nesting that is read. No template comes near it, and rules descend level by level. */
const deepest = 200;

/** The keys of all objects below a node; infinitely many where it is nested deeper than `levels`. */
function countKeys(node: Json, levels: number): number {
  if (typeof node !== 'object' || node === null) return 0;
  if (levels < 0) return Infinity;
  let count = 0;
  if (isList(node)) {
    for (const item of node) count += countKeys(item, levels - 1);
    return count;
  }
  for (const key in node) count += 1 + countKeys(node[key] ?? null, levels - 1);
  return count;
}

/** Parses a file whose top has to be an object. */
export function parseRecord(text: string, name: string): JsonRecord {
  const parsed = parseText(text, name);
  if (isRecord(parsed)) return parsed;
  throw new InputError(`${name}: found ${describe(parsed)} at the top, write an object with named entries`);
}

function describe(value: Json): string {
  if (value === null) return 'nothing';
  return Array.isArray(value) ? 'a list' : `${typeof value} ${JSON.stringify(value).slice(0, 40)}`;
}

function parseJson(text: string, name: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // YAML flow style starts like JSON; only what neither can read is a mistake.
    try {
      return parseYaml(text, name);
    } catch {
      const { message } = error as Error;
      const [, position] = /at position (\d+)/.exec(message) ?? [];
      throw new InputError(`${name}: is no valid JSON (${message}), correct it there`, {
        cause: error,
        line: position === undefined ? undefined : placeAt(Number(position), text).line,
      });
    }
  }
}

function parsedDocument(text: string): Document {
  return parseDocument(text, { merge: true, customTags: cloudFormationTags, uniqueKeys: false });
}

/** Few texts break within quotes, so only those are read twice. What is wrong for another reason is told of the text as it was written. */
function documentOf(text: string): Document {
  const document = parsedDocument(text);
  if (document.errors[0]?.code !== 'MISSING_CHAR') return document;
  const indented = parsedDocument(withIndentedQuotes(text));
  return indented.errors.length === 0 ? indented : document;
}

function parseYaml(text: string, name: string): Json {
  const document = documentOf(text);
  // CloudFormation refuses a tag that it does not know; without the tag its value would say something else.
  const [error] = [...document.errors, ...document.warnings];
  // The parser calls itself for each level, until there is no room left.
  if (error?.message.includes('Maximum call stack')) throw tooDeep(name, error);
  if (error?.code === 'MULTIPLE_DOCS') {
    throw new InputError(`${name}: holds more than one YAML document, give each a file of its own`, {
      cause: error,
      line: error.linePos?.[0].line,
    });
  }
  if (error) {
    const [summary = ''] = error.message.split('\n');
    throw new InputError(`${name}: is no valid YAML (${summary.replace(/:$/, '')}), correct it there`, {
      cause: error,
      line: error.linePos?.[0].line,
    });
  }
  try {
    const parsed = plain(document.contents, { document, left: mostNodes + text.length });
    if (isRecord(parsed)) documents.set(parsed, document.contents);
    return parsed;
  } catch (cause) {
    if (cause instanceof DoubleKey) {
      const { line, column } = placeAt(cause.offset, text);
      const problem = `${cause.message} at line ${line}, column ${column}`;
      throw new InputError(`${name}: is no valid YAML (${problem}), correct it there`, { cause, line });
    }
    if (cause instanceof CollectionKey) {
      throw new InputError(`${name}: found a list or an object in place of a key, write a text there`, {
        cause,
      });
    }
    throw new InputError(`${name}: its YAML aliases expand too far, write the values out`, { cause });
  }
}

/** To parse a large YAML text once more, for the places of what was found, would take as long as all the rest. */
const documents = new WeakMap<JsonRecord, Node | null>();

/** What a record was written as in YAML; nothing where it was JSON. */
export function yamlNodeOf(parsed: JsonRecord): Node | null | undefined {
  return documents.get(parsed);
}

/** A key that stands in its mapping already, by where it begins. */
class DoubleKey extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super('Map keys must be unique');
    this.offset = offset;
  }
}

/** Line and column, both from 1, as the parser names the places of its own errors. */
function placeAt(offset: number, text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** What a placeholder such as `{{ name }}` makes of a value; CloudFormation refuses it. */
class CollectionKey extends Error {}

function refuseOddKeys(node: Node): void {
  visit(node, {
    Pair: (_, { key }) => {
      if (isCollection(key)) throw new CollectionKey();
    },
    Map: (_, { items }) => refuseDoubleKeys(items),
  });
}

/** The parser itself would compare each key with each one before it, which takes the square of their number. */
function refuseDoubleKeys(items: readonly Pair[]): void {
  const keys = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key) || key.value === '<<') continue;
    if (keys.has(key.value)) throw new DoubleKey(key.range?.[0] ?? 0);
    keys.add(key.value);
  }
}

const mostAliases = 100;

/** Values that aliases may add to what is written. */
const mostNodes = 100_000;

/** A document whose values are made, and how many more may be: aliases below short forms multiply as those elsewhere do. */
interface Expanding {
  readonly document: Document;
  left: number;
}

/** Short forms hold their argument as a node of the document; this makes plain values of those too. */
function plain(value: unknown, expanding: Expanding): Json {
  expanding.left -= 1;
  if (expanding.left < 0) throw new RangeError('too many values');
  if (isNode(value)) {
    refuseOddKeys(value);
    return plain(value.toJS(expanding.document, { maxAliasCount: mostAliases }), expanding);
  }
  if (Array.isArray(value)) return value.map((item) => plain(item, expanding));
  if (typeof value !== 'object' || value === null) return (value ?? null) as Json;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, expanding)]));
}

function cloudFormationTags(tags: Tags): Tags {
  return [...withOldScalars(tags), ...shortForms.flatMap(tagsFor)];
}

const shortForms = [
  'Ref',
  'Condition',
  'GetAtt',
  'Sub',
  'Join',
  'Select',
  'Split',
  'FindInMap',
  'If',
  'ImportValue',
  'Base64',
  'Cidr',
  'GetAZs',
  'Transform',
  'And',
  'Or',
  'Not',
  'Equals',
  'Length',
  'ToJsonString',
  'GetStackOutput',
  'ForEach',
  // These stand in rules about parameters only.
  'Contains',
  'EachMemberEquals',
  'EachMemberIn',
  'RefAll',
  'ValueOf',
  'ValueOfAll',
] as const;

function tagsFor(name: (typeof shortForms)[number]): (ScalarTag | CollectionTag)[] {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const tag = `!${name}`;
  const wrap = (value: unknown) => ({ [key]: value });
  return [
    { tag, resolve: (text) => wrap(name === 'GetAtt' ? attribute(text) : text) },
    { tag, collection: 'seq', resolve: (node) => wrap(node) },
    { tag, collection: 'map', resolve: (node) => wrap(node) },
  ];
}

function attribute(text: string): readonly string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
