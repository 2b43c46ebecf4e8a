import { styleText } from 'node:util';

/** Colours for a terminal, or none for files and pipes. */
export interface Paint {
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly good: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly strong: (text: string) => string;
}

/** Leaves every text as it is. */
export const plain: Paint = {
  bad: (text) => text,
  doubtful: (text) => text,
  good: (text) => text,
  quiet: (text) => text,
  strong: (text) => text,
};

export const coloured: Paint = {
  bad: (text) => styleText('red', text),
  doubtful: (text) => styleText('yellow', text),
  good: (text) => styleText('green', text),
  quiet: (text) => styleText('dim', text),
  strong: (text) => styleText('bold', text),
};
