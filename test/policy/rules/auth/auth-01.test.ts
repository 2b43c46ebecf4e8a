import { auth01 } from '../../../../lib/policy/rules/auth/auth-01.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignSignIn, signIn } from './sign-in.ts';

const policy = 'Pool.Properties.Policies.PasswordPolicy';
const said = 'Properties.Policies.PasswordPolicy';

testRule(auth01, {
  pass: {
    'a pool of staff': signIn(),
    "the same in somebody else's template": foreignSignIn(),
    'capital letters in place of small ones': signIn(
      [`${policy}.RequireLowercase`, undefined],
      [`${policy}.RequireUppercase`, 'true'],
    ),
    'a pool of shoppers, who may use a password again': signIn(
      ['Pool.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly', false],
      [`${policy}.PasswordHistorySize`, undefined],
    ),
    'the days that Cognito sets by itself': signIn([`${policy}.TemporaryPasswordValidityDays`, undefined]),
  },
  fail: {
    'the length that Cognito sets by itself': {
      ...signIn([`${policy}.MinimumLength`, undefined]),
      says: [`${said}.MinimumLength is 8; expected at least 14`],
    },
    'no policy at all': {
      ...signIn(['Pool.Properties.Policies', undefined]),
      says: [
        `${said}.MinimumLength is 8; expected at least 14`,
        `${said}.RequireNumbers is false; expected true`,
        `${said}.RequireLowercase is false; expected true`,
        `${said}.PasswordHistorySize is 0; expected at least 4`,
      ],
    },
    'a temporary password that is valid for a year': {
      ...signIn([`${policy}.TemporaryPasswordValidityDays`, 365]),
      says: [`${said}.TemporaryPasswordValidityDays is 365; expected at most 7`],
    },
    'a short length in one case': {
      ...signIn([`${policy}.MinimumLength`, maybe(14, 6)]),
      says: [`${said}.MinimumLength is 14 or 6; expected at least 14`],
    },
    'a group of staff in a pool that strangers may join': {
      ...signIn(
        ['Pool.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly', false],
        [`${policy}.PasswordHistorySize`, 1],
        [
          'Group',
          {
            Type: 'AWS::Cognito::UserPoolGroup',
            Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'shop-admins' },
          },
        ],
      ),
      says: [`${said}.PasswordHistorySize is 1; expected at least 4`],
    },
  },
  unknown: {
    'a length that only the deployment knows': {
      ...signIn([`${policy}.MinimumLength`, open]),
      says: [
        `${said}.MinimumLength is unknown (parameter Open is only known at deployment); expected at least 14`,
      ],
    },
    'a short length in a pool that a client of an open pool may be for': {
      ...signIn(
        [`${policy}.MinimumLength`, 8],
        ['Client.Properties.UserPoolId', open],
        ['Authorizer.Properties.ProviderARNs', ['arn:aws:cognito-idp:eu-west-1:111111111111:userpool/other']],
      ),
      says: [`${said}.MinimumLength is 8; only the deployment tells whether that is at least 14`],
    },
  },
  notApplicable: {
    'a pool that nobody signs in to': signIn(
      ['Client', undefined],
      ['Authorizer', undefined],
      [`${policy}.MinimumLength`, 6],
    ),
    'a closed pool whose clients send people to another provider': signIn(
      ['Client.Properties.SupportedIdentityProviders', ['Company']],
      [`${policy}.MinimumLength`, 6],
    ),
  },
});
