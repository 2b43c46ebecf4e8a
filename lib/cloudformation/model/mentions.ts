import { memoized } from '../../memoized.ts';
import { isList, isRecord, type Json, type JsonRecord } from './json.ts';

/** Names used by Ref, Fn::GetAtt and Fn::Sub anywhere below a node. */
export function mentions(node: Json): ReadonlySet<string> {
  const names = new Set<string>();
  collect(node, names);
  return names;
}

/** The names that a resource uses; kept by what is written, since a model that asks what if reads the same resource again. */
export const mentionsOf = memoized((definition: JsonRecord) => mentions(definition));

/** Input is never nested deeply, so this may call itself. */
function collect(node: Json, names: Set<string>): void {
  if (isList(node)) {
    for (const item of node) collect(item, names);
  } else if (isRecord(node)) {
    collectCalls(node, names);
    for (const key in node) collect(node[key] ?? null, names);
  }
}

function collectCalls(record: JsonRecord, names: Set<string>): void {
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': substitution } = record;
  if (typeof ref === 'string') names.add(ref);
  if (attribute !== undefined) addAttribute(attribute, names);
  if (substitution !== undefined) addSubstitutions(substitution, names);
}

function addAttribute(argument: Json, names: Set<string>): void {
  const name = isList(argument) ? argument[0] : String(argument).split('.')[0];
  if (typeof name === 'string') names.add(name);
}

function addSubstitutions(argument: Json, names: Set<string>): void {
  const text = isList(argument) ? argument[0] : argument;
  if (typeof text !== 'string') return;
  for (const [, name = ''] of text.matchAll(/\$\{([^!.}][^.}]*)/g)) names.add(name.trim());
}
