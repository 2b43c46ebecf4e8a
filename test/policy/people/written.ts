/** A template as teams write it by hand, in YAML with short forms. */
export const written = `
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage:
    Type: String
Conditions:
  IsProduction: !Equals [!Ref Stage, production]
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: admin_only, Priority: 1 }] }
      DeletionProtection: ACTIVE
      EnabledMfas: [SOFTWARE_TOKEN_MFA]
      MfaConfiguration: 'ON'
      Policies:
        PasswordPolicy: { MinimumLength: 14, RequireNumbers: yes, RequireLowercase: yes, PasswordHistorySize: 6 }
      UserPoolAddOns: { AdvancedSecurityMode: ENFORCED }
      UserPoolTier: PLUS
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref Pool
      AllowedOAuthFlows: [code]
      CallbackURLs: [!Sub 'https://\${Stage}.boutique.example/callback']
      PreventUserExistenceErrors: ENABLED
  Person:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:user/jane' }
            Condition: { Bool: { aws:MultiFactorAuthPresent: 'true' } }
  Branch:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          Effect: Allow
          Action: sts:AssumeRoleWithWebIdentity
          Principal: { Federated: !Ref Provider }
          Condition:
            StringEquals:
              token.actions.githubusercontent.com:aud: sts.amazonaws.com
              token.actions.githubusercontent.com:sub: repo:boutique/shop:ref:refs/heads/main
  Provider:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
      ClientIdList: [sts.amazonaws.com]
`;

/** What somebody writes in place of a part of it, and the rule that has to object. */
export const weakenedInWriting: readonly (readonly [name: string, rule: string, from: string, to: string])[] =
  [
    ['a word of YAML takes the digits away', 'AUTH-01', 'RequireNumbers: yes', 'RequireNumbers: no'],
    ['a length is written as an octal number', 'AUTH-01', 'MinimumLength: 14', 'MinimumLength: 014'],
    [
      'ON without quotes is a boolean',
      'AUTH-02',
      "MfaConfiguration: 'ON'",
      'MfaConfiguration: !If [IsProduction, "ON", OPTIONAL]',
    ],
    [
      'a stage has no protection',
      'AUTH-03',
      'AdvancedSecurityMode: ENFORCED',
      'AdvancedSecurityMode: !If [IsProduction, ENFORCED, AUDIT]',
    ],
    ['an address is plain', 'AUTH-06-clients', "[!Sub 'https://", "[!Sub 'http://"],
    [
      'a second flow is implicit',
      'AUTH-06-clients',
      '[code]',
      '[code, !If [IsProduction, !Ref AWS::NoValue, implicit]]',
    ],
    [
      'a stage asks for no second factor',
      'IAM-04',
      "Condition: { Bool: { aws:MultiFactorAuthPresent: 'true' } }",
      "Condition: !If [IsProduction, { Bool: { aws:MultiFactorAuthPresent: 'true' } }, !Ref AWS::NoValue]",
    ],
    ['the operator lets keys pass', 'IAM-04', '{ Bool: {', '{ BoolIfExists: {'],
    [
      'the person is a whole account',
      'IAM-04',
      "user/jane' }\n            Condition: { Bool: { aws:MultiFactorAuthPresent: 'true' } }",
      "root' }",
    ],
    [
      'every branch has the role',
      'IAM-03',
      'StringEquals:\n              token.actions.githubusercontent.com:aud',
      'ForAllValues:StringEquals:\n              token.actions.githubusercontent.com:aud',
    ],
    [
      'the owner of the repository is a parameter',
      'IAM-03',
      'repo:boutique/shop:ref:refs/heads/main',
      "!Sub 'repo:${Stage}/*:ref:refs/heads/main'",
    ],
  ];
