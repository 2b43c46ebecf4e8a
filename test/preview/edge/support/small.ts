import type { DeployedResource } from '../../../../lib/preview/deployed-resources.ts';

type Settings = Readonly<Record<string, unknown>>;

export interface SmallProps {
  /** Settings of the default behaviour, in the place of the usual ones. */
  readonly behaviour?: Settings;
  /** Settings of the distribution. */
  readonly distribution?: Settings;
  /** Settings of the only origin. */
  readonly origin?: Settings;
  /** What the cache policy has in its key. */
  readonly key?: Settings;
  /** How long the cache policy keeps answers, in seconds. */
  readonly ttl?: readonly [least: number, usual: number, most: number];
  /** An origin request policy, if there is one. */
  readonly toOrigin?: Settings;
  /** A response headers policy, if there is one. */
  readonly headersPolicy?: Settings;
  /** The code of functions, by the type of their event. */
  readonly functions?: Readonly<Record<string, string>>;
}

const none = {
  EnableAcceptEncodingBrotli: true,
  EnableAcceptEncodingGzip: true,
  HeadersConfig: { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
};

/** A distribution with one origin and one behaviour, as the emulator tells of it. */
export function small({
  behaviour = {},
  distribution = {},
  origin = {},
  key = {},
  ttl = [0, 0, 3600],
  toOrigin,
  headersPolicy,
  functions = {},
}: SmallProps = {}): readonly DeployedResource[] {
  const [MinTTL, DefaultTTL, MaxTTL] = ttl;
  const parameters = { ...none, ...key };
  return [
    resource('CachePolicy', {
      CachePolicyConfig: {
        Name: 'cache',
        MinTTL,
        DefaultTTL,
        MaxTTL,
        ParametersInCacheKeyAndForwardedToOrigin: parameters,
      },
    }),
    ...(toOrigin ? [resource('OriginRequestPolicy', { OriginRequestPolicyConfig: toOrigin })] : []),
    ...(headersPolicy
      ? [
          resource('ResponseHeadersPolicy', {
            ResponseHeadersPolicyConfig: { Name: 'headers', ...headersPolicy },
          }),
        ]
      : []),
    ...Object.entries(functions).map(([type, code]) => functionResource(type, code)),
    resource('Distribution', {
      DistributionConfig: {
        Aliases: ['shop.boutique.example'],
        Enabled: true,
        Origins: [{ Id: 'origin', DomainName: 'origin.example', ...origin }],
        DefaultCacheBehavior: {
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          CachePolicyId: 'CachePolicy',
          TargetOriginId: 'origin',
          ViewerProtocolPolicy: 'allow-all',
          ...(toOrigin && { OriginRequestPolicyId: 'OriginRequestPolicy' }),
          ...(headersPolicy && { ResponseHeadersPolicyId: 'ResponseHeadersPolicy' }),
          FunctionAssociations: Object.keys(functions).map((type) => ({
            EventType: type,
            FunctionARN: `arn:aws:cloudfront::111111111111:function/${type}`,
          })),
          ...behaviour,
        },
        ...distribution,
      },
    }),
  ];
}

function functionResource(type: string, FunctionCode: string): DeployedResource {
  const FunctionConfig = { Comment: type, Runtime: 'cloudfront-js-2.0' };
  return {
    ...resource('Function', { Name: type, AutoPublish: true, FunctionCode, FunctionConfig }),
    physicalId: `arn:aws:cloudfront::111111111111:function/${type}`,
  };
}

function resource(kind: string, properties: Settings): DeployedResource {
  return {
    account: '111111111111',
    region: 'us-east-1',
    stack: 'small-edge',
    stackStatus: 'CREATE_COMPLETE',
    logicalId: kind,
    type: `AWS::CloudFront::${kind}`,
    physicalId: kind,
    properties,
  };
}
