import { dirname, resolve } from 'node:path';
import type { AlertWay } from '../../contract/account-names.ts';
import { type FileKind, readChecked } from '../check-file.ts';
import { accountRules } from './rules.ts';
import { type AccountFile, accountSchema } from './schema.ts';

type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;

/** The account file as the rest of the kit reads it: free of contradictions, and with defaults. */
export type AccountConfig = ReadonlyDeep<Omit<AccountFile, 'version'>>;

/** A service that watches the account. */
export type DetectionService = keyof AccountConfig['detection'];

/** Where alerts of one way arrive. */
export type Receiver = AccountConfig['alerts'][AlertWay][number];

/** What an account file is held against. */
export const accountKind: FileKind<AccountFile> = {
  usually: 'account.yaml',
  schema: accountSchema,
  checkRules: (draft) => accountRules.flatMap((rule) => rule(draft)),
  unsupported: [],
};

/** Reads an account file. Throws a `ConfigError` with everything that is wrong with it. */
export function loadAccount(path: string): AccountConfig {
  const { version: _, ...account } = readChecked(path, dirname(resolve(path)), accountKind);
  return account;
}
