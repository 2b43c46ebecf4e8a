import { Duration } from 'aws-cdk-lib';
import { type IHostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { ownNames } from '../../contract/mail.ts';
import { pascalCase } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface NoMailRecordsProps {
  readonly storefront: Storefront;

  /** The zone that the shop's names are in. */
  readonly zone: IHostedZone;
}

/**
 * Says of each of the shop's own names that it sends and takes no mail, so that receivers reject what is forged in it. The name that
 * mail does come from has records of its own.
 */
export class NoMailRecords extends Construct {
  constructor(scope: Construct, id: string, { storefront: { profile }, zone }: NoMailRecordsProps) {
    super(scope, id);
    const ttl = Duration.hours(1);
    for (const recordName of ownNames(profile)) {
      if (recordName === profile.mail?.from) continue;
      const prefix = recordName === profile.domain ? '' : pascalCase(recordName);
      new TxtRecord(this, `${prefix}Spf`, { zone, recordName, ttl, values: ['v=spf1 -all'] });
      new TxtRecord(this, `${prefix}Dmarc`, {
        zone,
        recordName: `_dmarc.${recordName}`,
        ttl,
        values: ['v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s'],
      });
      new MxRecord(this, `${prefix}NullMx`, {
        zone,
        recordName,
        ttl,
        values: [{ priority: 0, hostName: '.' }],
      });
    }
  }
}
