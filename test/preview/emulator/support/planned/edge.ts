import { generateKeyPairSync } from 'node:crypto';
import { distribution } from '../named.ts';
import type { Resources } from '../stacks.ts';
import { attribute, made, ref } from './parts.ts';

const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({
  type: 'spki',
  format: 'pem',
});

/** What CloudFront has beyond today's distribution. */
export const edge: Resources = {
  Redirects: made('AWS::CloudFront::KeyValueStore', { Name: 'redirects', Comment: 'old addresses' }),
  Admitted: made('AWS::WAFv2::IPSet', {
    Name: 'admitted',
    Scope: 'CLOUDFRONT',
    IPAddressVersion: 'IPV4',
    Addresses: [],
  }),
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
  Signer: made('AWS::CloudFront::PublicKey', {
    PublicKeyConfig: { CallerReference: 'signer', Name: 'signer', EncodedKey: publicKey },
  }),
  Signers: made('AWS::CloudFront::KeyGroup', {
    KeyGroupConfig: { Name: 'signers', Items: [ref('Signer')] },
  }),
  Shop: distribution()['Distribution'] ?? made('none'),
  Metrics: made('AWS::CloudFront::MonitoringSubscription', {
    DistributionId: ref('Shop'),
    MonitoringSubscription: {
      RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: 'Enabled' },
    },
  }),
  Attention: made('AWS::Notifications::NotificationConfiguration', {
    Name: 'alerts',
    Description: 'what a person has to see',
  }),
  Seen: made('AWS::Notifications::EventRule', {
    NotificationConfigurationArn: attribute('Attention', 'Arn'),
    EventType: 'AWS Health Event',
    Source: 'aws.health',
    Regions: ['eu-west-1'],
  }),
  Zone: made('AWS::Route53::HostedZone', {
    Name: 'owned.boutique.example',
    HostedZoneConfig: { Comment: 'of the shop alone' },
  }),
  ZoneKey: made('AWS::KMS::Key', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
  SigningKey: made('AWS::Route53::KeySigningKey', {
    HostedZoneId: ref('Zone'),
    KeyManagementServiceArn: attribute('ZoneKey', 'Arn'),
    Name: 'signing',
    Status: 'ACTIVE',
  }),
  Signing: made('AWS::Route53::DNSSEC', { HostedZoneId: ref('Zone') }, 'SigningKey'),
};

/** The way into a network, for a load balancer there. */
export function wayInto(balancerArn: string): Resources {
  return {
    Origin: made('AWS::CloudFront::VpcOrigin', {
      VpcOriginEndpointConfig: {
        Name: 'shop',
        Arn: balancerArn,
        OriginProtocolPolicy: 'https-only',
        OriginSSLProtocols: ['TLSv1.2'],
      },
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  };
}
