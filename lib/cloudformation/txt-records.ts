import type { Value } from './model/types.ts';

/** The texts of a TXT record set, as resolvers are told them; nothing where only the deployment knows one. */
export type TxtSet = readonly string[] | undefined;

/** Conditions rarely choose among more than two values, and never among so many. */
const mostSets = 64;

/** Everything that the values of a TXT record set may turn out to be together. */
export function txtSets(records: Value): readonly TxtSet[] {
  return records.each().flatMap((list): readonly TxtSet[] => {
    if (!list.isDecidedList) return [undefined];
    return list.items().reduce<readonly TxtSet[]>(
      (known, item) => {
        const sets = known.flatMap((set) => textsOf(item).map((text) => extended(set, text)));
        return sets.length > mostSets ? [undefined] : sets;
      },
      [[]],
    );
  });
}

/** What one value may turn out to be: a text, none where a condition leaves it out, or nothing that a template tells. */
function textsOf(item: Value): readonly (string | null | undefined)[] {
  const texts = item.alternatives.map((resolved) => {
    if (resolved.kind === 'absent') return null;
    const isWritten = resolved.kind === 'literal' && !String(resolved.value).includes('{{resolve:');
    return isWritten ? unquoted(String(resolved.value)) : undefined;
  });
  return item.isOptional ? [...texts, null] : texts;
}

function extended(set: TxtSet, text: string | null | undefined): TxtSet {
  if (set === undefined || text === undefined) return undefined;
  return text === null ? set : [...set, text];
}

/** A value is written as texts of at most 255 bytes in quotes, which resolvers join without a blank (RFC 7208, 3.3). */
function unquoted(value: string): string {
  const pieces = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, piece = '']) =>
    piece.replace(/\\(.)/g, '$1'),
  );
  return pieces.length > 0 ? pieces.join('') : value;
}
