import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { DnssecAlarms } from '../constructs/dns/dnssec-alarms.ts';
import { OwnedZone } from '../constructs/dns/owned-zone.ts';
import { prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** The output that holds the zone's id. */
export const zoneIdOutput = 'ZoneId';

/** The zone of an environment that owns one. Deployed first, and alone: the parent zone has to name its servers. */
export class DnsStack extends Stack {
  readonly zone: IHostedZone;

  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, role } = props;

    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    const { zone } = new OwnedZone(this, 'Zone', { storefront, logGroups });
    this.zone = zone;
    new DnssecAlarms(this, 'SigningAlarms', { storefront, zone });

    new CfnOutput(this, zoneIdOutput, { value: zone.hostedZoneId, description: 'Id of the zone' });
    new CfnOutput(this, 'NameServers', {
      value: Fn.join(' ', zone.hostedZoneNameServers ?? []),
      description: 'Servers that the parent zone has to name in an NS record',
    });
  }
}
