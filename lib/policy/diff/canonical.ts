import { isList, isRecord, type Json, parsedJson } from '../../cloudformation/model/json.ts';
import { asParts } from '../../cloudformation/model/resolved.ts';
import type { Resolved, Resource, TextPart, Value } from '../../cloudformation/model/types.ts';
import { policyInText } from '../../cloudformation/policy-texts.ts';

/** A value in a form in which two templates can be compared, whatever hashes their logical ids end with. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | CanonicalRecord;

export interface CanonicalRecord {
  readonly [key: string]: Canonical;
}

/** What resources are called in both sets of templates. */
export type Names = ReadonlyMap<Resource, string>;

/** Holds the cases of a value that a condition or a parameter decides. */
const cases = 'either of';

/**
 * A value with every reference by the name that both sets of templates have for it. Nothing where nothing is written. What several cases may give
 * is a record of them all.
 */
export function canonical(value: Value, names: Names): Canonical | undefined {
  const found = value
    .each()
    .map((one) => ofOne(one, names))
    .filter((one) => one !== undefined);
  const [first, ...others] = found;
  if (others.length === 0) return first;
  return { [cases]: found };
}

function ofOne(value: Value, names: Names): Canonical | undefined {
  const [resolved] = value.alternatives;
  if (resolved === undefined || resolved.kind === 'absent') return undefined;
  const { literal } = value;
  if (isList(literal))
    return value
      .items()
      .map((item) => canonical(item, names))
      .filter((item) => item !== undefined);
  if (isRecord(literal)) return recordOf(value, names);
  return literal === undefined ? inText(textOf(resolved, names)) : scalarOf(literal);
}

function recordOf(value: Value, names: Names): CanonicalRecord {
  const entries = value.keys().flatMap((key) => {
    const entry = canonical(value.entry(key), names);
    return entry === undefined ? [] : [[key, entry] as const];
  });
  return Object.fromEntries(entries);
}

/** CloudFormation takes "true" for true, and "365" for 365. */
function scalarOf(literal: Json): Canonical {
  if (typeof literal === 'string') return inText(literal);
  return literal === null ? literal : String(literal);
}

/** A text that holds an object or a list as JSON is what it holds, so that the order of its names is no change and each of its values has a place. */
function inText(text: string): Canonical {
  const held = parsedJson(text);
  return held === undefined ? text : plain(held);
}

function plain(value: Json): Canonical {
  if (isList(value)) return value.map(plain);
  if (!isRecord(value)) return typeof value === 'string' || value === null ? value : String(value);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}

function textOf(resolved: Resolved, names: Names): string {
  return asParts(resolved)
    .map((part) => textOfPart(part, names))
    .join('');
}

function textOfPart(part: TextPart, names: Names): string {
  if (typeof part === 'string') return part;
  if (part.kind === 'unknown') return `\${${part.why}}`;
  return reference(part.resource, part.attribute, names);
}

/** How a value refers to a resource. */
export function reference(resource: Resource, attribute: string, names: Names): string {
  return `\${${names.get(resource) ?? resource.logicalId}.${attribute}}`;
}

/** A policy document as an object, also where the template holds it as text. */
export function canonicalPolicy(document: Value, names: Names): Canonical | undefined {
  return canonical(policyInText(document) ?? document, names);
}

/** Whether two values are the same, whatever the order of their keys. */
export function isSame(one: Canonical | undefined, other: Canonical | undefined): boolean {
  return keyOf(one) === keyOf(other);
}

/** A text that is equal for equal values. */
export function keyOf(value: Canonical | undefined): string {
  if (value === undefined) return 'nothing';
  if (isCanonicalList(value)) return `[${value.map(keyOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${keyOf(entry)}`);
  return `{${entries.sort().join(',')}}`;
}

function isCanonicalList(value: Canonical | undefined): value is readonly Canonical[] {
  return Array.isArray(value);
}

export function isCanonicalRecord(value: Canonical | undefined): value is CanonicalRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a dotted path; `[]` is each item of a list. More than one value for a list. */
export function at(value: Canonical | undefined, path: string): readonly Canonical[] {
  if (path === '') return value === undefined ? [] : [value];
  const [step = '', ...rest] = path.split('.');
  const isEach = step.endsWith('[]');
  const entry = isCanonicalRecord(value) ? value[isEach ? step.slice(0, -2) : step] : undefined;
  const found = isEach ? asList(entry) : entry === undefined ? [] : [entry];
  return found.flatMap((one) => at(one, rest.join('.')));
}

/** One thing alone is a list of one. */
export function asList(value: Canonical | undefined): readonly Canonical[] {
  if (value === undefined) return [];
  return isCanonicalList(value) ? value : [value];
}

/** A value as one text, whole. */
export function written(value: Canonical | undefined): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value as a person reads it, on one line and cut where it is too long. */
export function shown(value: Canonical | undefined): string {
  const text = written(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

const longest = 120;
