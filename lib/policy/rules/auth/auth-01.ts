import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { userPoolType } from '../../../cloudformation/user-pools.ts';
import { bestOf, flawsOf, inTurn } from '../../choices.ts';
import { expectNumber, expectTrue } from '../../expect.ts';
import type { Observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { whereApplies } from '../../statements/allowed.ts';
import { isForStaff, ofPasswordPool, saysWithoutPool } from './pools.ts';

/** CIS asks for 14 characters; PCI DSS v4.0.1, 8.3.6, for 12 with letters and digits. Cognito takes 6 to 99. */
const leastLength = 14;
/** PCI DSS v4.0.1, 8.3.7. */
const leastRemembered = 4;
/** What Cognito itself sets, where nothing is written. */
const defaults = { length: 8, temporaryDays: 7 };

/** Passwords are allowed in every pool, beside passkeys as well: Cognito takes no list of first factors without them. */
export const auth01: Rule = {
  id: 'AUTH-01',
  title:
    'Passwords have at least 14 characters with letters and digits, and those of staff are not used again',
  severity: 'medium',
  types: [userPoolType],
  storefront: saysWithoutPool,
  why: 'Short passwords are guessed, and whoever guesses one reads the order history of somebody else.',
  fix: 'Set MinimumLength to 14 or more, RequireNumbers and RequireLowercase to true, TemporaryPasswordValidityDays to 7 at most, and PasswordHistorySize to 4 or more where staff signs in.',
  controls: ['AUTH-01'],
  since: '0.1.0',
  stage: 'enforced',
  check: (pool, model) => ofPasswordPool(pool, model, () => passwords(pool, model)),
};

function passwords(pool: Resource, model: Model): readonly Observation[] {
  const policy = pool.property('Policies.PasswordPolicy');
  return [
    expectNumber(policy.at('MinimumLength').withDefault(defaults.length), { min: leastLength }),
    expectTrue(policy.at('RequireNumbers').withDefault(false)),
    ...letters(policy),
    ...flawsOf([
      expectNumber(policy.at('TemporaryPasswordValidityDays').withDefault(defaults.temporaryDays), {
        max: defaults.temporaryDays,
      }),
    ]),
    ...whereApplies(isForStaff(pool, model), () => [
      expectNumber(policy.at('PasswordHistorySize').withDefault(0), { min: leastRemembered }),
    ]),
  ];
}

function letters(policy: Value): readonly Observation[] {
  const cases = ['RequireLowercase', 'RequireUppercase'];
  return bestOf(
    inTurn(cases, (name) => [expectTrue(policy.at(name).withDefault(false))]),
    [],
  );
}
