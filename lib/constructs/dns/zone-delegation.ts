import { CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { LogGroups } from '../common/log-groups.ts';
import { NodeFunction } from '../common/node-function.ts';
import type { Storefront } from '../contract/storefront.ts';

export interface ZoneDelegationProps {
  readonly storefront: Storefront;
  readonly logGroups: LogGroups;
  /** The zone that the shop's name is in. */
  readonly zone: IHostedZone;
}

/**
 * Fails at once, with the NS records to add, where the internet is not led to the zone. A certificate would wait for that until
 * CloudFormation gives up.
 */
export class ZoneDelegation extends Construct {
  /** What is not worth beginning before depends on this. */
  readonly checked: CustomResource;

  constructor(scope: Construct, id: string, { storefront, logGroups, zone }: ZoneDelegationProps) {
    super(scope, id);
    const checker = new NodeFunction(this, 'Checker', {
      owner: storefront,
      logGroups,
      source: 'zone-delegation',
      access: [
        new PolicyStatement({
          actions: ['route53:ListResourceRecordSets'],
          resources: [zone.hostedZoneArn],
        }),
      ],
    });
    this.checked = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::ZoneDelegation',
      serviceToken: checker.function.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { ZoneId: zone.hostedZoneId, ZoneName: zone.zoneName },
    });
    this.checked.node.addDependency(checker.role);
  }
}
