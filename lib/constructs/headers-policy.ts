import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseCustomHeader,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { reportingEndpoints } from '../contract/content-security-policy.ts';
import type { PagePolicy } from '../site/page-policies.ts';
import { permissionsPolicy } from './permissions-policy.ts';
import facts from './response-headers.json' with { type: 'json' };
import { contractOf, type Storefront } from './storefront.ts';

/** The headers of every answer below one path. They win over those of the origin. */
export function headersPolicy(
  scope: Construct,
  id: string,
  { path, policy }: PagePolicy,
  storefront: Storefront,
): ResponseHeadersPolicy {
  const { sensitive } = path;
  return new ResponseHeadersPolicy(scope, id, {
    comment: `${storefront.environment.domain} ${path.pattern}`,
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(facts.hstsSeconds),
        includeSubdomains: true,
        preload: storefront.environment.preloadHsts,
        override: true,
      },
      contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: {
        referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        override: true,
      },
    },
    customHeadersBehavior: {
      customHeaders: [
        custom('Reporting-Endpoints', reportingEndpoints(contractOf(storefront))),
        custom('Permissions-Policy', permissionsPolicy(contractOf(storefront), path)),
        // Gateways open windows of their own, which must be able to answer.
        custom('Cross-Origin-Opener-Policy', 'same-origin-allow-popups'),
        ...(sensitive ? [custom('Cache-Control', 'no-store')] : []),
      ],
    },
    removeHeaders: facts.removed,
  });
}

function custom(header: string, value: string): ResponseCustomHeader {
  return { header, value, override: true };
}
