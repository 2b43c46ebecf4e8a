/** A word or phrase that is no longer used, as `docs/retired-words.json` lists it. */
export interface RetiredWord {
  readonly retired: string;
  /** What is written instead. */
  readonly use: string;
  /**
   * `names`: identifiers and names of files alone, because prose may need the word in its usual sense.
   *
   * @default - names and prose
   */
  readonly in?: string;
  /** Beginnings of paths where the word means something else. */
  readonly except?: readonly string[];
}

/** Where a text uses retired words: one sentence each. */
export function findRetired(path: string, text: string, retired: readonly RetiredWord[]): readonly string[] {
  const whole = `${path}\n${text}`;
  const prose = spaced(whole);
  const names = namesIn(whole).map((name) => ` ${spaced(name)} `);
  return retired
    .filter(({ except = [] }) => !except.some((start) => path.startsWith(start)))
    .flatMap(({ retired: word, use, in: place }) => {
      const form = new RegExp(`(?<![a-z0-9])${spaced(word)}(?:s|es)?(?![a-z0-9])`);
      const found = place === 'names' ? names.some((name) => form.test(name)) : form.test(prose);
      return found ? [`${path}: found ${word}, write ${use}`] : [];
    });
}

/** Names of more than one word, and those of types: a single word in small letters could be prose. */
function namesIn(text: string): readonly string[] {
  const all = text.match(/[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*/g) ?? [];
  return all.filter((name) => /[a-z0-9][A-Z]|[-_]|^[A-Z][a-z]+$/.test(name));
}

/** A text in small letters, with single spaces for line ends, marks of comments, and the joints of names. */
function spaced(text: string): string {
  return text
    .replace(/\n\s*(?:\*|\/\/|#)?\s*/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_]/g, ' ')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
