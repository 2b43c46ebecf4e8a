import type * as z from 'zod';
import { ConfigError } from './config-error.ts';
import { checkForm, type DeepPartial } from './form.ts';
import { isWithin, type Mistake, mistake, type Path, type PlacedMistake } from './mistake.ts';
import { readText } from './read-text.ts';
import { secretsIn } from './secrets.ts';
import { readSource, type Source } from './source.ts';
import { findUnsupported, type UnsupportedSetting } from './unsupported-settings.ts';

/** What a file of one kind is held against. */
export interface FileKind<T> {
  /** What people call such a file. */
  readonly usually: `${string}.yaml`;
  readonly schema: z.ZodType<T>;
  /** Judges what the form of a file has left to judge; `folder` is where the file lies. */
  readonly checkRules: (draft: DeepPartial<T>, folder: string) => readonly Mistake[];
  /** Settings that the schema knows and that are refused. */
  readonly unsupported: readonly UnsupportedSetting[];
}

/** A file after it was checked: it can be used when there is no mistake. */
export interface CheckedFile<T> {
  /** Everything that is wrong, in the order of the file. */
  readonly mistakes: readonly PlacedMistake[];
  readonly file?: T;
  /** What of the file has the right form; nothing where its text is not read. */
  readonly draft?: DeepPartial<T>;
}

/** Reads a file that lies in `folder`. Throws a `ConfigError` with everything that is wrong with it. */
export function readChecked<T>(path: string, folder: string, kind: FileKind<T>): T {
  const { mistakes, file } = checkSource(readSource(readText(path, kind.usually)), folder, kind);
  if (mistakes.length > 0 || !file) throw new ConfigError(path, mistakes);
  return file;
}

/** Checks the text of a file that lies in `folder`. */
export function checkSource<T>(
  source: Source,
  folder: string,
  { schema, checkRules, unsupported }: FileKind<T>,
): CheckedFile<T> {
  const { data } = source;
  const secrets = findSecrets(source);
  const early = [...source.syntax, ...secrets];
  if (!data) return { mistakes: inOrder(early) };

  const refused = findUnsupported(data.value, source, unsupported);
  const form = checkForm(data.value, source, schema);
  // What has to go needs no better form, and a secret must not be shown as something that was found.
  const settled: readonly Path[] = [...secrets.map(({ path }) => path), ...refused.settled];
  const open = [...form.mistakes, ...checkRules(form.draft, folder)].filter(
    ({ path }) => !settled.some((outer) => outer.length > 0 && isWithin(path, outer)),
  );
  const mistakes = [...refused.mistakes, ...open].map(source.place);
  return {
    mistakes: inOrder([...early, ...mistakes]),
    draft: form.draft,
    ...(form.file && { file: form.file }),
  };
}

function findSecrets({ text, pathAt, placeAt }: Source): readonly PlacedMistake[] {
  return secretsIn(text).map(({ kind, offset }) => {
    const found: Mistake = mistake(
      pathAt(offset) ?? [],
      `what looks like ${kind}`,
      'remove it and revoke it; secrets belong in AWS Secrets Manager',
    );
    return { ...found, ...placeAt(offset) };
  });
}

function inOrder(mistakes: readonly PlacedMistake[]): readonly PlacedMistake[] {
  return mistakes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
