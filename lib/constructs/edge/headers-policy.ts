import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { answerHeaders } from '../../site/answer-headers.ts';
import type { PagePolicy } from '../../site/page-policies.ts';
import type { Storefront } from '../contract/storefront.ts';

/** The headers of every answer below one path. They win over those of the origin. */
export function headersPolicy(
  scope: Construct,
  id: string,
  page: PagePolicy,
  storefront: Storefront,
): ResponseHeadersPolicy {
  const { hsts, contentSecurityPolicy, frameOptions, referrerPolicy, custom, removed } = answerHeaders(
    storefront.profile,
    page,
  );
  return new ResponseHeadersPolicy(scope, id, {
    comment: `${storefront.environment.domain} ${page.path.pattern}`,
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(hsts.seconds),
        includeSubdomains: true,
        preload: hsts.preload,
        override: true,
      },
      contentSecurityPolicy: { contentSecurityPolicy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption[frameOptions], override: true },
      referrerPolicy: { referrerPolicy: referrerPolicies[referrerPolicy], override: true },
    },
    customHeadersBehavior: {
      customHeaders: custom.map(({ name, value }) => ({ header: name, value, override: true })),
    },
    removeHeaders: [...removed],
  });
}

const referrerPolicies = {
  'strict-origin-when-cross-origin': HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
} as const;
