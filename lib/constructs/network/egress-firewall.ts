import {
  CfnFirewallDomainList,
  CfnFirewallRuleGroup,
  CfnFirewallRuleGroupAssociation,
} from 'aws-cdk-lib/aws-route53resolver';
import { Construct } from 'constructs';
import { egressHosts } from '../../../lambda/gateways/registry.ts';
import { resourceName } from '../../contract/names.ts';
import type { Storefront } from '../contract/storefront.ts';
import { signInHost } from '../customers/sign-in-address.ts';

export interface EgressFirewallProps {
  readonly storefront: Storefront;
  readonly vpcId: string;
}

/**
 * Lets the VPC resolve the names that the shop's functions call and no other.
 *
 * It judges names, not connections: a program that knows an address can still connect to it on port 443.
 */
export class EgressFirewall extends Construct {
  constructor(scope: Construct, id: string, { storefront, vpcId }: EgressFirewallProps) {
    super(scope, id);
    const name = (role: string) => resourceName(storefront, role);
    const allowed = new CfnFirewallDomainList(this, 'Allowed', {
      name: name('egress-allowed'),
      domains: [...hostsToCall(storefront)],
    });
    const everything = new CfnFirewallDomainList(this, 'Everything', {
      name: name('egress-everything'),
      domains: ['*'],
    });
    const rules = new CfnFirewallRuleGroup(this, 'Rules', {
      name: name('egress'),
      firewallRules: [
        {
          priority: 100,
          action: 'ALLOW',
          firewallDomainListId: allowed.attrId,
          // Gateways answer from content delivery networks, whose names change without notice.
          firewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
        },
        {
          priority: 200,
          action: 'BLOCK',
          blockResponse: 'NXDOMAIN',
          firewallDomainListId: everything.attrId,
        },
      ],
    });
    // Mutation protection is left off, because CloudFormation itself could not change or delete what it protects.
    new CfnFirewallRuleGroupAssociation(this, 'Association', {
      name: name('egress'),
      firewallRuleGroupId: rules.attrId,
      vpcId,
      priority: 101,
    });
  }
}

/**
 * What the functions inside the VPC call: the gateways' APIs, the receiver of changes of orders, the shop's own pricing system, the user pool of the customers, and AWS
 * where no endpoint leads. No endpoint leads to sign-in pages: https://docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html,
 * read 2026-11-30.
 */
function hostsToCall(storefront: Storefront): readonly string[] {
  const { account, region, payments, orders, customers } = storefront.environment;
  const services = [
    `secretsmanager.${region}.amazonaws.com`,
    `sqs.${region}.amazonaws.com`,
    `dynamodb.${region}.amazonaws.com`,
    // The SDK prefers the account's own endpoint of DynamoDB.
    `${account}.ddb.${region}.amazonaws.com`,
  ];
  // The function that tells changes lives in the VPC where it calls a host of the shop's choice.
  const told = orders.notify ? [new URL(orders.notify).hostname, `events.${region}.amazonaws.com`] : [];
  const priced = orders.quote ? [new URL(orders.quote).hostname] : [];
  const signIn = customers ? [signInHost(storefront), `cognito-idp.${region}.amazonaws.com`] : [];
  return [
    ...new Set([...payments.gateways.flatMap(egressHosts), ...services, ...told, ...priced, ...signIn]),
  ].sort();
}
