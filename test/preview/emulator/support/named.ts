import type { Resources } from './stacks.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
const zone = 'Z0123456789ABC';

/** One resource of each type that has a name, by its type; what it needs stands beside it. */
export const namedResources: Readonly<Record<string, Resources>> = {
  'AWS::Backup::BackupVault': one('AWS::Backup::BackupVault', { BackupVaultName: 'vault' }),
  'AWS::CloudFront::Function': one('AWS::CloudFront::Function', {
    Name: 'answer',
    FunctionCode: 'function handler(event) { return event.request; }',
    FunctionConfig: { Comment: 'answers', Runtime: 'cloudfront-js-2.0' },
    AutoPublish: true,
  }),
  'AWS::CloudFront::KeyValueStore': one('AWS::CloudFront::KeyValueStore', { Name: 'store' }),
  'AWS::CloudFront::OriginAccessControl': one('AWS::CloudFront::OriginAccessControl', {
    OriginAccessControlConfig: {
      Name: 'access',
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  }),
  'AWS::CloudFront::ResponseHeadersPolicy': one('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: { Name: 'headers' },
  }),
  'AWS::CloudWatch::Alarm': one('AWS::CloudWatch::Alarm', {
    AlarmName: 'alarm',
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    MetricName: 'Errors',
    Namespace: 'AWS/Lambda',
    Period: 60,
    Statistic: 'Sum',
    Threshold: 0,
  }),
  'AWS::Config::ConfigRule': one('AWS::Config::ConfigRule', {
    ConfigRuleName: 'rule',
    Source: { Owner: 'AWS', SourceIdentifier: 'IAM_PASSWORD_POLICY' },
  }),
  'AWS::DynamoDB::Table': one('AWS::DynamoDB::Table', table('table')),
  'AWS::ECR::Repository': one('AWS::ECR::Repository', { RepositoryName: 'images' }),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    ...twoSubnets(),
    Named: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Name: 'balancer', Scheme: 'internal', Subnets: [{ Ref: 'First' }, { Ref: 'Second' }] },
    },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': one('AWS::ElasticLoadBalancingV2::TargetGroup', {
    Name: 'group',
    TargetType: 'lambda',
  }),
  'AWS::Events::EventBus': one('AWS::Events::EventBus', { Name: 'orders' }),
  'AWS::Events::Rule': one('AWS::Events::Rule', { Name: 'rule', ScheduleExpression: 'rate(1 hour)' }),
  'AWS::IAM::ManagedPolicy': one('AWS::IAM::ManagedPolicy', {
    ManagedPolicyName: 'policy',
    PolicyDocument: policy,
  }),
  'AWS::IAM::Role': one('AWS::IAM::Role', { RoleName: 'role', AssumeRolePolicyDocument: trust }),
  'AWS::KMS::Alias': {
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Named: {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/name', TargetKeyId: { Ref: 'Key' } },
    },
  },
  'AWS::Lambda::Function': {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust } },
    Named: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: 'function',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: 'exports.handler = async () => 1;' },
      },
    },
  },
  'AWS::Logs::DeliveryDestination': one('AWS::Logs::DeliveryDestination', {
    Name: 'destination',
    DestinationResourceArn: 'arn:aws:s3:::logs',
  }),
  'AWS::Logs::DeliverySource': one('AWS::Logs::DeliverySource', {
    Name: 'source',
    ResourceArn: 'arn:aws:cloudfront::111111111111:distribution/E1',
    LogType: 'ACCESS_LOGS',
  }),
  'AWS::Logs::LogGroup': one('AWS::Logs::LogGroup', { LogGroupName: '/group' }),
  'AWS::Logs::ResourcePolicy': one('AWS::Logs::ResourcePolicy', {
    PolicyName: 'policy',
    PolicyDocument: JSON.stringify(policy),
  }),
  'AWS::Route53::RecordSet': one('AWS::Route53::RecordSet', {
    HostedZoneId: zone,
    Name: 'www.boutique.example.',
    Type: 'TXT',
    TTL: '300',
    ResourceRecords: ['"text"'],
  }),
  'AWS::S3::Bucket': one('AWS::S3::Bucket', { BucketName: 'bucket' }),
  'AWS::SES::ConfigurationSet': one('AWS::SES::ConfigurationSet', { Name: 'mail' }),
  'AWS::SES::EmailIdentity': one('AWS::SES::EmailIdentity', { EmailIdentity: 'mail.boutique.example' }),
  'AWS::SNS::Topic': one('AWS::SNS::Topic', { TopicName: 'topic' }),
  'AWS::SQS::Queue': one('AWS::SQS::Queue', { QueueName: 'queue' }),
  'AWS::SSM::Parameter': one('AWS::SSM::Parameter', { Name: '/name', Type: 'String', Value: 'x' }),
  'AWS::SecretsManager::Secret': one('AWS::SecretsManager::Secret', { Name: 'secret' }),
  'AWS::WAFv2::IPSet': one('AWS::WAFv2::IPSet', {
    Name: 'admitted',
    Scope: 'REGIONAL',
    IPAddressVersion: 'IPV4',
    Addresses: [],
  }),
  'AWS::WAFv2::WebACL': one('AWS::WAFv2::WebACL', {
    Name: 'acl',
    Scope: 'REGIONAL',
    DefaultAction: { Allow: {} },
    VisibilityConfig: {
      CloudWatchMetricsEnabled: true,
      MetricName: 'acl',
      SampledRequestsEnabled: false,
    },
  }),
};

/** A table with a name, and nothing that AWS does not demand. */
export function table(name: string) {
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  };
}

/** A network with two subnets, which a load balancer needs. */
export function twoSubnets(): Resources {
  const subnet = (CidrBlock: string, AvailabilityZone: string) => ({
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock, AvailabilityZone },
  });
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    First: subnet('10.0.0.0/24', 'eu-west-1a'),
    Second: subnet('10.0.1.0/24', 'eu-west-1b'),
  };
}

/** A distribution with one origin; more of its default behaviour, its origin and itself where a test needs it. */
export function distribution(
  behaviour: Readonly<Record<string, unknown>> = {},
  origin: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Resources {
  const s3 = 'VpcOriginConfig' in origin ? {} : { S3OriginConfig: { OriginAccessIdentity: '' } };
  return {
    Distribution: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          Origins: [{ Id: 'origin', DomainName: 'site.s3.eu-west-1.amazonaws.com', ...s3, ...origin }],
          DefaultCacheBehavior: {
            TargetOriginId: 'origin',
            ViewerProtocolPolicy: 'redirect-to-https',
            CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
            ...behaviour,
          },
          ...more,
        },
      },
    },
  };
}

function one(Type: string, Properties: Readonly<Record<string, unknown>>): Resources {
  return { Named: { Type, Properties } };
}
