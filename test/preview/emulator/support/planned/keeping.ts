import type { Resources } from '../stacks.ts';
import { account, attribute, made, ref, trust } from './parts.ts';

/** Backups, people, mail and schedules. */
export const keeping: Resources = {
  BackupRole: made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('backup.amazonaws.com') }),
  Vault: made('AWS::Backup::BackupVault', {
    BackupVaultName: 'shop',
    LockConfiguration: { MinRetentionDays: 35, MaxRetentionDays: 400 },
    AccessPolicy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'backup:DeleteRecoveryPoint', Resource: '*' }],
    },
  }),
  Plan: made('AWS::Backup::BackupPlan', {
    BackupPlan: {
      BackupPlanName: 'shop',
      BackupPlanRule: [
        {
          RuleName: 'daily',
          TargetBackupVault: ref('Vault'),
          ScheduleExpression: 'cron(0 3 * * ? *)',
          Lifecycle: { DeleteAfterDays: 35 },
        },
      ],
    },
  }),
  Selection: made('AWS::Backup::BackupSelection', {
    BackupPlanId: ref('Plan'),
    BackupSelection: {
      SelectionName: 'tables',
      IamRoleArn: attribute('BackupRole', 'Arn'),
      Resources: [`arn:aws:dynamodb:eu-west-1:${account}:table/orders`],
    },
  }),
  Drill: made('AWS::Backup::RestoreTestingPlan', {
    RestoreTestingPlanName: 'shop',
    ScheduleExpression: 'cron(0 5 ? * SUN *)',
    RecoveryPointSelection: {
      Algorithm: 'LATEST_WITHIN_WINDOW',
      IncludeVaults: ['*'],
      RecoveryPointTypes: ['SNAPSHOT'],
    },
  }),
  DrillOfTables: made('AWS::Backup::RestoreTestingSelection', {
    RestoreTestingPlanName: ref('Drill'),
    RestoreTestingSelectionName: 'tables',
    ProtectedResourceType: 'DynamoDB',
    IamRoleArn: attribute('BackupRole', 'Arn'),
    ProtectedResourceArns: ['*'],
  }),
  Pool: made('AWS::Cognito::UserPool', {
    UserPoolName: 'customers',
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    UserPoolTier: 'PLUS',
    Policies: {
      PasswordPolicy: { MinimumLength: 14 },
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
    },
    WebAuthnRelyingPartyID: 'boutique-customers.auth.eu-west-1.amazoncognito.com',
    WebAuthnUserVerification: 'required',
    WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  }),
  PoolClient: made('AWS::Cognito::UserPoolClient', {
    UserPoolId: ref('Pool'),
    ClientName: 'shop',
    GenerateSecret: true,
    PreventUserExistenceErrors: 'ENABLED',
  }),
  PoolDomain: made('AWS::Cognito::UserPoolDomain', { UserPoolId: ref('Pool'), Domain: 'boutique-customers' }),
  Risk: made('AWS::Cognito::UserPoolRiskConfigurationAttachment', {
    UserPoolId: ref('Pool'),
    ClientId: 'ALL',
    CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
  }),
  PoolEvents: made('AWS::Cognito::LogDeliveryConfiguration', {
    UserPoolId: ref('Pool'),
    LogConfigurations: [
      {
        EventSource: 'userAuthEvents',
        LogLevel: 'INFO',
        CloudWatchLogsConfiguration: {
          LogGroupArn: `arn:aws:logs:eu-west-1:${account}:log-group:/aws/vendedlogs/cognito/customers`,
        },
      },
    ],
  }),
  PoolFirewall: made('AWS::WAFv2::WebACL', {
    Name: 'sign-in',
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    VisibilityConfig: {
      CloudWatchMetricsEnabled: true,
      SampledRequestsEnabled: false,
      MetricName: 'sign-in',
    },
  }),
  PoolFirewallUse: made('AWS::WAFv2::WebACLAssociation', {
    ResourceArn: attribute('Pool', 'Arn'),
    WebACLArn: attribute('PoolFirewall', 'Arn'),
  }),
  Identity: made('AWS::SES::EmailIdentity', { EmailIdentity: 'mail.boutique.example' }),
  Sending: made('AWS::SES::ConfigurationSet', {
    Name: 'shop',
    ReputationOptions: { ReputationMetricsEnabled: true },
  }),
  Schedules: made('AWS::Scheduler::ScheduleGroup', { Name: 'shop' }),
  Nightly: made('AWS::Scheduler::Schedule', {
    Name: 'nightly',
    GroupName: ref('Schedules'),
    ScheduleExpression: 'rate(1 day)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: `arn:aws:lambda:eu-west-1:${account}:function:nightly`,
      RoleArn: attribute('BackupRole', 'Arn'),
    },
  }),
  Logs: made('AWS::Athena::WorkGroup', { Name: 'audit', Description: 'questions to the logs' }),
  Catalogue: made('AWS::Glue::Database', {
    CatalogId: account,
    DatabaseInput: { Name: 'logs', Description: 'what the shop logged' },
  }),
  Isolated: made('AWS::Backup::LogicallyAirGappedBackupVault', {
    BackupVaultName: 'isolated',
    MinRetentionDays: 7,
    MaxRetentionDays: 400,
  }),
  Branding: made('AWS::Cognito::ManagedLoginBranding', {
    UserPoolId: ref('Pool'),
    ClientId: ref('PoolClient'),
    UseCognitoProvidedValues: true,
  }),
  Support: made('AWS::Cognito::UserPoolGroup', {
    UserPoolId: ref('Pool'),
    GroupName: 'support',
    Description: 'who helps customers',
  }),
  Scopes: made('AWS::Cognito::UserPoolResourceServer', {
    UserPoolId: ref('Pool'),
    Identifier: 'https://shop.boutique.example',
    Name: 'shop',
    Scopes: [{ ScopeName: 'orders', ScopeDescription: 'own orders' }],
  }),
  AccessLog: made('AWS::Glue::Table', {
    CatalogId: account,
    DatabaseName: ref('Catalogue'),
    TableInput: {
      Name: 'access_log',
      TableType: 'EXTERNAL_TABLE',
      StorageDescriptor: { Location: 's3://logs-of-the-shop/', Columns: [{ Name: 'status', Type: 'int' }] },
    },
  }),
  Refused: made('AWS::Athena::NamedQuery', {
    Database: ref('Catalogue'),
    Name: 'refused',
    QueryString: 'select * from access_log where status = 403',
    WorkGroup: ref('Logs'),
  }),
  FunctionRole: made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('lambda.amazonaws.com') }),
  Function: made('AWS::Lambda::Function', {
    FunctionName: 'versioned',
    Role: attribute('FunctionRole', 'Arn'),
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Code: { ZipFile: 'exports.handler = async () => 1;' },
  }),
  Version: made('AWS::Lambda::Version', { FunctionName: ref('Function'), Description: 'first' }),
  Live: made('AWS::Lambda::Alias', {
    FunctionName: ref('Function'),
    FunctionVersion: attribute('Version', 'Version'),
    Name: 'live',
  }),
  Retries: made('AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref('Function'),
    Qualifier: '$LATEST',
    MaximumRetryAttempts: 1,
    MaximumEventAgeInSeconds: 300,
  }),
};
