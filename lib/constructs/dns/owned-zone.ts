import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { resourceName } from '../../contract/names.ts';
import { type LogGroups, logGroupArn } from '../common/log-groups.ts';
import type { Storefront } from '../contract/storefront.ts';
import { caaRecord } from './caa-record.ts';

export interface OwnedZoneProps {
  readonly storefront: Storefront;

  /** The log groups of the stack, to which the zone adds its own. */
  readonly logGroups: LogGroups;
}

/** The environment's own zone: signed, logged, and open to one issuer of certificates. */
export class OwnedZone extends Construct {
  readonly zone: PublicHostedZone;

  constructor(scope: Construct, id: string, { storefront, logGroups }: OwnedZoneProps) {
    super(scope, id);
    const name = resourceName(storefront, 'dns-queries');
    const stack = Stack.of(this);
    const queries = logGroups.add('DnsQueries', `/aws/route53/${name}`, {
      writer: {
        service: 'route53.amazonaws.com',
        sourceArn: `arn:${stack.partition}:route53:::hostedzone/*`,
      },
    });
    this.zone = new PublicHostedZone(this, 'Resource', {
      zoneName: storefront.environment.zone.name,
      comment: `${storefront.shop} ${storefront.name}`,
      queryLogsLogGroupArn: logGroupArn(stack, queries.logGroupName),
    });
    this.zone.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.zone.enableDnssec({
      kmsKey: new Key(this, 'SigningKey', {
        alias: resourceName(storefront, 'dnssec'),
        description: `DNSSEC of ${storefront.environment.zone.name}`,
        keySpec: KeySpec.ECC_NIST_P256,
        keyUsage: KeyUsage.SIGN_VERIFY,
        pendingWindow: Duration.days(30),
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      }),
    });
    const { domain, zone } = storefront.environment;
    caaRecord(this, 'Caa', { storefront, zone: this.zone, recordName: domain });
    if (zone.name !== domain)
      caaRecord(this, 'ZoneCaa', { storefront, zone: this.zone, recordName: zone.name });
  }
}
