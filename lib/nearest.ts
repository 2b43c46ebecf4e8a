import { distance } from 'fastest-levenshtein';

/** The candidate that a person most likely meant; nothing when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.away - other.away);
  const [best] = ranked;
  return best && best.away <= Math.max(2, word.length / 3) ? best.candidate : undefined;
}
