import { dirname, resolve } from 'node:path';
import { ConfigError } from './config-error.ts';
import { checkForm } from './form.ts';
import { isWithin, type Mistake, mistake, type Path, type PlacedMistake } from './mistake.ts';
import { readText } from './read-text.ts';
import { checkRules } from './rules.ts';
import type { StorefrontFile } from './schema.ts';
import { secretsIn } from './secrets.ts';
import { readSource, type Source } from './source.ts';
import { configOf, type StorefrontConfig } from './storefront-config.ts';
import { findUnsupported, type UnsupportedSetting, unsupportedSettings } from './unsupported-settings.ts';

/** Reads a storefront file. Throws a `ConfigError` with everything that is wrong with it. */
export function loadConfig(path: string): StorefrontConfig {
  const folder = dirname(resolve(path));
  const { mistakes, file } = checkSource(readSource(readText(path)), folder, unsupportedSettings);
  if (mistakes.length > 0 || !file) throw new ConfigError(path, mistakes);
  return configOf(file, folder);
}

/** A storefront file after it was checked: it can be used when there is no mistake. */
export interface CheckedFile {
  /** Everything that is wrong, in the order of the file. */
  readonly mistakes: readonly PlacedMistake[];
  readonly file?: StorefrontFile;
}

/** Checks a file that lies in `folder`; the settings of `unsupported` are refused. */
export function checkSource(
  source: Source,
  folder: string,
  unsupported: readonly UnsupportedSetting[],
): CheckedFile {
  const { data } = source;
  const secrets = findSecrets(source);
  const early = [...source.syntax, ...secrets];
  if (!data) return { mistakes: inOrder(early) };

  const refused = findUnsupported(data.value, source, unsupported);
  const form = checkForm(data.value, source);
  // What has to go needs no better form, and a secret must not be shown as something that was found.
  const settled: readonly Path[] = [...secrets.map(({ path }) => path), ...refused.settled];
  const open = [...form.mistakes, ...checkRules(form.draft, folder)].filter(
    ({ path }) => !settled.some((outer) => outer.length > 0 && isWithin(path, outer)),
  );
  const mistakes = [...refused.mistakes, ...open].map(source.place);
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
