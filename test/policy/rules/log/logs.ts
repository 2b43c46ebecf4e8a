import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const group: JsonRecord = {
  Type: 'AWS::Logs::LogGroup',
  Properties: {
    LogGroupName: '/shop/callback',
    KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    RetentionInDays: 400,
  },
};

/** Everything that writes logs, the stores that take them, and nothing wrong. */
const good: Record<string, JsonRecord> = {
  Key: {
    Type: 'AWS::KMS::Key',
    Properties: {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
            Action: [
              'kms:Decrypt',
              'kms:DescribeKey',
              'kms:Encrypt',
              'kms:GenerateDataKey*',
              'kms:ReEncrypt*',
            ],
            Resource: '*',
            Condition: {
              ArnLike: {
                'kms:EncryptionContext:aws:logs:arn': [
                  { 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/shop/call*' },
                ],
              },
            },
          },
        ],
      },
    },
  },
  Group: group,
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      BucketName: 'shop-logs',
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            ExpirationInDays: 400,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'shop-callback', LoggingConfig: { LogGroup: { Ref: 'Group' } } },
  },
  FlowLog: {
    Type: 'AWS::EC2::FlowLog',
    Properties: {
      LogDestination: { 'Fn::GetAtt': ['Group', 'Arn'] },
      ResourceId: { Ref: 'Vpc' },
      TrafficType: 'ALL',
    },
  },
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/24' } },
  Queries: {
    Type: 'AWS::Route53Resolver::ResolverQueryLoggingConfig',
    Properties: { DestinationArn: { 'Fn::GetAtt': ['Group', 'Arn'] } },
  },
  Association: {
    Type: 'AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation',
    Properties: {
      ResolverQueryLogConfigId: { 'Fn::GetAtt': ['Queries', 'Id'] },
      ResourceId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] },
    },
  },
  FirewallLogs: {
    Type: 'AWS::WAFv2::LoggingConfiguration',
    Properties: {
      LogDestinationConfigs: [
        { 'Fn::Sub': 'arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Group}' },
      ],
      RedactedFields: [
        { SingleHeader: { Name: 'authorization' } },
        { SingleHeader: { Name: 'Cookie' } },
        { QueryString: {} },
      ],
    },
  },
  Source: {
    Type: 'AWS::Logs::DeliverySource',
    Properties: {
      Name: 'requests',
      LogType: 'ACCESS_LOGS',
      ResourceArn: 'arn:aws:cloudfront::1:distribution/E1',
    },
  },
  Destination: {
    Type: 'AWS::Logs::DeliveryDestination',
    Properties: { DestinationResourceArn: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
  },
  Delivery: {
    Type: 'AWS::Logs::Delivery',
    Properties: {
      DeliverySourceName: { Ref: 'Source' },
      DeliveryDestinationArn: { 'Fn::GetAtt': ['Destination', 'Arn'] },
      RecordFields: ['date', 'time', 'c-ip', 'cs-uri-stem'],
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      LoadBalancerAttributes: [
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'access_logs.s3.bucket', Value: { Ref: 'Bucket' } },
      ],
    },
  },
};

const data = [
  { resource: 'Group', class: 'audit' },
  { resource: 'Bucket', class: 'audit' },
];

/** The logs of a storefront, with some things changed. */
export function logs(...changes: readonly Change[]) {
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront: { ...storefront, data },
  } satisfies Case;
}

/** The same, where the storefront says something else of what the stores hold. */
export function logsOf(classes: readonly JsonRecord[], ...changes: readonly Change[]) {
  return { ...logs(...changes), storefront: { ...storefront, data: [...classes] } } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignLogs(...changes: readonly Change[]) {
  return { resources: changed(good, changes), sections: undecided } satisfies Case;
}

/** A condition that only the deployment decides, on one of the resources. */
export function onCondition(logicalId: string): Change {
  return [`${logicalId}.Condition`, 'Maybe'];
}

export const parameter = 'unknown (parameter Open is only known at deployment)';
