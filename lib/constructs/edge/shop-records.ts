import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { hostNames } from '../../contract/launch.ts';
import { pascalCase, resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';

/** Any weight but zero takes all shoppers from a record beside it whose weight is zero. */
const weight = 100;

export interface ShopRecordsProps {
  readonly storefront: Storefront;

  /** The zone that the shop's names are in. */
  readonly zone: IHostedZone;

  /** Where the names lead. */
  readonly distribution: IDistribution;
}

/**
 * Leads the shop's names to its distribution. The records are weighted, so that those of an earlier shop can stand beside them
 * with the weight zero: shoppers move when these are created, and move back when they are deleted, without a moment between
 * (docs/launch.md).
 */
export class ShopRecords extends Construct {
  constructor(scope: Construct, id: string, { storefront, zone, distribution }: ShopRecordsProps) {
    super(scope, id);
    const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
    for (const [index, recordName] of hostNames(storefront.profile).entries()) {
      const prefix = index === 0 ? '' : pascalCase(recordName);
      const record = { zone, recordName, target, weight, setIdentifier: resourceName(storefront, 'shop') };
      new ARecord(this, `${prefix}A`, record);
      new AaaaRecord(this, `${prefix}Aaaa`, record);
    }
  }
}
