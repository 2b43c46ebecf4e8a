import type { Directions, Rank } from './directed-properties.ts';
import file from './everywhere.json' with { type: 'json' };

/** What a name alone says of the way in which a property protects; see the note in the data file. */
interface NamedDirection {
  readonly names: string;
  readonly free?: boolean;
  readonly ranked?: readonly Rank[];
  readonly unset?: string;
  readonly atLeast?: number | string;
  readonly atMost?: number | string;
  readonly kept?: boolean;
  readonly noMore?: boolean;
  readonly noLess?: boolean;
  readonly schedule?: boolean;
  readonly tls?: boolean;
}

const entries = (file.names as readonly NamedDirection[]).map((entry) => ({
  ...entry,
  pattern: new RegExp(entry.names),
}));

/** Words that say something of all that stands below a name. */
function isOfWhole({ free, kept, noMore, noLess }: NamedDirection): boolean {
  return [free, kept, noMore, noLess].includes(true);
}

/** The way in which the last name of a path protects, or a name above it that speaks for all below; nothing where no name is known. */
export function directionByName(pattern: string): Directions | undefined {
  const names = pattern.split('.').map((name) => name.replaceAll('[]', ''));
  const found = names.reverse().map((name, depth) => {
    const entry = entries.find((one) => one.pattern.test(name));
    return entry && (depth === 0 || isOfWhole(entry)) ? entry : undefined;
  });
  const entry = found.find((one) => one !== undefined);
  return entry && atThePlace(entry);
}

function atThePlace(entry: NamedDirection): Directions {
  const { free, ranked, unset, atLeast, atMost, kept, noMore, noLess, schedule, tls } = entry;
  return {
    ...(free ? { free: [''] } : {}),
    ...(ranked ? { ranked: { '': ranked } } : {}),
    ...(unset === undefined ? {} : { unset: { '': unset } }),
    ...(atLeast === undefined ? {} : { atLeast: { '': atLeast } }),
    ...(atMost === undefined ? {} : { atMost: { '': atMost } }),
    ...(kept ? { kept: [''] } : {}),
    ...(noMore ? { noMore: [''] } : {}),
    ...(noLess ? { noLess: [''] } : {}),
    ...(schedule ? { schedule: [''] } : {}),
    ...(tls ? { tls: [''] } : {}),
  };
}
