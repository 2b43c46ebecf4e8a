import { nearest } from '../nearest.ts';

/** Keys and list positions that lead to a setting. */
export type Path = readonly (string | number)[];

/** One thing that a person has to change in the storefront file. */
export interface Mistake {
  readonly path: Path;
  /** What stands there now, without the word "found". */
  readonly found: string;
  /** A clause that says what to do: `write ...`, `remove it; ...`. */
  readonly remedy: string;
}

/** A mistake with its place in the text. */
export interface PlacedMistake extends Mistake {
  /** @default - the file that the rest of the error is about */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export function mistake(path: Path, found: string, remedy: string): Mistake {
  return { path, found, remedy };
}

/** The path as people write it: `environments.prod.payments.gateways[0].mode`. */
export function dotted(path: Path): string {
  return path
    .map((step) =>
      typeof step === 'number' ? `[${step}]` : `.${/^[\w-]+$/.test(step) ? step : quoted(step)}`,
    )
    .join('')
    .replace(/^\./, '');
}

/** Whether one setting is another one or stands inside it. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((step, index) => path[index] === step);
}

/** A text as it is shown inside a sentence: in quotes, and never more than a line of it. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

/** Names as a person lists them: `a, b and c`. */
export function listed(names: readonly string[], last: 'and' | 'or'): string {
  const head = names.slice(0, -1);
  return head.length === 0 ? names.join() : `${head.join(', ')} ${last} ${names.at(-1)}`;
}

/** A setting that nobody knows here, with the name that was probably meant. */
export function unknownSetting(path: Path, known: readonly string[]): Mistake {
  const meant = nearest(String(path.at(-1)), known);
  const remedy = meant ? `write ${meant}` : `remove it; the settings here are ${listed(known, 'and')}`;
  return mistake(path, 'an unknown setting', remedy);
}
