import { Annotations, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  type ErrorResponse,
  FunctionEventType,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  Signing,
  SSLMethod,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { answeredNames } from '../../contract/launch.ts';
import { resourceName } from '../../contract/names.ts';
import { defaultPath, isAnsweredByFunction } from '../../contract/paths.ts';
import type { StorefrontPath } from '../../contract/schema.ts';
import { applyKitException } from '../contract/kit-exceptions.ts';
import type { Storefront } from '../contract/storefront.ts';
import type { EdgeFunctions } from './edge-functions.ts';
import type { HeadersPolicies } from './headers-policies.ts';
import type { SiteRelease } from './site-release.ts';
import type { WebAcl } from './web-acl.ts';

export interface ShopDistributionProps {
  readonly storefront: Storefront;

  /** The certificate of the shop's name, in us-east-1. */
  readonly certificate: ICertificate;

  /** The firewall in front of every path. */
  readonly webAcl: WebAcl;

  /** Where the pages are. */
  readonly siteBucket: IBucket;

  /** What of the bucket is served. */
  readonly release: SiteRelease;

  /** The headers of the answers below each path. */
  readonly headers: HeadersPolicies;

  /** What runs before CloudFront looks for an answer. */
  readonly functions: EdgeFunctions;

  /** The way to the shop's functions. */
  readonly functionOrigin: IOrigin;
}

/** The shop's one public entry: each path with headers of its own, all of them behind the firewall. */
export class ShopDistribution extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, props: ShopDistributionProps) {
    super(scope, id);
    const { storefront, certificate, webAcl, siteBucket, release, headers, functions } = props;
    const names = answeredNames(storefront.profile);
    const access = new S3OriginAccessControl(this, 'OriginAccess', {
      originAccessControlName: resourceName(storefront, 'site'),
      signing: Signing.SIGV4_ALWAYS,
    });
    const origin = S3BucketOrigin.withBucketDefaults(siteBucket, {
      originAccessControlId: access.originAccessControlId,
    });
    const behaviours = storefront.profile.paths.map(
      (path) =>
        [
          path.pattern,
          isAnsweredByFunction(path) ? functionBehaviour(path, props) : behaviour(path, origin, props),
        ] as const,
    );
    const { [defaultPath]: defaultBehavior, ...additionalBehaviors } = Object.fromEntries(behaviours);
    if (!defaultBehavior) throw new Error('no path of the shop is the default one');

    this.distribution = new Distribution(this, 'Resource', {
      comment: `${storefront.shop} ${storefront.name}`,
      ...(names.length > 0 && { domainNames: [...names] }),
      certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2025,
      sslSupportMethod: SSLMethod.SNI,
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      webAclId: webAcl.acl.attrArn,
      defaultRootObject: 'index.html',
      defaultBehavior,
      additionalBehaviors,
      errorResponses: [notFound(release)],
    });
    if (names.length === 0) {
      Annotations.of(this.distribution).acknowledgeWarning(
        '@aws-cdk/aws-cloudfront:emptyDomainNames',
        'The shop is in the shadow: its names come with the cutover.',
      );
    }
    // A stack that rolls back serves the earlier release: the files are there before anything points to them.
    for (const user of [functions.siteRequest, this.distribution]) user.node.addDependency(release.published);
    release.publishAfter(certificate, webAcl, headers, access, functions.functionRequest);
    for (const decision of ['logging-v2', 'every-country'] as const) {
      applyKitException(this.distribution, decision, storefront);
    }
  }
}

function behaviour(
  { pattern, sensitive }: StorefrontPath,
  origin: IOrigin,
  { headers, functions }: ShopDistributionProps,
): BehaviorOptions {
  return {
    origin,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    cachePolicy: sensitive ? CachePolicy.CACHING_DISABLED : CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    responseHeadersPolicy: headers.of(pattern),
    functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: functions.siteRequest }],
  };
}

/** Requests for functions reach them whole, but for the host: the load balancer's certificate bears another name. */
function functionBehaviour(
  { pattern }: StorefrontPath,
  { functionOrigin, headers, functions }: ShopDistributionProps,
): BehaviorOptions {
  return {
    origin: functionOrigin,
    // What is posted must not cross the network in clear text before a redirect answers.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    compress: true,
    responseHeadersPolicy: headers.of(pattern),
    functionAssociations: [
      { eventType: FunctionEventType.VIEWER_REQUEST, function: functions.functionRequest },
    ],
  };
}

/**
 * The page for what does not exist. The edge function does not see this request, so the release is named. A 403 keeps its
 * own answer: it is the firewall's, and a shopper who is blocked looks for no other page.
 */
function notFound({ prefix }: SiteRelease): ErrorResponse {
  return {
    httpStatus: 404,
    responseHttpStatus: 404,
    responsePagePath: `/${prefix}/404.html`,
    ttl: Duration.minutes(1),
  };
}
