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
