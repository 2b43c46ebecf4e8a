import type { Model } from '../../../cloudformation/model/model.ts';
import type { Truth } from '../../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { userPoolType } from '../../../cloudformation/user-pools.ts';
import { bestOf, expectItem, flawsOf } from '../../choices.ts';
import { expectAbsent, expectFalse, expectOneOf, expectPresent, expectTrue } from '../../expect.ts';
import { type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { whereApplies } from '../../statements/allowed.ts';
import { customersOf, hasStaffGroup, isForStaff, ofPasswordPool, saysWithoutPool } from './pools.ts';

/** Who may join a pool says for whom it is: strangers are shoppers, and whom somebody lets in may be staff. */
export const auth02: Rule = {
  id: 'AUTH-02',
  title: 'A second factor is asked of staff, whose sign-up is closed, and offered to shoppers',
  severity: 'high',
  types: [userPoolType],
  storefront: saysWithoutPool,
  why: 'With one password of a member of staff somebody reads every order; codes by text message and accounts that are won back by phone are taken over by a call to the operator.',
  fix: 'Write AllowAdminCreateUserOnly out; set MfaConfiguration to ON where it is true and to OPTIONAL or ON where it is false, EnabledMfas with SOFTWARE_TOKEN_MFA, AccountRecoverySetting without verified_phone_number, and DeletionProtection to ACTIVE.',
  controls: ['AUTH-02'],
  since: '0.1.0',
  stage: 'enforced',
  check: (pool, model) =>
    ofPasswordPool(pool, model, () => [
      ...joining(pool, model),
      ...secondFactor(pool, model),
      ...flawsOf(recovery(pool)),
      ...protection(pool),
    ]),
};

/** AWS lets everybody in where nothing is written, so somebody has to have decided it. */
function joining(pool: Resource, model: Model): readonly Observation[] {
  const closed = pool.property('AdminCreateUserConfig.AllowAdminCreateUserOnly');
  const customers = customersOf(pool);
  if (customers) return [customers.signUp === 'invitation' ? expectTrue(closed) : expectFalse(closed)];
  return flawsOf([
    expectPresent(closed, 'true, or false where shoppers join by themselves'),
    ...whereApplies(hasStaffGroup(pool, model), () => [expectTrue(closed)]),
  ]);
}

function secondFactor(pool: Resource, model: Model): readonly Observation[] {
  const isStaff = isForStaff(pool, model);
  const isAsked = customersOf(pool)?.secondFactor === 'required' ? true : isStaff;
  return [
    asked(pool.property('MfaConfiguration').withDefault('OFF'), isAsked),
    ...unbreakable(pool),
    ...whereApplies(isStaff, () =>
      // A device that is remembered stands for the code of an app, so whoever has it needs the password alone.
      flawsOf([expectFalse(pool.property('DeviceConfiguration.ChallengeRequiredOnNewDevice'))]),
    ),
  ];
}

/** Where nobody can tell whether the pool is for staff, a choice is good for shoppers alone. */
function asked(mfa: Value, isAsked: Truth): Observation {
  const seen = expectOneOf(mfa, isAsked === false ? ['ON', 'OPTIONAL'] : ['ON']);
  return isAsked === undefined && mfa.literal === 'OPTIONAL' ? seen.with({ status: 'unknown' }) : seen;
}

/** A code of an app, or a passkey that asks for the finger or the PIN; a text message alone can be taken over. */
function unbreakable(pool: Resource): readonly Observation[] {
  const expected = 'SOFTWARE_TOKEN_MFA, since text messages are taken over';
  return bestOf(
    [
      expectItem(pool.property('EnabledMfas'), {
        expected,
        identify: (item) => [expectOneOf(item, ['SOFTWARE_TOKEN_MFA'])],
      }),
      [expectOneOf(pool.property('WebAuthnFactorConfiguration'), ['MULTI_FACTOR_WITH_USER_VERIFICATION'])],
    ],
    [],
  );
}

/** Where nothing is written Cognito prefers text messages, if it can send any. */
function recovery(pool: Resource): readonly Observation[] {
  const setting = pool.property('AccountRecoverySetting');
  const mechanisms = setting.at('RecoveryMechanisms');
  const expected = 'verified_email or admin_only, since text messages are taken over';
  const isDecided = mechanisms.isAbsent || mechanisms.isDecidedList;
  if (!isDecided) return [observation('unknown', mechanisms, { expected })];
  if (setting.isAbsent || mechanisms.items().length === 0)
    return [expectAbsent(pool.property('SmsConfiguration'), `no SmsConfiguration without ${expected}`)];
  return mechanisms.items().map((item) => expectOneOf(item.at('Name'), ['verified_email', 'admin_only']));
}

function protection(pool: Resource): readonly Observation[] {
  if (pool.template.storefront?.purpose === 'non-production') return [];
  return [expectOneOf(pool.property('DeletionProtection').withDefault('INACTIVE'), ['ACTIVE'])];
}
