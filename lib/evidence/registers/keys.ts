import { keyBehind, keysNamedBy, keyUserTypes } from '../../cloudformation/encryption-keys.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { listed, made, placeOf, type ReadRegister } from './register.ts';

/** Every key of the environment, what it encrypts, and how it turns and ends. */
export const keys: ReadRegister = (environment, { model }) => {
  const users = made(environment, ...keyUserTypes).flatMap((user) =>
    keysNamedBy(user).map((value) => ({ user, key: keyBehind(value, model) })),
  );
  const usersOf = (key: Resource) =>
    users.filter(({ key: used, user }) => used === key && user.type !== 'AWS::KMS::Alias');
  return {
    id: 'keys',
    title: 'Keys',
    about:
      'The keys that the account manages, what is encrypted or signed with each, and how often it turns. Who may use them stands in their policies, which the report judges.',
    columns: ['key', 'kind', 'turns', 'days before it is deleted', 'used by'],
    rows: made(environment, 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey').map((key) => [
      placeOf(key),
      String(key.property('KeySpec').withDefault('SYMMETRIC_DEFAULT')),
      turns(key),
      String(key.property('PendingWindowInDays').withDefault(30)),
      listed(
        usersOf(key).map(({ user }) => placeOf(user)),
        'nothing in these templates',
      ),
    ]),
  };
};

/** How often a key turns, in words; `unknown` where the template leaves it open. */
export function turns(key: Resource): string {
  const enabled = key.property('EnableKeyRotation').withDefault(false).literal;
  if (enabled === undefined) return 'unknown';
  return String(enabled) === 'true'
    ? `every ${key.property('RotationPeriodInDays').withDefault(365)} days`
    : 'never';
}
