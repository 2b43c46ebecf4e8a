import { isList, isRecord, type Json, parsedJson } from './model/json.ts';
import { asParts } from './model/resolved.ts';
import type { TextPart, Value } from './model/types.ts';
import { valueAt } from './model/value.ts';

/** A policy that stands in the template as the text of a JSON object. */
export function policyInText(document: Value): Value | undefined {
  const read = jsonInText(document);
  return isRecord(read?.literal) ? read : undefined;
}

/**
 * JSON that stands in the template as text, which some types ask for: read as if it were written out there. Nothing where
 * it is no such text, so that whoever asks has to take it as unknown.
 */
export function jsonInText(document: Value): Value | undefined {
  const [resolved, ...others] = document.alternatives;
  if (others.length > 0 || (resolved?.kind !== 'text' && resolved?.kind !== 'literal')) return undefined;
  if (resolved.kind === 'literal' && typeof resolved.value !== 'string') return undefined;
  const parts = asParts(resolved);
  const written = parts.map((part, index) => (typeof part === 'string' ? part : mark(index))).join('');
  const parsed = parsedJson(written);
  if (parsed === undefined) return undefined;
  return valueAt(document.resource, document.path, filled(parsed, parts));
}

/** Stands for the part of this index while the rest is parsed; a template holds no such character. */
function mark(index: number): string {
  return `\uE000${index}\uE000`;
}

/** The parsed text with each open part as the intrinsic function that it came from. */
function filled(node: Json, parts: readonly TextPart[]): Json {
  if (typeof node === 'string') return filledText(node, parts);
  if (isList(node)) return node.map((item) => filled(item, parts));
  if (!isRecord(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, filled(item, parts)]));
}

function filledText(text: string, parts: readonly TextPart[]): Json {
  const pieces = text.split(/\uE000(\d+)\uE000/).map((piece, index) => {
    const part = index % 2 === 1 ? parts[Number(piece)] : piece;
    return typeof part === 'object' ? intrinsicOf(part) : (part ?? '');
  });
  const [only, ...others] = pieces.filter((piece) => piece !== '');
  return only !== undefined && others.length === 0 ? only : { 'Fn::Join': ['', pieces] };
}

/** A pseudo parameter keeps its name, and whatever else is unknown stays so under a name that no template defines. */
function intrinsicOf(part: Exclude<TextPart, string>): Json {
  if (part.kind === 'unknown') return { Ref: /^AWS::\w+/.exec(part.why)?.[0] ?? part.why };
  const { resource, attribute } = part;
  return attribute === 'Ref'
    ? { Ref: resource.logicalId }
    : { 'Fn::GetAtt': [resource.logicalId, attribute] };
}
