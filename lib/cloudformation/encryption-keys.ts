import file from './encryption-keys.json' with { type: 'json' };
import { lookup } from './lookup.ts';
import { own } from './model/json.ts';
import type { Model } from './model/model.ts';
import type { Resource, Value } from './model/types.ts';
import { mayReferTo, referenced } from './references.ts';
import { valuesAt } from './value-paths.ts';

const paths: Readonly<Record<string, readonly string[]>> = file.types;

const keyTypes = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'];
const aliasType = 'AWS::KMS::Alias';

/** Every type that may name a KMS key. */
export const keyUserTypes: readonly string[] = Object.keys(paths);

/** What a type needs a key for; an alias stands for a key of any purpose. */
export type KeyPurpose = 'encryption' | 'signing' | 'any';

/** What the resource needs the keys for that it names. */
export function purposeOf({ type }: Resource): KeyPurpose {
  if (file.signing.includes(type)) return 'signing';
  return file.anyPurpose.includes(type) ? 'any' : 'encryption';
}

/** The keys that a resource names, as they are written; places where none is written are left out. */
export function keysNamedBy(user: Resource): readonly Value[] {
  const places = own(paths, user.type) ?? [];
  return places.flatMap((path) => valuesAt(user, path)).filter(({ isAbsent }) => !isAbsent);
}

/** The key itself that a value surely refers to, also where an alias of the templates stands for it. */
export function keyBehind(value: Value, model: Model): Resource | undefined {
  const found = referenced(value) ?? aliasNamed(value, model);
  const key = found?.type === aliasType ? referenced(found.property('TargetKeyId')) : found;
  return key && keyTypes.includes(key.type) ? key : undefined;
}

function aliasNamed({ resource, literal }: Value, model: Model): Resource | undefined {
  const aliases = lookup(model.beside(resource, aliasType), 'AliasName');
  return typeof literal === 'string' ? aliases.saying(literal)[0] : undefined;
}

/** The resources of a key's own template that name it, or may, aliases of it not among them. */
export function usersOf(key: Resource, model: Model): readonly Resource[] {
  return keyUserTypes
    .filter((type) => type !== aliasType)
    .flatMap((type) => model.referrers(key, type))
    .filter((user) => keysNamedBy(user).some((value) => mayReferTo(value, key)));
}
