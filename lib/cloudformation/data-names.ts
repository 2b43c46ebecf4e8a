import file from './data-names.json' with { type: 'json' };
import { isList, isRecord, type Json, own, parsedJson } from './model/json.ts';
import type { Resource, Value } from './model/types.ts';
import { valuesAt } from './value-paths.ts';

interface Places {
  /** Texts that are a name each. */
  readonly names?: readonly string[];
  /** Schemas and patterns, as objects or as text. */
  readonly documents?: readonly string[];
}

const places: Readonly<Record<string, Places>> = file.types;

/** Every type that names the data which it holds or takes. */
export const namingTypes: readonly string[] = Object.keys(places);

/** A name of data, and where it stands. */
export interface DataName {
  readonly name: string;
  readonly at: Value;
}

/** The names that a resource gives to data: of attributes, columns and fields. What only the deployment knows is not among them. */
export function dataNames(resource: Resource): readonly DataName[] {
  const { names = [], documents = [] } = own(places, resource.type) ?? {};
  return [
    ...names.flatMap((path) => valuesAt(resource, path)).flatMap(plainName),
    ...documents.flatMap((path) => valuesAt(resource, path)).flatMap(namesInDocument),
  ];
}

function plainName(at: Value): readonly DataName[] {
  return at.alternatives.flatMap((resolved) =>
    resolved.kind === 'literal' && typeof resolved.value === 'string' ? [{ name: resolved.value, at }] : [],
  );
}

function namesInDocument(at: Value): readonly DataName[] {
  const names = at.alternatives.flatMap((resolved) =>
    resolved.kind === 'literal' ? namesIn(resolved.value) : [],
  );
  return [...new Set(names)].map((name) => ({ name, at }));
}

/** The keys of an object, and the words of a text that is no JSON; what a schema says in quotes or comments names nothing. */
function namesIn(node: Json): readonly string[] {
  if (typeof node === 'string') {
    const parsed = parsedJson(node);
    return parsed === undefined ? wordsIn(node) : keysIn(parsed);
  }
  return keysIn(node);
}

function keysIn(node: Json): readonly string[] {
  if (isList(node)) return node.flatMap(keysIn);
  if (!isRecord(node)) return [];
  return Object.entries(node).flatMap(([key, item]) => [key, ...keysIn(item)]);
}

function wordsIn(text: string): readonly string[] {
  return text.replace(/"""[\s\S]*?"""|"[^"]*"|#.*$/gm, ' ').match(/[A-Za-z_][A-Za-z0-9_-]*/g) ?? [];
}
