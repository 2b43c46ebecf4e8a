import { auth02 } from '../../../../lib/policy/rules/auth/auth-02.ts';
import { type Change, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignSignIn, signIn } from './sign-in.ts';

const closed = 'Pool.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly';
const text = 'since text messages are taken over';

/** A shop whose contract says how its shoppers sign in. */
function shoppers(signUp: string, secondFactor: string, ...changes: readonly Change[]) {
  const shop = signIn(...changes);
  return { ...shop, storefront: { ...shop.storefront, customers: { signUp, secondFactor } } };
}

const optional: Change = ['Pool.Properties.MfaConfiguration', 'OPTIONAL'];

testRule(auth02, {
  pass: {
    'shoppers whom somebody invites, as the contract says': shoppers('invitation', 'optional', optional),
    'shoppers who join by themselves, as the contract says': shoppers('open', 'required', [closed, false]),
    'a pool of staff': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'shoppers who may have a second factor': signIn(
      [closed, false],
      ['Pool.Properties.MfaConfiguration', 'OPTIONAL'],
    ),
    'passkeys that ask for the finger as the second factor': signIn(
      ['Pool.Properties.EnabledMfas', undefined],
      ['Pool.Properties.WebAuthnFactorConfiguration', 'MULTI_FACTOR_WITH_USER_VERIFICATION'],
    ),
    'recovery by mail': signIn([
      'Pool.Properties.AccountRecoverySetting.RecoveryMechanisms',
      [{ Name: 'verified_email', Priority: 1 }],
    ]),
    'a pool that can send no text messages, and says nothing of recovery': signIn([
      'Pool.Properties.AccountRecoverySetting',
      undefined,
    ]),
  },
  fail: {
    'a pool that strangers join although the contract says that somebody invites': {
      ...shoppers('invitation', 'optional', optional, [closed, false]),
      says: ['Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly is false; expected true'],
    },
    'a choice although the contract says that a second factor is required': {
      ...shoppers('open', 'required', optional, [closed, false]),
      says: ['Properties.MfaConfiguration is OPTIONAL; expected ON'],
    },
    'staff who may leave the second factor out': {
      ...signIn(['Pool.Properties.MfaConfiguration', 'OPTIONAL']),
      says: ['Properties.MfaConfiguration is OPTIONAL; expected ON'],
    },
    'shoppers who cannot have a second factor': {
      ...signIn([closed, false], ['Pool.Properties.MfaConfiguration', undefined]),
      says: ['Properties.MfaConfiguration is OFF; expected ON or OPTIONAL'],
    },
    'a pool of which nobody decided who may join': {
      ...signIn([closed, undefined]),
      says: [
        'Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly is not set; expected true, or false where shoppers join by themselves',
      ],
    },
    'text messages alone': {
      ...signIn(['Pool.Properties.EnabledMfas', ['SMS_MFA']]),
      says: [`Properties.EnabledMfas lacks SOFTWARE_TOKEN_MFA, ${text}`],
    },
    'recovery by phone': {
      ...signIn([
        'Pool.Properties.AccountRecoverySetting.RecoveryMechanisms',
        [
          { Name: 'verified_email', Priority: 1 },
          { Name: 'verified_phone_number', Priority: 2 },
        ],
      ]),
      says: [
        `Properties.AccountRecoverySetting.RecoveryMechanisms[1].Name is verified_phone_number; expected verified_email or admin_only`,
      ],
    },
    'recovery as Cognito does it by itself, where it can send text messages': {
      ...signIn(
        ['Pool.Properties.AccountRecoverySetting', undefined],
        ['Pool.Properties.SmsConfiguration', { SnsCallerArn: 'arn' }],
      ),
      says: [
        `Properties.SmsConfiguration is {"SnsCallerArn":"arn"}; expected no SmsConfiguration without verified_email or admin_only, ${text}`,
      ],
    },
    'recovery by a list of nothing, where it can send text messages': {
      ...signIn(
        ['Pool.Properties.AccountRecoverySetting', { RecoveryMechanisms: [] }],
        ['Pool.Properties.SmsConfiguration', { SnsCallerArn: 'arn' }],
      ),
      says: [
        `Properties.SmsConfiguration is {"SnsCallerArn":"arn"}; expected no SmsConfiguration without verified_email or admin_only, ${text}`,
      ],
    },
    'devices of staff that stand for the second factor': {
      ...signIn(['Pool.Properties.DeviceConfiguration', { ChallengeRequiredOnNewDevice: true }]),
      says: ['Properties.DeviceConfiguration.ChallengeRequiredOnNewDevice is true; expected false'],
    },
    'a pool that a click deletes': {
      ...signIn(['Pool.Properties.DeletionProtection', undefined]),
      says: ['Properties.DeletionProtection is INACTIVE; expected ACTIVE'],
    },
  },
  unknown: {
    'a choice in a pool of which only the deployment knows who may join it': {
      ...signIn(optional, [closed, open]),
      says: [
        'Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly is unknown (parameter Open is only known at deployment); expected true, or false where shoppers join by themselves',
        'Properties.MfaConfiguration is OPTIONAL; only the deployment tells whether that is ON',
      ],
    },
    'a second factor that only the deployment knows': {
      ...signIn(['Pool.Properties.MfaConfiguration', open]),
      says: [
        'Properties.MfaConfiguration is unknown (parameter Open is only known at deployment); expected ON',
      ],
    },
  },
  notApplicable: {
    'a pool that nobody signs in to': signIn(
      ['Client', undefined],
      ['Authorizer', undefined],
      ['Pool.Properties.MfaConfiguration', 'OFF'],
    ),
  },
});
