import { isList, isRecord, type Json, type JsonRecord, own } from './json.ts';

/** Names used by Ref, Fn::GetAtt and Fn::Sub anywhere below a node. */
export function mentions(node: Json): ReadonlySet<string> {
  const names = new Set<string>();
  const pending: Json[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!isRecord(next) && !isList(next)) continue;
    if (isRecord(next)) for (const name of calledWith(next)) names.add(name);
    // One by one: a call takes only so many arguments.
    Object.values(next).forEach((below) => {
      pending.push(below);
    });
  }
  return names;
}

function calledWith(record: JsonRecord): readonly string[] {
  return Object.entries(record).flatMap(([key, argument]) => own(readers, key)?.(argument) ?? []);
}

const readers: Readonly<Record<string, (argument: Json) => readonly string[]>> = {
  Ref: (argument) => (typeof argument === 'string' ? [argument] : []),
  'Fn::GetAtt': (argument) => {
    const name = isList(argument) ? argument[0] : String(argument).split('.')[0];
    return typeof name === 'string' ? [name] : [];
  },
  'Fn::Sub': (argument) => {
    const text = isList(argument) ? argument[0] : argument;
    const names = typeof text === 'string' ? text.matchAll(/\$\{([^!.}][^.}]*)/g) : [];
    return [...names].map(([, name = '']) => name.trim());
  },
};
