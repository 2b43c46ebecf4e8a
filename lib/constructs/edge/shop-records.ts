import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import type { Storefront } from '../contract/storefront.ts';

export interface ShopRecordsProps {
  readonly storefront: Storefront;

  /** The zone that the shop's name is in. */
  readonly zone: IHostedZone;

  /** Where the name leads. */
  readonly distribution: IDistribution;
}

/** Leads the shop's name to its distribution. */
export class ShopRecords extends Construct {
  constructor(scope: Construct, id: string, { storefront, zone, distribution }: ShopRecordsProps) {
    super(scope, id);
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    const record = { zone, recordName: storefront.environment.domain, target };
    new ARecord(this, 'A', record);
    new AaaaRecord(this, 'Aaaa', record);
  }
}
