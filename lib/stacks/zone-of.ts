import { Fn } from 'aws-cdk-lib';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { edgeRegion } from '../aws/regions.ts';
import { DnsStack, zoneIdOutput } from './dns-stack.ts';
import { findNeeded, type StorefrontStackProps } from './prepare-stack.ts';

/** The zone of the shop's records: the one that the storefront file names, or the environment's own. */
export function zoneOf(scope: Construct, props: StorefrontStackProps): IHostedZone {
  const { name, id } = props.storefront.environment.zone;
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    zoneName: name,
    hostedZoneId: id ?? ownZoneId(props),
  });
}

/** The dns stack lives in another region, from where only an output can be read. */
function ownZoneId(props: StorefrontStackProps): string {
  const dns = findNeeded(props, DnsStack);
  if (!dns) throw new Error('an environment without the id of a zone has a dns stack');
  return Fn.getStackOutput(dns.stackName, zoneIdOutput, edgeRegion);
}
