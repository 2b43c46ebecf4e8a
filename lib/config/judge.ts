import { checkForm } from './form.ts';
import { isWithin, type Mistake, mistake, type Path, type PlacedMistake } from './mistake.ts';
import { findNotYet, type RetryableError } from './not-yet.ts';
import { checkRules } from './rules.ts';
import type { StorefrontFile } from './schema.ts';
import { secretsIn } from './secrets.ts';
import type { Source } from './source.ts';

/** What became of a shop's file: it can be used when there is no mistake. */
export interface Verdict {
  /** Everything that is wrong, in the order of the file. */
  readonly mistakes: readonly PlacedMistake[];
  readonly file?: StorefrontFile;
}

/** Judges a file that lies in `folder`; settings of the table `notYet` are refused. */
export function judge(source: Source, folder: string, notYet: readonly RetryableError[]): Verdict {
  const { data } = source;
  const secrets = findSecrets(source);
  const early = [...source.syntax, ...secrets];
  if (!data) return { mistakes: inOrder(early) };

  const unhonoured = findNotYet(data.value, source, notYet);
  const form = checkForm(data.value, source);
  // What has to go needs no better form, and a secret must not be shown as something that was found.
  const settled: readonly Path[] = [...secrets.map(({ path }) => path), ...unhonoured.settled];
  const open = [...form.mistakes, ...checkRules(form.draft, folder)].filter(
    ({ path }) => !settled.some((outer) => outer.length > 0 && isWithin(path, outer)),
  );
  const mistakes = [...unhonoured.mistakes, ...open].map(source.place);
  return { mistakes: inOrder([...early, ...mistakes]), ...(form.file && { file: form.file }) };
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
