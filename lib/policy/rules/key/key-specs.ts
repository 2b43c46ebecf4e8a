import type { KeyPurpose } from '../../../cloudformation/encryption-keys.ts';
import { all, not, type Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import { textIs } from '../../../cloudformation/texts.ts';

/** Whether AWS can rotate a key: it makes new material for symmetric keys of its own only. */
export function canRotate(key: Resource): Truth {
  return all([
    textIs(key.property('KeySpec').withDefault('SYMMETRIC_DEFAULT'), (spec) => spec === 'SYMMETRIC_DEFAULT'),
    textIs(key.property('Origin').withDefault('AWS_KMS'), (origin) => origin === 'AWS_KMS'),
  ]);
}

/** Whether a key is enabled, and serves the purpose. A replica is what its primary key is. */
export function serves(key: Resource, purpose: KeyPurpose): Truth {
  const isEnabled = not(textIs(key.property('Enabled').withDefault(true), (text) => text === 'false'));
  if (key.type !== 'AWS::KMS::Key' || purpose === 'any') return isEnabled;
  const usage = purpose === 'signing' ? 'SIGN_VERIFY' : 'ENCRYPT_DECRYPT';
  const symmetric = textIs(
    key.property('KeySpec').withDefault('SYMMETRIC_DEFAULT'),
    (spec) => spec === 'SYMMETRIC_DEFAULT',
  );
  return all([
    isEnabled,
    textIs(key.property('KeyUsage').withDefault('ENCRYPT_DECRYPT'), (text) => text === usage),
    purpose === 'signing' ? not(symmetric) : symmetric,
  ]);
}
