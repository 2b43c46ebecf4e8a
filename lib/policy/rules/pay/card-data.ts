import file from './card-data-names.json' with { type: 'json' };

/** The words of a name in lower case: camel case, underscores and hyphens part them. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Whether the words name data of a card, and not something that is only about it. */
function names(words: readonly string[], phrases: readonly string[]): boolean {
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (file.masked.includes(first) || file.harmless.includes(last) || /^\d+$/.test(last)) {
    return phrases.includes(words.join(' '));
  }
  const text = ` ${words.join(' ')} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}

/**
 * The names among those given that are of card data: account numbers and codes by themselves, the date until which a card is valid
 * beside the name of its holder.
 */
export function cardDataIn(given: readonly string[]): readonly string[] {
  const split = given.map((name) => ({ name, words: wordsOf(name) }));
  const named = (phrases: readonly string[]) => split.filter(({ words }) => names(words, phrases));
  const together = [named(file.expiry), named(file.holder)];
  const pair = together.every(({ length }) => length > 0) ? together.flat() : [];
  return [...new Set([...named(file.account), ...pair].map(({ name }) => name))];
}
