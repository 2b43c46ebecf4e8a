import { type Change, maybe } from '../../support/changes.ts';
import { another, cluster, condition, github, jane, statementOf, strangers } from './trust.ts';

/** A sentence that is true of the changed template, to which no rule may object, and what is changed. */
export type Harmless = readonly [name: string, ...changes: readonly Change[]];

const present = 'aws:MultiFactorAuthPresent';

export const harmlessTrust: readonly Harmless[] = [
  ['the second factor is written as a boolean', condition('Person', { Bool: { [present]: true } })],
  [
    'the condition key is written otherwise',
    condition('Person', { Bool: { 'AWS:multifactorauthpresent': ['true'] } }),
  ],
  [
    'the second factor has an age',
    condition('Person', { NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } }),
  ],
  [
    'the second factor has to have an age',
    condition('Person', { Null: { 'aws:MultiFactorAuthAge': false } }),
  ],
  [
    'everybody without a second factor is denied',
    condition('Person', undefined),
    another('Person', {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Condition: { BoolIfExists: { [present]: 'false' } },
    }),
  ],
  [
    'Identity Center asks for the second factor',
    [`${statementOf('Person')}.Principal`, { AWS: 'arn:aws:iam::111111111111:root' }],
    condition('Person', {
      ArnLike: {
        'aws:PrincipalArn':
          'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Support_*',
      },
    }),
  ],
  [
    'a provider of SAML asks for the second factor',
    [`${statementOf('Person')}.Principal`, { Federated: 'arn:aws:iam::111111111111:saml-provider/Company' }],
    [`${statementOf('Person')}.Action`, ['sts:AssumeRoleWithSAML', 'sts:TagSession']],
    condition('Person', { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }),
  ],
  ['two people have the role', [`${statementOf('Person')}.Principal`, { AWS: [jane, `${jane}-2`] }]],
  [
    'an address is asked for besides',
    [`${statementOf('Person')}.Condition.IpAddress`, { 'aws:SourceIp': '192.0.2.0/24' }],
  ],
  ['a session lasts as long as AWS lets it by itself', ['Person.Properties.MaxSessionDuration', '3600']],
  [
    'either condition asks for a second factor',
    condition(
      'Person',
      maybe({ Bool: { [present]: 'true' } }, { Null: { 'aws:MultiFactorAuthAge': 'false' } }),
    ),
  ],
  [
    'the statement stands alone, and not in a list',
    [
      'Person.Properties.AssumeRolePolicyDocument.Statement',
      {
        Effect: 'Allow',
        Principal: { AWS: jane },
        Action: ['sts:AssumeRole'],
        Condition: { Bool: { [present]: 'true' } },
      },
    ],
  ],
  [
    'two branches have the role',
    condition('Branch', {
      StringEquals: {
        [`${github}:aud`]: 'sts.amazonaws.com',
        [`${github}:sub`]: [
          'repo:boutique/shop:ref:refs/heads/main',
          'repo:boutique/shop:environment:production',
        ],
      },
    }),
  ],
  [
    'the subject is compared as a pattern without a wildcard',
    condition('Pod', {
      StringLike: {
        [`${cluster}:aud`]: 'sts.amazonaws.com',
        [`${cluster}:sub`]: 'system:serviceaccount:shop:orders',
      },
    }),
  ],
  [
    'a partner is of the same organization',
    condition('Partner', { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }),
  ],
  ['the people of a partner have a second factor', condition('Partner', { Bool: { [present]: 'true' } })],
  ['an account is named by its number', [`${statementOf('Partner')}.Principal`, { AWS: strangers }]],
  [
    'a service says for which network it acts',
    condition('Flow', { ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-west-1:111111111111:vpc-flow-log/*' } }),
  ],
  [
    'a service acts for this account, by a pseudo parameter',
    condition('Flow', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
  ],
  [
    'a certificate is named by its host',
    condition('Host', {
      ArnEquals: { 'aws:SourceArn': 'arn:aws:rolesanywhere:eu-west-1:111111111111:trust-anchor/1' },
      StringLike: { 'aws:PrincipalTag/x509SAN/DNS': 'deploy-*.boutique.example' },
    }),
  ],
  [
    'a group denies everything',
    ['Group.Properties.Policies[0].PolicyDocument.Statement[1].NotAction', 'iam:ListMFADevices'],
  ],
];

const client = 'Client.Properties';

export const harmlessPools: readonly Harmless[] = [
  ['passwords are longer', ['Pool.Properties.Policies.PasswordPolicy.MinimumLength', '20']],
  [
    'passwords need symbols and capitals in place of small letters',
    ['Pool.Properties.Policies.PasswordPolicy.RequireLowercase', false],
    ['Pool.Properties.Policies.PasswordPolicy.RequireUppercase', true],
    ['Pool.Properties.Policies.PasswordPolicy.RequireSymbols', true],
  ],
  [
    'shoppers join by themselves',
    ['Pool.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly', 'false'],
  ],
  [
    'shoppers choose a second factor',
    ['Pool.Properties.AdminCreateUserConfig.AllowAdminCreateUserOnly', false],
    ['Pool.Properties.MfaConfiguration', 'OPTIONAL'],
  ],
  ['codes come by mail as well', ['Pool.Properties.EnabledMfas', ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA']]],
  [
    'accounts are won back by mail',
    ['Pool.Properties.AccountRecoverySetting.RecoveryMechanisms[0].Name', 'verified_email'],
  ],
  [
    'a parameter chooses between good lengths',
    ['Pool.Properties.Policies.PasswordPolicy.MinimumLength', maybe(16, 18)],
  ],
  [
    'a group is of shoppers',
    [
      'Group',
      {
        Type: 'AWS::Cognito::UserPoolGroup',
        Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'loyal-shoppers' },
      },
    ],
  ],
  [
    'tokens are shorter, in seconds',
    [`${client}.AccessTokenValidity`, 300],
    [`${client}.TokenValidityUnits.AccessToken`, 'seconds'],
  ],
  [
    'Cognito chooses how long tokens are good',
    [`${client}.AccessTokenValidity`, undefined],
    [`${client}.TokenValidityUnits`, undefined],
    [`${client}.RefreshTokenValidity`, undefined],
  ],
  [
    'an address is put together',
    [`${client}.CallbackURLs`, [{ 'Fn::Join': ['', ['https://', { Ref: 'Open' }, '/callback']] }]],
  ],
  [
    'a page of goods asks nobody',
    ['Route.Properties.RouteKey', 'GET /products'],
    ['Route.Properties.AuthorizationType', 'NONE'],
  ],
  [
    'a gateway calls without a token',
    ['Route.Properties.RouteKey', 'POST /payments/webhook'],
    ['Route.Properties.AuthorizationType', 'NONE'],
  ],
  ['a function of its own asks who calls', ['Route.Properties.AuthorizationType', 'CUSTOM']],
  [
    'a company signs its people in',
    [`${client}.SupportedIdentityProviders`, ['Company']],
    ['Pool.Properties.MfaConfiguration', 'OFF'],
  ],
  [
    'nobody signs in to a pool',
    ['Client', undefined],
    ['Authorizer.Properties.ProviderARNs', ['arn:aws:cognito-idp:eu-west-1:111111111111:userpool/x']],
    ['Pool.Properties.Policies', undefined],
  ],
  [
    'passwords are hashed by bcrypt',
    ['Passwords.Properties.Environment.Variables', { PASSWORD_HASHER: 'bcrypt', BCRYPT_COST: '12' }],
  ],
];
