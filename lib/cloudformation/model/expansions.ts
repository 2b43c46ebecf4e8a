import { isList, isRecord, type Json, type JsonRecord } from './json.ts';

/** Paths at which a function that brings further entries stands beside entries that are written out. */
export function expansions(body: JsonRecord): readonly string[] {
  const found: string[] = [];
  collect(body, '', found);
  return found.sort();
}

/** Paths are put together on the way back from a place where something was found: most templates have none. */
function collect(node: Json, step: string, found: string[]): void {
  const before = found.length;
  if (isList(node)) {
    for (let index = 0; index < node.length; index++) collect(node[index] ?? null, `[${index}]`, found);
  } else if (isRecord(node)) {
    collectEntries(node, found);
  }
  for (let index = before; index < found.length; index++) found[index] = joined(step, found[index] ?? '');
}

function collectEntries(record: JsonRecord, found: string[]): void {
  let count = 0;
  for (const key in record) {
    count += 1;
    const child = record[key] ?? null;
    if (typeof child === 'object' && child !== null) collect(child, key, found);
  }
  if (count < 2) return;
  for (const key in record) if (key === 'Fn::Transform' || key.startsWith('Fn::ForEach')) found.push(key);
}

function joined(step: string, below: string): string {
  if (step === '') return below;
  return below.startsWith('[') ? `${step}${below}` : `${step}.${below}`;
}
