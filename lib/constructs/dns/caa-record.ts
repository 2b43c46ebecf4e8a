import { CaaRecord, CaaTag, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Storefront } from '../contract/storefront.ts';
import facts from './caa.json' with { type: 'json' };

/** Lets Amazon alone issue certificates for the shop's name, and tells others whom to report an attempt to. */
export function caaRecord(
  scope: Construct,
  id: string,
  zone: IHostedZone,
  storefront: Storefront,
): CaaRecord {
  return new CaaRecord(scope, id, {
    zone,
    recordName: storefront.environment.domain,
    values: [
      ...facts.issuers.map((value) => ({ flag: 0, tag: CaaTag.ISSUE, value })),
      { flag: 0, tag: CaaTag.IODEF, value: `mailto:${storefront.contacts.security}` },
    ],
  });
}
