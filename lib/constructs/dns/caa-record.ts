import { CaaRecord, CaaTag, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import authorities from '../../aws/certificate-authorities.json' with { type: 'json' };
import type { Storefront } from '../contract/storefront.ts';

export interface CaaRecordProps {
  readonly storefront: Storefront;

  /** The zone that the shop's name is in. */
  readonly zone: IHostedZone;

  /** The name that the record guards, with all names below it that have no CAA record of their own. */
  readonly recordName: string;
}

/** Lets Amazon alone issue certificates for a name of the shop, and tells others whom to report an attempt to. */
export function caaRecord(
  scope: Construct,
  id: string,
  { storefront, zone, recordName }: CaaRecordProps,
): CaaRecord {
  return new CaaRecord(scope, id, {
    zone,
    recordName,
    values: [
      ...authorities.amazon.map((value) => ({ flag: 0, tag: CaaTag.ISSUE, value })),
      { flag: 0, tag: CaaTag.IODEF, value: `mailto:${storefront.contacts.security}` },
    ],
  });
}
