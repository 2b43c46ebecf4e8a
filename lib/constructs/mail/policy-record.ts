import { type IHostedZone, TxtRecord } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { mtaStsId } from '../../site/mta-sts.ts';
import type { Storefront } from '../contract/storefront.ts';
import { mailTtl } from './mail-records.ts';

export interface PolicyRecordProps {
  readonly storefront: Storefront;

  /** The zone that the name is in. */
  readonly zone: IHostedZone;
}

/** Tells the mail servers of others that there is an MTA-STS policy, and which; nothing where the shop receives no mail. */
export function policyRecord(
  scope: Construct,
  id: string,
  { storefront, zone }: PolicyRecordProps,
): TxtRecord | undefined {
  const { from, receives } = storefront.profile.mail ?? {};
  if (from === undefined || !receives) return undefined;
  return new TxtRecord(scope, id, {
    zone,
    recordName: `_mta-sts.${from}`,
    ttl: mailTtl,
    values: [`v=STSv1; id=${mtaStsId(receives)}`],
  });
}
