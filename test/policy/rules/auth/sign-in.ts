import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

/** A pool of staff, what signs people in against it, and what asks them for it: nothing wrong with any of them. */
const good: Record<string, JsonRecord> = {
  Pool: {
    Type: 'AWS::Cognito::UserPool',
    Properties: {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      DeletionProtection: 'ACTIVE',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      MfaConfiguration: 'ON',
      Policies: {
        PasswordPolicy: {
          MinimumLength: 14,
          PasswordHistorySize: 4,
          RequireLowercase: true,
          RequireNumbers: true,
          TemporaryPasswordValidityDays: 1,
        },
      },
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
      UserPoolTier: 'PLUS',
    },
  },
  Client: {
    Type: 'AWS::Cognito::UserPoolClient',
    Properties: {
      UserPoolId: { Ref: 'Pool' },
      AccessTokenValidity: 15,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      CallbackURLs: ['https://shop.boutique.example/account/callback'],
      EnableTokenRevocation: true,
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_AUTH'],
      LogoutURLs: ['https://shop.boutique.example/'],
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenValidity: 12,
      SupportedIdentityProviders: ['COGNITO'],
      TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'hours' },
    },
  },
  Responses: {
    Type: 'AWS::Cognito::UserPoolRiskConfigurationAttachment',
    Properties: {
      UserPoolId: { Ref: 'Pool' },
      ClientId: 'ALL',
      CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
      AccountTakeoverRiskConfiguration: {
        Actions: {
          HighAction: { EventAction: 'BLOCK', Notify: false },
          MediumAction: { EventAction: 'MFA_REQUIRED', Notify: false },
        },
      },
      RiskExceptionConfiguration: { SkippedIPRangeList: ['192.0.2.0/24'] },
    },
  },
  Provider: {
    Type: 'AWS::Cognito::UserPoolIdentityProvider',
    Properties: {
      UserPoolId: { Ref: 'Pool' },
      ProviderName: 'Company',
      ProviderType: 'OIDC',
      ProviderDetails: { client_id: 'shop', oidc_issuer: 'https://id.company.example' },
    },
  },
  Identities: {
    Type: 'AWS::Cognito::IdentityPool',
    Properties: { AllowUnauthenticatedIdentities: false },
  },
  IdentityRoles: {
    Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    Properties: {
      IdentityPoolId: { Ref: 'Identities' },
      Roles: { authenticated: 'arn:aws:iam::111111111111:role/shopper' },
    },
  },
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
  Orders: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
      PathPart: 'orders',
    },
  },
  Order: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: { RestApiId: { Ref: 'Api' }, ParentId: { Ref: 'Orders' }, PathPart: '{id}' },
  },
  ReadOrder: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResourceId: { Ref: 'Order' },
      HttpMethod: 'GET',
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizerId: { Ref: 'Authorizer' },
    },
  },
  Authorizer: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Name: 'staff',
      Type: 'COGNITO_USER_POOLS',
      ProviderARNs: [{ 'Fn::GetAtt': ['Pool', 'Arn'] }],
    },
  },
  HttpApi: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'shop', ProtocolType: 'HTTP' } },
  Route: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'HttpApi' },
      RouteKey: 'GET /account',
      AuthorizationType: 'JWT',
      AuthorizerId: 'authorizer',
    },
  },
  Graph: {
    Type: 'AWS::AppSync::GraphQLApi',
    Properties: { Name: 'shop', AuthenticationType: 'AMAZON_COGNITO_USER_POOLS' },
  },
  Events: {
    Type: 'AWS::AppSync::Api',
    Properties: {
      EventConfig: {
        ConnectionAuthModes: [{ AuthType: 'AWS_IAM' }],
        DefaultPublishAuthModes: [{ AuthType: 'AWS_IAM' }],
        DefaultSubscribeAuthModes: [{ AuthType: 'AWS_IAM' }],
      },
    },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      DefaultActions: [
        { Type: 'authenticate-cognito', AuthenticateCognitoConfig: { UserPoolArn: 'arn' }, Order: 1 },
        { Type: 'forward', TargetGroupArn: 'arn', Order: 2 },
      ],
    },
  },
  Passwords: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs24.x',
      Environment: {
        Variables: { PASSWORD_HASH_ALGORITHM: 'argon2id', ARGON2_MEMORY: '19456', ARGON2_ITERATIONS: '2' },
      },
    },
  },
};

const place = { account: '111111111111', region: 'eu-west-1', sections: undecided };

/** What signs people in at a storefront, with some things changed. */
export function signIn(...changes: readonly Change[]) {
  return { ...place, resources: changed(good, changes), storefront } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignSignIn(...changes: readonly Change[]) {
  return { ...place, resources: changed(good, changes) } satisfies Case;
}
