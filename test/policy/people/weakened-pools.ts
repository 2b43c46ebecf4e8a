import { type Change, maybe } from '../../support/changes.ts';
import type { Weakening } from './weakened-trust.ts';

const policy = 'Pool.Properties.Policies.PasswordPolicy';
const client = 'Client.Properties';
const risk = 'Responses.Properties';

function set(path: string, value: Change[1]): Change {
  return [`Pool.Properties.${path}`, value];
}

const ofPools: readonly Weakening[] = [
  ['eight letters make a password', 'AUTH-01', [`${policy}.MinimumLength`, 8]],
  ['Cognito chooses the length', 'AUTH-01', [`${policy}.MinimumLength`, undefined]],
  ['a parameter may choose a short length', 'AUTH-01', [`${policy}.MinimumLength`, maybe(14, 6)]],
  ['a password needs no digit', 'AUTH-01', [`${policy}.RequireNumbers`, 'false']],
  ['a password needs no letter', 'AUTH-01', [`${policy}.RequireLowercase`, undefined]],
  ['a temporary password is valid for a year', 'AUTH-01', [`${policy}.TemporaryPasswordValidityDays`, 365]],
  ['staff use a password again', 'AUTH-01', [`${policy}.PasswordHistorySize`, 0]],
  ['nobody has a second factor', 'AUTH-02', set('MfaConfiguration', undefined)],
  ['staff choose whether they have a second factor', 'AUTH-02', set('MfaConfiguration', 'OPTIONAL')],
  ['a parameter may take the second factor away', 'AUTH-02', set('MfaConfiguration', maybe('ON', 'OFF'))],
  ['the second factor is a text message', 'AUTH-02', set('EnabledMfas', ['SMS_MFA'])],
  [
    'a passkey asks for no finger',
    'AUTH-02',
    set('EnabledMfas', undefined),
    set('WebAuthnFactorConfiguration', 'SINGLE_FACTOR'),
  ],
  [
    'a remembered device is the second factor',
    'AUTH-02',
    set('DeviceConfiguration', { ChallengeRequiredOnNewDevice: true }),
  ],
  [
    'whoever has the phone number has the account',
    'AUTH-02',
    set('AccountRecoverySetting.RecoveryMechanisms', [{ Name: 'verified_phone_number', Priority: 1 }]),
  ],
  ['nobody decided who may join', 'AUTH-02', set('AdminCreateUserConfig', undefined)],
  [
    'strangers join the group of administrators',
    'AUTH-02',
    [
      'Group',
      {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'admins' },
      },
    ],
    set('AdminCreateUserConfig.AllowAdminCreateUserOnly', false),
  ],
  ['one call deletes everybody', 'AUTH-02', set('DeletionProtection', 'INACTIVE')],
  ['guessing is only written down', 'AUTH-03', set('UserPoolAddOns.AdvancedSecurityMode', 'AUDIT')],
  ['nothing hears of guessing', 'AUTH-03', set('UserPoolAddOns', undefined)],
  ['the tier has no threat protection', 'AUTH-03', set('UserPoolTier', 'LITE')],
  [
    'a flow of its own is not protected',
    'AUTH-03',
    set('UserPoolAddOns.AdvancedSecurityAdditionalFlows', { CustomAuthMode: 'AUDIT' }),
  ],
];

const ofClients: readonly Weakening[] = [
  ['answers tell who has an account', 'AUTH-03-clients', [`${client}.PreventUserExistenceErrors`, 'LEGACY']],
  [
    'leaked passwords are good',
    'AUTH-03-clients',
    [`${risk}.CompromisedCredentialsRiskConfiguration.Actions.EventAction`, 'NO_ACTION'],
  ],
  [
    'leaked passwords are good at sign-in',
    'AUTH-03-clients',
    [`${risk}.CompromisedCredentialsRiskConfiguration.EventFilter`, ['PASSWORD_CHANGE']],
  ],
  [
    'a risky sign-in passes',
    'AUTH-03-clients',
    [`${risk}.AccountTakeoverRiskConfiguration.Actions.HighAction.EventAction`, 'NO_ACTION'],
  ],
  [
    'the whole internet is an exception',
    'AUTH-03-clients',
    [`${risk}.RiskExceptionConfiguration.SkippedIPRangeList`, ['0.0.0.0/0']],
  ],
  ['tokens stand in addresses', 'AUTH-06-clients', [`${client}.AllowedOAuthFlows`, ['implicit']]],
  [
    'tokens go to a plain address',
    'AUTH-06-clients',
    [`${client}.CallbackURLs[1]`, 'http://shop.boutique.example/'],
  ],
  [
    'tokens go to a name below',
    'AUTH-06-clients',
    [`${client}.CallbackURLs`, ['https://*.boutique.example/']],
  ],
  ['tokens go to any program of a phone', 'AUTH-06-clients', [`${client}.CallbackURLs`, ['shop://callback']]],
  [
    'a parameter may send tokens in plain text',
    'AUTH-06-clients',
    [`${client}.CallbackURLs`, [{ 'Fn::If': ['Maybe', 'https://a.example/', 'http://a.example/'] }]],
  ],
  ['a token is good for a day', 'AUTH-06-clients', [`${client}.AccessTokenValidity`, 1440]],
  ['the same number is in hours', 'AUTH-06-clients', [`${client}.TokenValidityUnits.AccessToken`, 'hours']],
  [
    'a session is good for ten years',
    'AUTH-06-clients',
    [`${client}.RefreshTokenValidity`, 3650],
    [`${client}.TokenValidityUnits.RefreshToken`, 'days'],
  ],
  ['a token cannot be revoked', 'AUTH-06-clients', [`${client}.EnableTokenRevocation`, 'false']],
  [
    'a program sees the password',
    'AUTH-06-clients',
    [`${client}.ExplicitAuthFlows`, ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']],
  ],
  [
    'another provider is asked in plain text',
    'AUTH-06-providers',
    ['Provider.Properties.ProviderDetails.oidc_issuer', 'http://id.company.example'],
  ],
];

const ofDoors: readonly Weakening[] = [
  ['guests have keys', 'AUTH-05-guests', ['Identities.Properties.AllowUnauthenticatedIdentities', true]],
  ['people choose their role', 'AUTH-05-guests', ['Identities.Properties.AllowClassicFlow', 'true']],
  [
    'there is a role for guests',
    'AUTH-05-guests',
    ['IdentityRoles.Properties.Roles.unauthenticated', 'arn:aws:iam::111111111111:role/guest'],
  ],
  ['everybody reads an order', 'AUTH-05', ['ReadOrder.Properties.AuthorizationType', 'NONE']],
  [
    'an order is read with a key alone',
    'AUTH-05',
    ['ReadOrder.Properties.AuthorizationType', 'NONE'],
    ['ReadOrder.Properties.ApiKeyRequired', true],
  ],
  ['everybody reads an account', 'AUTH-05', ['Route.Properties.AuthorizationType', undefined]],
  [
    'a parameter may open an account',
    'AUTH-05',
    ['Route.Properties.AuthorizationType', maybe('JWT', 'NONE')],
  ],
  ['an authorizer is meant and not named', 'AUTH-05', ['Route.Properties.AuthorizerId', undefined]],
  [
    'one target takes every call',
    'AUTH-05',
    ['HttpApi.Properties.Target', 'arn:aws:lambda:eu-west-1:111111111111:function:shop'],
  ],
  [
    'a key of the page opens every query',
    'AUTH-05-graph',
    ['Graph.Properties.AuthenticationType', 'API_KEY'],
  ],
  [
    'a key of the page opens some queries',
    'AUTH-05-graph',
    ['Graph.Properties.AdditionalAuthenticationProviders', [{ AuthenticationType: 'API_KEY' }]],
  ],
  [
    'whoever is not signed in passes',
    'AUTH-05-listeners',
    ['Listener.Properties.DefaultActions[0].AuthenticateCognitoConfig.OnUnauthenticatedRequest', 'allow'],
  ],
  [
    'passwords are hashed fast',
    'AUTH-04',
    ['Passwords.Properties.Environment.Variables.PASSWORD_HASH_ALGORITHM', 'sha512'],
  ],
  [
    'passwords are hashed with too few passes',
    'AUTH-04',
    ['Passwords.Properties.Environment.Variables.ARGON2_ITERATIONS', '1'],
  ],
];

export const weakenedPools = [...ofPools, ...ofClients, ...ofDoors];
