import { z } from 'zod';
import { flag, seconds } from './enacted.ts';

/** A setting that has no effect on what viewers are answered on one machine. */
const withoutEffect = z.unknown().optional();

const functionAssociation = z.strictObject({
  EventType: z.enum(['viewer-request', 'viewer-response']),
  FunctionARN: z.string(),
});

const defaultBehaviour = {
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string(),
  Compress: flag.default(false),
  FunctionAssociations: z.array(functionAssociation).default([]),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  SmoothStreaming: z.literal(false).optional(),
  TargetOriginId: z.string(),
  TrustedKeyGroups: z.tuple([]).optional(),
  TrustedSigners: z.tuple([]).optional(),
  ViewerProtocolPolicy: z.enum(['allow-all', 'redirect-to-https', 'https-only']),
};

const errorResponse = z
  .strictObject({
    ErrorCode: z.coerce.number(),
    ErrorCachingMinTTL: seconds.default(10),
    ResponseCode: z.coerce.number().optional(),
    ResponsePagePath: z.string().optional(),
  })
  .refine(
    ({ ResponseCode, ResponsePagePath }) => (ResponseCode === undefined) === (ResponsePagePath === undefined),
    {
      error: 'with ResponseCode and ResponsePagePath both or neither',
    },
  );

const origin = z.strictObject({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginCustomHeaders: z
    .array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() }))
    .default([]),
  ConnectionAttempts: withoutEffect,
  ConnectionTimeout: withoutEffect,
  OriginShield: z.strictObject({ Enabled: z.literal(false) }).optional(),
  // How the origin is reached is the matter of whoever answers for it.
  CustomOriginConfig: z.looseObject({ OriginReadTimeout: seconds.optional() }).optional(),
  OriginAccessControlId: withoutEffect,
  S3OriginConfig: withoutEffect,
  VpcOriginConfig: z.looseObject({ OriginReadTimeout: seconds.optional() }).optional(),
});

const viewerCertificate = z.strictObject({
  AcmCertificateArn: withoutEffect,
  CloudFrontDefaultCertificate: withoutEffect,
  IamCertificateId: withoutEffect,
  MinimumProtocolVersion: z.string().default('TLSv1'),
  SslSupportMethod: z.literal('sni-only').optional(),
});

/** What the preview enacts of a distribution. Whatever else a distribution has is refused, so that nothing is left out in silence. */
export const distributionConfig = z.strictObject({
  Aliases: z.array(z.string()).default([]),
  CacheBehaviors: z.array(z.strictObject({ ...defaultBehaviour, PathPattern: z.string() })).default([]),
  Comment: withoutEffect,
  CustomErrorResponses: z.array(errorResponse).default([]),
  DefaultCacheBehavior: z.strictObject(defaultBehaviour),
  DefaultRootObject: z.string().default(''),
  Enabled: z.union([z.literal(true), z.literal('true')]),
  HttpVersion: z.enum(['http1.1', 'http2', 'http3', 'http2and3']).default('http1.1'),
  IPV6Enabled: withoutEffect,
  Origins: z.array(origin),
  PriceClass: withoutEffect,
  Restrictions: z
    .strictObject({ GeoRestriction: z.strictObject({ RestrictionType: z.literal('none') }) })
    .optional(),
  ViewerCertificate: viewerCertificate.optional(),
  WebACLId: z.string().default(''),
});

export type DistributionConfig = z.infer<typeof distributionConfig>;
export type BehaviourConfig = DistributionConfig['DefaultCacheBehavior'];
export type OriginConfig = DistributionConfig['Origins'][number];
