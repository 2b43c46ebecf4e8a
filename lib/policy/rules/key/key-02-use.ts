import { isInAccountOf } from '../../../cloudformation/arns.ts';
import { keyBehind, keysNamedBy, keyUserTypes, purposeOf } from '../../../cloudformation/encryption-keys.ts';
import { isKmsKey } from '../../../cloudformation/kms-keys.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import { all } from '../../../cloudformation/model/truth.ts';
import type { Resolved, Resource, Value } from '../../../cloudformation/model/types.ts';
import { isSupplier } from '../../../cloudformation/references.ts';
import { flawsOf } from '../../choices.ts';
import { leftToOwnerOfKey } from '../../declared-keys.ts';
import { observe, type Verdict } from '../../expect.ts';
import { missing, notApplicable, type Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { serves } from './key-specs.ts';

/** A key decides who reads: one that somebody else holds, or that is switched off, decides against the shop. */
export const key02Use: Rule = {
  id: 'KEY-02-use',
  title: 'Whatever names a key names one of its own account that is enabled and made for the purpose',
  severity: 'high',
  types: keyUserTypes,
  why: 'Whoever owns a key can take it away, and what it encrypted with it; data under a disabled key is lost until somebody notices.',
  fix: 'Name an AWS::KMS::Key of the same account that is enabled: symmetric to encrypt with, asymmetric with SIGN_VERIFY to sign with.',
  controls: ['KEY-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (user, model) => {
    const seen = keysNamedBy(user).map((value) => expectUsable(value, user, model));
    if (purposeOf(user) !== 'encryption')
      return seen.length > 0 ? seen : [missing(user, 'Properties', 'a key')];
    // Whether it needs a key at all is asked by the rules about what it stores, so a right one is no evidence here.
    const flaws = flawsOf(seen);
    return flaws.length > 0 ? flaws : [notApplicable(user, 'it names no key that is wrong for it')];
  },
};

const purposes = {
  encryption: 'made for encryption',
  signing: 'made to sign with',
  any: 'for whatever purpose',
};

function expectUsable(value: Value, user: Resource, model: Model): Observation {
  const purpose = purposeOf(user);
  const expected = `an enabled key of the same account, ${purposes[purpose]}`;
  const key = keyBehind(value, model);
  // Where a condition takes the name away, nothing is encrypted with a wrong key; but nothing signs, and no alias stands, without one.
  const mayBeAbsent = purpose === 'encryption';
  const seen = observe(
    value,
    { expected },
    (resolved) =>
      (mayBeAbsent && resolved.kind === 'absent') ||
      all([isKmsKey(resolved), isOfAccount(resolved, user), key ? serves(key, purpose) : true]),
  );
  return leftToOwnerOfKey(seen, value, 'KEY-02');
}

/** An alias and the id of a key mean one of the account itself; only an ARN may lead elsewhere. */
function isOfAccount(resolved: Resolved, user: Resource): Verdict {
  if (resolved.kind === 'reference') {
    return isSupplier(resolved.resource) ? undefined : isInAccountOf(resolved, user);
  }
  const isArn =
    resolved.kind === 'text' || String(resolved.kind === 'literal' && resolved.value).startsWith('arn:');
  return isArn ? isInAccountOf(resolved, user) : true;
}
