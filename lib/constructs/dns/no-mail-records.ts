import { Duration } from 'aws-cdk-lib';
import { type IHostedZone, MxRecord, TxtRecord } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { Storefront } from '../contract/storefront.ts';

export interface NoMailRecordsProps {
  readonly storefront: Storefront;

  /** The zone that the shop's name is in. */
  readonly zone: IHostedZone;
}

/** Says that the shop's name sends and takes no mail, so that receivers reject what is forged in it. */
export class NoMailRecords extends Construct {
  constructor(scope: Construct, id: string, { storefront, zone }: NoMailRecordsProps) {
    super(scope, id);
    const { domain: recordName } = storefront.environment;
    const ttl = Duration.hours(1);
    new TxtRecord(this, 'Spf', { zone, recordName, ttl, values: ['v=spf1 -all'] });
    new TxtRecord(this, 'Dmarc', {
      zone,
      recordName: `_dmarc.${recordName}`,
      ttl,
      values: ['v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s'],
    });
    new MxRecord(this, 'NullMx', { zone, recordName, ttl, values: [{ priority: 0, hostName: '.' }] });
  }
}
