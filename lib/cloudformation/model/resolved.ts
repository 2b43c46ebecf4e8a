import { isList, isRecord, type Json } from './json.ts';
import type { Absent, Literal, Reference, Resolved, TextPart, Unknown } from './types.ts';

export const absent: Absent = { kind: 'absent' };

export function literal(value: Json): Literal {
  return { kind: 'literal', value };
}

export function unknown(why: string, stack?: string): Unknown {
  return { kind: 'unknown', why, stack };
}

/**
 * Joins parts: written text alone is a literal, and a reference or open part alone stays what it is. A dynamic reference is open,
 * also where it is put together from parts.
 */
export function text(parts: readonly TextPart[]): Resolved {
  const [first] = parts;
  if (parts.length === 1 && typeof first === 'string' && !first.includes(dynamicStart)) return literal(first);
  const merged = withoutDynamic(merge(parts));
  const [only = '', ...others] = merged;
  if (others.length > 0) return { kind: 'text', parts: merged };
  return typeof only === 'string' ? literal(only) : only;
}

function merge(parts: readonly TextPart[]): readonly TextPart[] {
  const merged: TextPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  return merged;
}

/** CloudFormation replaces `{{resolve:…}}` at deployment by what Parameter Store or Secrets Manager holds. */
const dynamicStart = '{{resolve:';

/** The parts with one open part in place of each dynamic reference; whatever such a reference is made of goes with it. */
function withoutDynamic(parts: readonly TextPart[]): readonly TextPart[] {
  if (!parts.some((part) => typeof part === 'string' && part.includes(dynamicStart))) return parts;
  const found: TextPart[] = [];
  let begun: string | undefined;
  for (const part of parts.flatMap(pieces)) {
    if (begun === undefined && part !== dynamicStart) found.push(part);
    else begun = (begun ?? '') + showPart(part);
    if (begun === undefined || part !== '}}') continue;
    found.push(dynamic(begun));
    begun = undefined;
  }
  return merge(begun === undefined ? found : [...found, dynamic(begun)]);
}

function pieces(part: TextPart): readonly TextPart[] {
  return typeof part === 'string' ? part.split(/(\{\{resolve:|\}\})/) : [part];
}

function dynamic(reference: string): Unknown {
  return { ...unknown(`${reference} is only known at deployment`), dynamic: reference };
}

/** The value as part of a longer text. */
export function asParts(resolved: Resolved): readonly TextPart[] {
  switch (resolved.kind) {
    case 'text':
      return resolved.parts;
    case 'reference':
    case 'unknown':
      return [resolved];
    case 'absent':
      return [''];
    case 'literal':
      return isRecord(resolved.value) || isList(resolved.value)
        ? [unknown('a list or an object stands where text is due')]
        : [String(resolved.value)];
  }
}

/** Name of the stack that would have to be given for a value to be known. */
export function missingStackOf(resolved: Resolved): string | undefined {
  return asParts(resolved)
    .map((part) => (typeof part === 'object' && part.kind === 'unknown' ? part.stack : undefined))
    .find((stack) => stack !== undefined);
}

const longest = 240;

/** The value as a report shows it: short, on one line, the same on every machine. */
export function show(resolved: Resolved): string {
  const shown = showWhole(resolved);
  return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
}

function showWhole(resolved: Resolved): string {
  switch (resolved.kind) {
    case 'absent':
      return 'not set';
    case 'unknown':
      return resolved.dynamic ?? `unknown (${resolved.why})`;
    case 'reference':
      return showReference(resolved);
    case 'text':
      return resolved.parts.map(showPart).join('');
    case 'literal':
      return typeof resolved.value === 'string' ? resolved.value || '""' : JSON.stringify(resolved.value);
  }
}

function showPart(part: TextPart): string {
  if (typeof part === 'string') return part;
  return part.kind === 'reference' ? showReference(part) : (part.dynamic ?? '${?}');
}

function showReference({ resource, attribute }: Reference): string {
  return attribute === 'Ref' ? `\${${resource.logicalId}}` : `\${${resource.logicalId}.${attribute}}`;
}
