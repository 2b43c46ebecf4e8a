import type { Resource, Resources } from './stacks.ts';

// Types that storefronts and accounts are made of beyond those of today's stacks: each with the properties that matter
// for it, in the region where it belongs.

const account = '111111111111';
const ref = (logicalId: string) => ({ Ref: logicalId });
const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });
const made = (Type: string, Properties: Readonly<Record<string, unknown>> = {}): Resource => ({
  Type,
  Properties,
});
const trust = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
});

/** A network with everything that a shop puts into it. */
export const network: Resources = {
  Vpc: made('AWS::EC2::VPC', { CidrBlock: '10.20.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true }),
  First: made('AWS::EC2::Subnet', {
    VpcId: ref('Vpc'),
    CidrBlock: '10.20.0.0/24',
    AvailabilityZone: 'eu-west-1a',
    MapPublicIpOnLaunch: false,
  }),
  Second: made('AWS::EC2::Subnet', {
    VpcId: ref('Vpc'),
    CidrBlock: '10.20.1.0/24',
    AvailabilityZone: 'eu-west-1b',
  }),
  Gateway: made('AWS::EC2::InternetGateway'),
  Attachment: made('AWS::EC2::VPCGatewayAttachment', {
    VpcId: ref('Vpc'),
    InternetGatewayId: ref('Gateway'),
  }),
  Address: made('AWS::EC2::EIP', { Domain: 'vpc' }),
  Nat: made('AWS::EC2::NatGateway', {
    SubnetId: ref('First'),
    AllocationId: attribute('Address', 'AllocationId'),
    Tags: [{ Key: 'Name', Value: 'shop' }],
  }),
  Routes: made('AWS::EC2::RouteTable', { VpcId: ref('Vpc') }),
  Route: made('AWS::EC2::Route', {
    RouteTableId: ref('Routes'),
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: ref('Nat'),
  }),
  Association: made('AWS::EC2::SubnetRouteTableAssociation', {
    RouteTableId: ref('Routes'),
    SubnetId: ref('Second'),
  }),
  Acl: made('AWS::EC2::NetworkAcl', { VpcId: ref('Vpc') }),
  AclEntry: made('AWS::EC2::NetworkAclEntry', {
    NetworkAclId: ref('Acl'),
    RuleNumber: 100,
    Protocol: 6,
    RuleAction: 'allow',
    CidrBlock: '10.20.0.0/16',
    PortRange: { From: 443, To: 443 },
  }),
  Group: made('AWS::EC2::SecurityGroup', {
    GroupDescription: 'functions',
    VpcId: ref('Vpc'),
    SecurityGroupEgress: [
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.20.0.0/16', Description: 'endpoints' },
    ],
  }),
  Endpoints: made('AWS::EC2::SecurityGroup', { GroupDescription: 'endpoints', VpcId: ref('Vpc') }),
  Ingress: made('AWS::EC2::SecurityGroupIngress', {
    GroupId: ref('Endpoints'),
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    SourceSecurityGroupId: ref('Group'),
    Description: 'from the functions',
  }),
  Egress: made('AWS::EC2::SecurityGroupEgress', {
    GroupId: ref('Endpoints'),
    IpProtocol: 'tcp',
    FromPort: 8443,
    ToPort: 8443,
    CidrIp: '10.20.1.0/24',
    Description: 'to nobody else',
  }),
  Hosts: made('AWS::EC2::PrefixList', {
    PrefixListName: 'hosts',
    AddressFamily: 'IPv4',
    MaxEntries: 3,
    Entries: [{ Cidr: '10.20.7.0/24', Description: 'one' }],
  }),
  FlowLogs: made('AWS::EC2::FlowLog', {
    ResourceId: ref('Vpc'),
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: 'arn:aws:s3:::flow-logs-of-the-shop',
    MaxAggregationInterval: 60,
  }),
  Secrets: made('AWS::EC2::VPCEndpoint', {
    VpcId: ref('Vpc'),
    ServiceName: 'com.amazonaws.eu-west-1.secretsmanager',
    VpcEndpointType: 'Interface',
    SubnetIds: [ref('First'), ref('Second')],
    SecurityGroupIds: [ref('Endpoints')],
    PrivateDnsEnabled: true,
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
      ],
    },
  }),
  Balancer: made('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    Name: 'shop',
    Scheme: 'internal',
    Subnets: [ref('First'), ref('Second')],
    SecurityGroups: [ref('Group')],
    LoadBalancerAttributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }],
  }),
  Functions: made('AWS::ElasticLoadBalancingV2::TargetGroup', {
    Name: 'functions',
    TargetType: 'lambda',
    TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }],
  }),
  Listener: made('AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: ref('Balancer'),
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
  }),
  Callbacks: made('AWS::ElasticLoadBalancingV2::ListenerRule', {
    ListenerArn: ref('Listener'),
    Priority: 10,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/callbacks/*'] } }],
    Actions: [{ Type: 'forward', TargetGroupArn: ref('Functions') }],
  }),
  Domains: made('AWS::Route53Resolver::FirewallDomainList', { Domains: ['api.stripe.com'] }),
  Rules: made('AWS::Route53Resolver::FirewallRuleGroup', {
    FirewallRules: [
      {
        FirewallDomainListId: ref('Domains'),
        Action: 'ALLOW',
        Priority: 1,
        FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      },
    ],
  }),
  RulesOfVpc: made('AWS::Route53Resolver::FirewallRuleGroupAssociation', {
    FirewallRuleGroupId: attribute('Rules', 'Id'),
    VpcId: ref('Vpc'),
    Priority: 101,
  }),
  Queries: made('AWS::Route53Resolver::ResolverQueryLoggingConfig', {
    DestinationArn: 'arn:aws:s3:::queries-of-the-shop',
  }),
  QueriesOfVpc: made('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', {
    ResolverQueryLogConfigId: attribute('Queries', 'Id'),
    ResourceId: ref('Vpc'),
  }),
};

/** What an account has once in a region, and how it hears of it. */
export const audit: Resources = {
  Trails: made('AWS::S3::Bucket', { BucketName: 'trails-of-the-account' }),
  ConfigRole: made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('config.amazonaws.com') }),
  Trail: made('AWS::CloudTrail::Trail', {
    TrailName: 'account',
    S3BucketName: ref('Trails'),
    IsLogging: true,
    IsMultiRegionTrail: true,
    IncludeGlobalServiceEvents: true,
    EnableLogFileValidation: true,
    AdvancedEventSelectors: [
      { Name: 'management', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
    ],
  }),
  Recorder: made('AWS::Config::ConfigurationRecorder', {
    Name: 'default',
    RoleARN: attribute('ConfigRole', 'Arn'),
    RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
  }),
  Channel: made('AWS::Config::DeliveryChannel', { Name: 'default', S3BucketName: ref('Trails') }),
  Rule: {
    ...made('AWS::Config::ConfigRule', {
      ConfigRuleName: 'no-open-ssh',
      Source: { Owner: 'AWS', SourceIdentifier: 'INCOMING_SSH_DISABLED' },
    }),
    DependsOn: ['Recorder', 'Channel'],
  },
  Detector: made('AWS::GuardDuty::Detector', {
    Enable: true,
    Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }],
  }),
  Hub: made('AWS::SecurityHub::Hub', { EnableDefaultStandards: false }),
  Standard: {
    ...made('AWS::SecurityHub::Standard', {
      StandardsArn: 'arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1',
    }),
    DependsOn: 'Hub',
  },
  Analyzer: made('AWS::AccessAnalyzer::Analyzer', { AnalyzerName: 'external', Type: 'ACCOUNT' }),
  Macie: made('AWS::Macie::Session', { FindingPublishingFrequency: 'FIFTEEN_MINUTES' }),
  Expiry: made('AWS::CertificateManager::Account', { ExpiryEventsConfiguration: { DaysBeforeExpiry: 30 } }),
  Alerts: made('AWS::SNS::Topic', { TopicName: 'alerts' }),
  Chat: made('AWS::Chatbot::SlackChannelConfiguration', {
    ConfigurationName: 'alerts',
    IamRoleArn: attribute('ConfigRole', 'Arn'),
    SlackWorkspaceId: 'T0123456789',
    SlackChannelId: 'C0123456789',
    SnsTopicArns: [ref('Alerts')],
  }),
  Bus: made('AWS::Events::EventBus', { Name: 'findings' }),
  Findings: made('AWS::Events::Rule', {
    Name: 'findings',
    EventBusName: ref('Bus'),
    EventPattern: { source: ['emulator.guardduty'] },
    Targets: [{ Id: 'alerts', Arn: ref('Alerts') }],
  }),
  Logs: made('AWS::Logs::LogGroup', { LogGroupName: '/account/trail', RetentionInDays: 400 }),
  RootUse: made('AWS::Logs::MetricFilter', {
    LogGroupName: ref('Logs'),
    FilterName: 'root',
    FilterPattern: '{ $.userIdentity.type = "Root" }',
    MetricTransformations: [{ MetricName: 'RootUse', MetricNamespace: 'Account', MetricValue: '1' }],
  }),
  Question: made('AWS::Logs::QueryDefinition', { Name: 'who', QueryString: 'fields @message' }),
  Any: made('AWS::CloudWatch::CompositeAlarm', { AlarmName: 'any', AlarmRule: 'FALSE' }),
  Oidc: made('AWS::IAM::OIDCProvider', {
    Url: 'https://token.actions.githubusercontent.com',
    ClientIdList: ['sts.amazonaws.com'],
  }),
};

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
  DrillOfTables: {
    ...made('AWS::Backup::RestoreTestingSelection', {
      RestoreTestingPlanName: ref('Drill'),
      RestoreTestingSelectionName: 'tables',
      ProtectedResourceType: 'DynamoDB',
      IamRoleArn: attribute('BackupRole', 'Arn'),
      ProtectedResourceArns: ['*'],
    }),
  },
  Pool: made('AWS::Cognito::UserPool', {
    UserPoolName: 'customers',
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    UserPoolTier: 'PLUS',
    Policies: { PasswordPolicy: { MinimumLength: 14 } },
  }),
  PoolClient: made('AWS::Cognito::UserPoolClient', {
    UserPoolId: ref('Pool'),
    ClientName: 'shop',
    PreventUserExistenceErrors: 'ENABLED',
  }),
  PoolDomain: made('AWS::Cognito::UserPoolDomain', { UserPoolId: ref('Pool'), Domain: 'boutique-customers' }),
  Risk: made('AWS::Cognito::UserPoolRiskConfigurationAttachment', {
    UserPoolId: ref('Pool'),
    ClientId: 'ALL',
    CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: 'BLOCK' } },
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
};

/** What CloudFront has beyond today's distribution. */
export const edge: Resources = {
  Redirects: made('AWS::CloudFront::KeyValueStore', { Name: 'redirects', Comment: 'old addresses' }),
  Caching: made('AWS::CloudFront::CachePolicy', {
    CachePolicyConfig: {
      Name: 'short',
      DefaultTTL: 60,
      MaxTTL: 600,
      MinTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: true,
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    },
  }),
  Forwarding: made('AWS::CloudFront::OriginRequestPolicy', {
    OriginRequestPolicyConfig: {
      Name: 'everything-but-host',
      CookiesConfig: { CookieBehavior: 'all' },
      HeadersConfig: { HeaderBehavior: 'allExcept', Headers: ['Host'] },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    },
  }),
  Health: made('AWS::Route53::HealthCheck', {
    HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'shop.boutique.example', Port: 443 },
  }),
};
