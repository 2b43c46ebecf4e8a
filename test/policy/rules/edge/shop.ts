import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

const record = (type: string) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    HostedZoneId: { Ref: 'Zone' },
    Name: 'shop.boutique.example.',
    Type: type,
    AliasTarget: { DNSName: { 'Fn::GetAtt': ['Shop', 'DomainName'] }, HostedZoneId: 'Z2FDTNDATAQYW2' },
  },
});

/** A small shop with nothing wrong at its edge; each test spoils one thing of it. */
const good: Readonly<Record<string, JsonRecord>> = {
  Shop: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        Aliases: ['shop.boutique.example'],
        DefaultRootObject: 'index.html',
        ViewerCertificate: {
          AcmCertificateArn: { Ref: 'Certificate' },
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
        DefaultCacheBehavior: { TargetOriginId: 'site', ViewerProtocolPolicy: 'redirect-to-https' },
        CacheBehaviors: [
          {
            PathPattern: '/csp-report',
            TargetOriginId: 'payments',
            ViewerProtocolPolicy: 'https-only',
            CachePolicyId: cachingDisabled,
            ResponseHeadersPolicyId: { Ref: 'NoStore' },
          },
          {
            PathPattern: '/checkout/*',
            TargetOriginId: 'payments',
            ViewerProtocolPolicy: 'https-only',
            CachePolicyId: { Ref: 'NoCache' },
            ResponseHeadersPolicyId: { Ref: 'NoStore' },
          },
        ],
        Origins: [
          {
            Id: 'site',
            DomainName: { 'Fn::GetAtt': ['Site', 'RegionalDomainName'] },
            OriginAccessControlId: { 'Fn::GetAtt': ['Access', 'Id'] },
            S3OriginConfig: { OriginAccessIdentity: '' },
          },
          {
            Id: 'payments',
            DomainName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] },
            VpcOriginConfig: { VpcOriginId: { 'Fn::GetAtt': ['Payments', 'Id'] } },
          },
        ],
      },
    },
  },
  Certificate: {
    Type: 'AWS::CertificateManager::Certificate',
    Properties: { DomainName: 'shop.boutique.example', ValidationMethod: 'DNS' },
  },
  NoCache: {
    Type: 'AWS::CloudFront::CachePolicy',
    Properties: { CachePolicyConfig: { MinTTL: 0, DefaultTTL: 0, MaxTTL: 0 } },
  },
  NoStore: {
    Type: 'AWS::CloudFront::ResponseHeadersPolicy',
    Properties: {
      ResponseHeadersPolicyConfig: {
        Name: 'no-store',
        CustomHeadersConfig: { Items: [{ Header: 'Cache-Control', Value: 'no-store', Override: true }] },
      },
    },
  },
  Access: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: {
      OriginAccessControlConfig: {
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    },
  },
  Site: { Type: 'AWS::S3::Bucket', Properties: {} },
  SitePolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'Site' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Resource: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Site', 'Arn'] }, '/*']] },
            Condition: {
              StringEquals: {
                'AWS:SourceArn': {
                  'Fn::Sub': 'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/${Shop}',
                },
              },
            },
          },
        ],
      },
    },
  },
  Payments: {
    Type: 'AWS::CloudFront::VpcOrigin',
    Properties: {
      VpcOriginEndpointConfig: {
        Arn: { Ref: 'Balancer' },
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
      },
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: { Scheme: 'internal' },
  },
  LogSource: {
    Type: 'AWS::Logs::DeliverySource',
    Properties: {
      Name: 'shop',
      LogType: 'ACCESS_LOGS',
      ResourceArn: {
        'Fn::Join': [
          '',
          ['arn:aws:cloudfront::', { Ref: 'AWS::AccountId' }, ':distribution/', { Ref: 'Shop' }],
        ],
      },
    },
  },
  LogDestination: {
    Type: 'AWS::Logs::DeliveryDestination',
    Properties: { DestinationResourceArn: { 'Fn::GetAtt': ['Logs', 'Arn'] } },
  },
  Logs: { Type: 'AWS::S3::Bucket', Properties: {} },
  LogDelivery: {
    Type: 'AWS::Logs::Delivery',
    Properties: {
      DeliverySourceName: { Ref: 'LogSource' },
      DeliveryDestinationArn: { 'Fn::GetAtt': ['LogDestination', 'Arn'] },
      RecordFields: ['date', 'time', 'c-ip', 'cs-method', 'cs-uri-stem', 'sc-status'],
    },
  },
  Zone: {
    Type: 'AWS::Route53::HostedZone',
    Properties: {
      Name: 'shop.boutique.example.',
      QueryLoggingConfig: { CloudWatchLogsLogGroupArn: { 'Fn::GetAtt': ['Queries', 'Arn'] } },
    },
  },
  Queries: { Type: 'AWS::Logs::LogGroup', Properties: {} },
  Signing: { Type: 'AWS::Route53::DNSSEC', Properties: { HostedZoneId: { Ref: 'Zone' } } },
  SigningKey: {
    Type: 'AWS::Route53::KeySigningKey',
    Properties: { HostedZoneId: { Ref: 'Zone' }, Status: 'ACTIVE' },
  },
  Address: record('A'),
  AddressV6: record('AAAA'),
  Authorities: {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      HostedZoneId: { Ref: 'Zone' },
      Name: 'shop.boutique.example',
      Type: 'CAA',
      ResourceRecords: ['0 issue "amazon.com"', '0 issuewild ";"'],
    },
  },
};

/** The good shop with some things changed: paths start with the logical id; nothing takes something away. */
export function shop(...changes: readonly Change[]) {
  return {
    resources: changed(good, changes),
    storefront,
    region: 'us-east-1',
    sections: undecided,
  } satisfies Case;
}

/** The same resources without a contract: somebody else's template. */
export function foreign(...changes: readonly Change[]) {
  const { storefront: _, ...rest } = shop(...changes);
  return rest satisfies Case;
}

export const config = 'Shop.Properties.DistributionConfig';
