import { Certificate, CertificateValidation, KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Storefront } from '../contract/storefront.ts';

export interface ShopCertificateProps {
  readonly storefront: Storefront;

  /** The zone in which Amazon sees who owns the name. */
  readonly zone: IHostedZone;
}

/** The certificate of the shop's name. Amazon renews it by itself, since the zone proves who owns the name. */
export function shopCertificate(
  scope: Construct,
  id: string,
  { storefront, zone }: ShopCertificateProps,
): Certificate {
  return new Certificate(scope, id, {
    domainName: storefront.environment.domain,
    validation: CertificateValidation.fromDns(zone),
    keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
  });
}
