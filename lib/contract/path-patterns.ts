/** Whether some path matches both CloudFront patterns; `*` stands for any text and `?` for one character. */
export function mayMatchSame(one: string, other: string): boolean {
  return overlap(rooted(one), rooted(other), new Map());
}

/** CloudFront takes a pattern without its leading slash for the same one with it. */
function rooted(pattern: string): string {
  return /^[/*?]/.test(pattern) ? pattern : `/${pattern}`;
}

/** Results are kept by what is left of the two patterns: many asterisks would otherwise take forever. */
function overlap(one: string, other: string, known: Map<string, boolean>): boolean {
  const left = `${one.length} ${other.length}`;
  const result = known.get(left) ?? compare(one, other, known);
  known.set(left, result);
  return result;
}

function compare(one: string, other: string, known: Map<string, boolean>): boolean {
  if (one === '' && other === '') return true;
  if (one.startsWith('*') || other.startsWith('*')) {
    return skips(one, other, known) || skips(other, one, known, true);
  }
  return isSameCharacter(one[0], other[0]) && overlap(one.slice(1), other.slice(1), known);
}

/** The asterisk of `one` takes nothing, or one character more of `other`. */
function skips(one: string, other: string, known: Map<string, boolean>, swapped = false): boolean {
  if (!one.startsWith('*')) return false;
  const pairs = [[one.slice(1), other], ...(other === '' ? [] : [[one, other.slice(1)]])];
  return pairs.some(([own = '', its = '']) =>
    swapped ? overlap(its, own, known) : overlap(own, its, known),
  );
}

function isSameCharacter(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one === other || one === '?' || other === '?';
}

/** Whether every path that `inner` matches is matched by `outer` too; unsure where a `?` of `outer` meets an asterisk. */
export function covers(outer: string, inner: string): boolean {
  const [wide, narrow] = [everything(outer), everything(inner)];
  let reached = pastAsterisks(wide, new Set([0]));
  for (const character of narrow) {
    const next = [...reached].flatMap((at) => after(wide, at, character));
    reached = pastAsterisks(wide, new Set(next));
  }
  return reached.has(wide.length);
}

/** Every path begins with a slash, so that `/*` and `*` match the same. */
function everything(pattern: string): string {
  const absolute = rooted(pattern);
  return absolute === '/*' ? '*' : absolute;
}

/** Where a pattern can go on after what stands at a place has taken one character of another pattern. */
function after(pattern: string, at: number, character: string): readonly number[] {
  if (pattern[at] === '*') return [at];
  const takesOne = pattern[at] === character || (pattern[at] === '?' && character !== '*');
  return takesOne ? [at + 1] : [];
}

/** An asterisk may stand for nothing, so what follows it is reached as well. */
function pastAsterisks(pattern: string, reached: Set<number>): ReadonlySet<number> {
  for (const at of reached) if (pattern[at] === '*') reached.add(at + 1);
  return reached;
}
