import { Certificate, CertificateValidation, KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { hostNames } from '../../contract/launch.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface ShopCertificateProps {
  readonly storefront: Storefront;

  /** The zone in which Amazon sees who owns the name. */
  readonly zone: IHostedZone;
}

/** The certificate of the shop's names. Amazon renews it by itself, since the zone proves who owns them. */
export function shopCertificate(
  scope: Construct,
  id: string,
  { storefront, zone }: ShopCertificateProps,
): Certificate {
  const [, ...others] = hostNames(storefront.profile);
  return new Certificate(scope, id, {
    domainName: storefront.environment.domain,
    ...(others.length > 0 && { subjectAlternativeNames: others }),
    validation: CertificateValidation.fromDns(zone),
    keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
  });
}
