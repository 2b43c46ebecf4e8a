import { z } from 'zod';
import { flag, seconds } from './enacted.ts';

const cookies = z.strictObject({
  CookieBehavior: z.enum(['none', 'whitelist', 'allExcept', 'all']),
  Cookies: z.array(z.string()).default([]),
});

const queryStrings = z.strictObject({
  QueryStringBehavior: z.enum(['none', 'whitelist', 'allExcept', 'all']),
  QueryStrings: z.array(z.string()).default([]),
});

/** What a cache policy is; see docs.aws.amazon.com for `AWS::CloudFront::CachePolicy`. */
export const cachePolicyConfig = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  MinTTL: seconds,
  DefaultTTL: seconds,
  MaxTTL: seconds,
  ParametersInCacheKeyAndForwardedToOrigin: z.strictObject({
    EnableAcceptEncodingBrotli: flag.default(false),
    EnableAcceptEncodingGzip: flag,
    HeadersConfig: z.strictObject({
      HeaderBehavior: z.enum(['none', 'whitelist']),
      Headers: z.array(z.string()).default([]),
    }),
    CookiesConfig: cookies,
    QueryStringsConfig: queryStrings,
  }),
});

/** What an origin request policy is. */
export const originRequestPolicyConfig = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  HeadersConfig: z.strictObject({
    HeaderBehavior: z.enum([
      'none',
      'whitelist',
      'allViewer',
      'allViewerAndWhitelistCloudFront',
      'allExcept',
    ]),
    Headers: z.array(z.string()).default([]),
  }),
  CookiesConfig: cookies,
  QueryStringsConfig: queryStrings,
});

const override = { Override: flag };
const items = z.strictObject({ Items: z.array(z.string()) });

/** What a response headers policy is. */
export const headersPolicyConfig = z.strictObject({
  Name: z.string(),
  Comment: z.string().optional(),
  CorsConfig: z
    .strictObject({
      AccessControlAllowCredentials: flag,
      AccessControlAllowHeaders: items,
      AccessControlAllowMethods: items,
      AccessControlAllowOrigins: items,
      AccessControlExposeHeaders: items.optional(),
      AccessControlMaxAgeSec: seconds.optional(),
      OriginOverride: flag,
    })
    .optional(),
  CustomHeadersConfig: z
    .strictObject({
      Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), ...override })),
    })
    .optional(),
  RemoveHeadersConfig: z.strictObject({ Items: z.array(z.strictObject({ Header: z.string() })) }).optional(),
  SecurityHeadersConfig: z
    .strictObject({
      ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), ...override }).optional(),
      ContentTypeOptions: z.strictObject(override).optional(),
      FrameOptions: z.strictObject({ FrameOption: z.enum(['DENY', 'SAMEORIGIN']), ...override }).optional(),
      ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), ...override }).optional(),
      StrictTransportSecurity: z
        .strictObject({
          AccessControlMaxAgeSec: seconds,
          IncludeSubdomains: flag.default(false),
          Preload: flag.default(false),
          ...override,
        })
        .optional(),
      XSSProtection: z
        .strictObject({
          Protection: flag,
          ModeBlock: flag.default(false),
          ReportUri: z.string().optional(),
          ...override,
        })
        .optional(),
    })
    .optional(),
  ServerTimingHeadersConfig: z
    .strictObject({ Enabled: z.literal(false), SamplingRate: z.unknown().optional() })
    .optional(),
});

export type CachePolicyConfig = z.infer<typeof cachePolicyConfig>;
export type OriginRequestPolicyConfig = z.infer<typeof originRequestPolicyConfig>;
export type HeadersPolicyConfig = z.infer<typeof headersPolicyConfig>;
