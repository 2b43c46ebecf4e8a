import { isList, isRecord, type Json, type JsonRecord } from './json.ts';

/** Something in a template, and where it stands. */
type Place = readonly [path: string, node: Json];

/** Paths at which a function that brings further entries stands beside entries that are written out. */
export function expansions(body: JsonRecord): readonly string[] {
  const found = [...besideOthers(body)];
  const pending = below(['', body]);
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [path, node] = next;
    for (const key of besideOthers(node)) found.push(`${path}.${key}`);
    for (const place of below(next)) pending.push(place);
  }
  return found.sort();
}

function below([path, node]: Place): Place[] {
  if (!isRecord(node) && !isList(node)) return [];
  const isNested = ([, child]: Place) => typeof child === 'object' && child !== null;
  const places = Object.entries(node).filter(isNested);
  if (path === '') return places;
  return places.map(([key, child]): Place => [isList(node) ? `${path}[${key}]` : `${path}.${key}`, child]);
}

function besideOthers(node: Json): readonly string[] {
  if (!isRecord(node)) return [];
  const keys = Object.keys(node);
  return keys.length < 2
    ? []
    : keys.filter((key) => key === 'Fn::Transform' || key.startsWith('Fn::ForEach'));
}
