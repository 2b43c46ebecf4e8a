import type { Resources } from '../stacks.ts';
import { account, attribute, made, ref, trust } from './parts.ts';

/** What an account has once in a region, and how it hears of it. */
export const audit: Resources = {
  // What CloudTrail and Config have written would keep it from being deleted.
  Trails: {
    ...made('AWS::S3::Bucket', { BucketName: 'trails-of-the-account' }),
    DeletionPolicy: 'Retain',
  },
  TrailsPolicy: made('AWS::S3::BucketPolicy', {
    Bucket: ref('Trails'),
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: ['cloudtrail.amazonaws.com', 'config.amazonaws.com'].map((Service) => ({
        Effect: 'Allow',
        Principal: { Service },
        Action: ['s3:GetBucketAcl', 's3:ListBucket', 's3:PutObject'],
        Resource: ['arn:aws:s3:::trails-of-the-account', 'arn:aws:s3:::trails-of-the-account/*'],
      })),
    },
  }),
  ConfigRole: made('AWS::IAM::Role', { AssumeRolePolicyDocument: trust('config.amazonaws.com') }),
  Trail: made(
    'AWS::CloudTrail::Trail',
    {
      TrailName: 'account',
      S3BucketName: ref('Trails'),
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      AdvancedEventSelectors: [
        { Name: 'management', FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] },
      ],
    },
    'TrailsPolicy',
  ),
  Recorder: made('AWS::Config::ConfigurationRecorder', {
    Name: 'default',
    RoleARN: attribute('ConfigRole', 'Arn'),
    RecordingGroup: { AllSupported: true, IncludeGlobalResourceTypes: true },
  }),
  Channel: made(
    'AWS::Config::DeliveryChannel',
    { Name: 'default', S3BucketName: ref('Trails') },
    'TrailsPolicy',
  ),
  Rule: made(
    'AWS::Config::ConfigRule',
    {
      ConfigRuleName: 'no-open-ssh',
      Source: { Owner: 'AWS', SourceIdentifier: 'INCOMING_SSH_DISABLED' },
    },
    'Recorder',
    'Channel',
  ),
  Detector: made('AWS::GuardDuty::Detector', {
    Enable: true,
    Features: [{ Name: 'S3_DATA_EVENTS', Status: 'ENABLED' }],
  }),
  Hub: made('AWS::SecurityHub::Hub', { EnableDefaultStandards: false }),
  Standard: made(
    'AWS::SecurityHub::Standard',
    {
      StandardsArn: 'arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1',
    },
    'Hub',
  ),
  Analyzer: made('AWS::AccessAnalyzer::Analyzer', { AnalyzerName: 'external', Type: 'ACCOUNT' }),
  Macie: made('AWS::Macie::Session', { FindingPublishingFrequency: 'FIFTEEN_MINUTES' }),
  Expiry: made('AWS::CertificateManager::Account', { ExpiryEventsConfiguration: { DaysBeforeExpiry: 30 } }),
  Alerts: made('AWS::SNS::Topic', { TopicName: 'alerts' }),
  Receiver: made('AWS::SNS::Subscription', {
    TopicArn: ref('Alerts'),
    Protocol: 'email',
    Endpoint: 'operations@boutique.example',
  }),
  Senders: made('AWS::SNS::TopicPolicy', {
    Topics: [ref('Alerts')],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: ref('Alerts'),
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        },
      ],
    },
  }),
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
  Pack: made('AWS::Config::ConformancePack', { ConformancePackName: 'pci', TemplateBody: 'Resources: {}' }),
  Quiet: made('AWS::GuardDuty::Filter', {
    DetectorId: ref('Detector'),
    Name: 'quiet',
    Action: 'ARCHIVE',
    Description: 'what a scanner does',
    Rank: 1,
    FindingCriteria: { Criterion: { severity: { Lt: 4 } } },
  }),
  Malware: made('AWS::GuardDuty::MalwareProtectionPlan', {
    Role: attribute('ConfigRole', 'Arn'),
    ProtectedResource: { S3Bucket: { BucketName: ref('Trails') } },
  }),
  HubV2: made('AWS::SecurityHub::HubV2'),
  Automation: made(
    'AWS::SecurityHub::AutomationRule',
    {
      RuleName: 'quiet',
      RuleOrder: 1,
      RuleStatus: 'ENABLED',
      Description: 'what is accepted',
      Actions: [
        { Type: 'FINDING_FIELDS_UPDATE', FindingFieldsUpdate: { Workflow: { Status: 'SUPPRESSED' } } },
      ],
      Criteria: { ProductName: [{ Comparison: 'EQUALS', Value: 'Security Hub' }] },
    },
    'Hub',
  ),
  Scans: made('AWS::InspectorV2::Filter', {
    Name: 'scans',
    FilterAction: 'SUPPRESS',
    FilterCriteria: { FindingStatus: [{ Comparison: 'EQUALS', Value: 'CLOSED' }] },
  }),
  Masking: made('AWS::Logs::AccountPolicy', {
    PolicyName: 'masking',
    PolicyType: 'DATA_PROTECTION_POLICY',
    PolicyDocument: '{"Name":"masking","Version":"2021-06-01","Statement":[]}',
  }),
  LogWriters: made('AWS::Logs::ResourcePolicy', {
    PolicyName: 'writers',
    PolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
  }),
  Forwarding: made('AWS::Logs::SubscriptionFilter', {
    LogGroupName: ref('Logs'),
    FilterName: 'forward',
    FilterPattern: '',
    DestinationArn: `arn:aws:firehose:eu-west-1:${account}:deliverystream/logs`,
    RoleArn: attribute('ConfigRole', 'Arn'),
  }),
  Unusual: made('AWS::CloudWatch::AnomalyDetector', {
    Namespace: 'Account',
    MetricName: 'RootUse',
    Stat: 'Sum',
  }),
  Overview: made('AWS::CloudWatch::Dashboard', {
    DashboardName: 'overview',
    DashboardBody: '{"widgets":[]}',
  }),
  BusPolicy: made('AWS::Events::EventBusPolicy', {
    StatementId: 'organization',
    EventBusName: ref('Bus'),
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'events:PutEvents',
      Resource: attribute('Bus', 'Arn'),
    },
  }),
  Connection: made('AWS::Events::Connection', {
    Name: 'notify',
    AuthorizationType: 'API_KEY',
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'value' } },
  }),
  Destination: made('AWS::Events::ApiDestination', {
    Name: 'notify',
    ConnectionArn: attribute('Connection', 'Arn'),
    HttpMethod: 'POST',
    InvocationEndpoint: 'https://erp.boutique.example/orders',
  }),
  ReadOnly: made('AWS::SSO::PermissionSet', {
    InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
    Name: 'read-only',
  }),
  Boundary: made('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: 'boundary',
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
    },
  }),
  Linked: made('AWS::IAM::ServiceLinkedRole', { AWSServiceName: 'config.amazonaws.com' }),
};
