/**
 * Whether CloudFront takes a path for a pattern: `*` stands for any characters, `?` for one. Takes no longer than
 * the product of both lengths, whatever somebody sends as a path.
 */
export function matchesPattern(pattern: string, path: string): boolean {
  let reached = startOf(pattern);
  for (const character of path) {
    const next = new Set<number>();
    for (const at of reached) {
      if (pattern[at] === '*') next.add(at);
      else if (pattern[at] === '?' || pattern[at] === character) next.add(at + 1);
    }
    reached = pastStars(pattern, next);
  }
  return reached.has(pattern.length);
}

/** The pattern by which CloudFront serves a path: the first one that matches, in the distribution's order. */
export function patternOf(path: string, patterns: readonly string[]): string | undefined {
  return patterns.find((pattern) => matchesPattern(pattern, path));
}

function startOf(pattern: string): ReadonlySet<number> {
  return pastStars(pattern, new Set([0]));
}

/** A star may stand for nothing, so what follows it is reached as well. */
function pastStars(pattern: string, reached: ReadonlySet<number>): ReadonlySet<number> {
  const all = new Set(reached);
  for (const at of all) if (pattern[at] === '*') all.add(at + 1);
  return all;
}
