import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../cloudformation/input/input-error.ts';
import { type FileKind, readChecked } from '../config/check-file.ts';
import { ConfigError } from '../config/config-error.ts';
import type { Mistake } from '../config/mistake.ts';
import { readText } from '../config/read-text.ts';
import { readSource } from '../config/source.ts';
import { palisadeRules } from './rules.ts';
import { type CentralPolicyFile, centralPolicySchema, type PalisadeFile, palisadeSchema } from './schema.ts';

/** What a palisade file is held against. */
export const palisadeKind: FileKind<PalisadeFile> = {
  usually: 'palisade.yaml',
  schema: palisadeSchema,
  checkRules: (draft) => palisadeRules.flatMap((rule) => rule(draft)),
  unsupported: [],
};

/** What a central policy is held against. */
export const centralPolicyKind: FileKind<CentralPolicyFile> = {
  usually: 'central-policy.yaml',
  schema: centralPolicySchema,
  checkRules: () => [],
  unsupported: [],
};

/** Reads a palisade file. Throws a `ConfigError` with everything that is wrong with it. */
export function readPalisadeFile(path: string): PalisadeFile {
  return readChecked(path, dirname(path), palisadeKind);
}

/** Reads a central policy. Throws a `ConfigError` with everything that is wrong with it. */
export function readCentralPolicy(path: string): CentralPolicyFile {
  return readChecked(path, dirname(path), centralPolicyKind);
}

/** What is wrong with a palisade file beside its own form, each mistake with its line. */
export function errorIn(path: string, mistakes: readonly Mistake[]): ConfigError {
  return new ConfigError(path, mistakes.map(readSource(readText(path, palisadeKind.usually)).place));
}

/** The SHA-256 of a file's bytes, in hexadecimal digits. Throws an `InputError` where it cannot be read. */
export function sha256Of(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new InputError(`${path}: cannot be read (${code}), name a file that exists and that you may read`, {
      cause,
    });
  }
}
