import { dotted, type PlacedMistake } from './mistake.ts';
import { withoutSecrets } from './secrets.ts';

/** All that is wrong with one file, or with several; the message is one sentence a line, ready to print. */
export class ConfigError extends Error {
  /** The sentences, in the order of the file. */
  readonly sentences: readonly string[];

  /** The mistakes, each with its file. */
  readonly mistakes: readonly PlacedMistake[];

  constructor(file: string, mistakes: readonly PlacedMistake[], options?: ErrorOptions) {
    // One file may be read for several environments, and what is wrong with it is one mistake.
    const sentences = [...new Set(mistakes.map((mistake) => sentence(mistake.file ?? file, mistake)))];
    super(sentences.join('\n'), options);
    this.name = 'ConfigError';
    // Where nobody catches it, such as in a team's own app, the sentences are read and not where we threw them.
    this.stack = `${this.name}: ${this.message}`;
    this.sentences = sentences;
    this.mistakes = mistakes.map((mistake) => ({ file, ...mistake }));
  }
}

function sentence(file: string, { path, found, remedy, line, column }: PlacedMistake): string {
  // A setting is found by its line; a mistake without one, such as a missing quote, needs the column.
  const place = path.length > 0 ? [file, line] : [file, line, column];
  const subject = [place.filter((part) => part !== undefined).join(':'), dotted(path)].filter(Boolean);
  const text = withoutSecrets(`${subject.join(': ')}: found ${found}, ${remedy}`);
  // A name in the file may hold anything; a sentence is one line, and no command to a terminal.
  return text.replace(/\p{Cc}/gu, ' ');
}
