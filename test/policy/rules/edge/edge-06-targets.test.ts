import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge06Targets } from '../../../../lib/policy/rules/edge/edge-06-targets.ts';
import { iam01Roles } from '../../../../lib/policy/rules/iam/iam-01-roles.ts';
import { net06Targets } from '../../../../lib/policy/rules/net/net-06-targets.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

const account = '111111111111';

const good: Record<string, JsonRecord> = {
  Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {} },
  Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Name: 'shop' } },
  Rule: {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: { ListenerArn: { Ref: 'Listener' }, Actions: [{ TargetGroupArn: { Ref: 'Group' } }] },
  },
  Table: { Type: 'AWS::EC2::RouteTable', Properties: {} },
  Nat: { Type: 'AWS::EC2::NatGateway', Properties: {} },
  Route: {
    Type: 'AWS::EC2::Route',
    Properties: { RouteTableId: { Ref: 'Table' }, NatGatewayId: { Ref: 'Nat' } },
  },
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'shop' } },
  Lambda: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
};

/** A shop all of whose stacks were given. */
function built(...changes: readonly Change[]): Case {
  return {
    resources: changed(good, changes),
    sections: undecided,
    storefront: { ...storefront, stacks: ['edge'] },
    account,
  };
}

const said = 'something among the templates, or declared with its owner';
const undecidedWord = `is ${parameter}; expected ${said}`;
const balancer = `arn:aws:elasticloadbalancing:eu-west-1:${account}`;

testRule(edge06Targets, {
  fail: {
    'a listener and a group by their ARNs': {
      ...built(
        ['Rule.Properties.ListenerArn', `${balancer}:listener/app/shop/1/2`],
        ['Rule.Properties.Actions[0].TargetGroupArn', `${balancer}:targetgroup/taps/1`],
      ),
      says: [
        `Properties.ListenerArn is ${balancer}:listener/app/shop/1/2; expected ${said}`,
        `Properties.Actions[0].TargetGroupArn is ${balancer}:targetgroup/taps/1; expected ${said}`,
      ],
    },
  },
  unknown: {
    'a listener that is a parameter': {
      ...built(['Rule.Properties.ListenerArn', open]),
      says: [`Properties.ListenerArn ${undecidedWord}`],
    },
  },
  notApplicable: {
    'what stands among the templates': built(),
    'a group by its ARN, which is among the templates': built([
      'Rule.Properties.Actions[0].TargetGroupArn',
      `${balancer}:targetgroup/shop/1`,
    ]),
    'a template of somebody else': { resources: changed(good, [['Rule.Properties.ListenerArn', 'a']]) },
  },
});

testRule(net06Targets, {
  fail: {
    'a peer that no template has': {
      ...built(['Route.Properties', { RouteTableId: { Ref: 'Table' }, VpcPeeringConnectionId: 'pcx-1' }]),
      says: [`Properties.VpcPeeringConnectionId is pcx-1; expected ${said}`],
    },
    'a group of a load balancer that no template has': {
      ...built([
        'Balancer',
        { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { SecurityGroups: ['sg-1'] } },
      ]),
      says: [`Properties.SecurityGroups[0] is sg-1; expected ${said}`],
    },
    'a group of an endpoint that no template has': {
      ...built(['Endpoint', { Type: 'AWS::EC2::VPCEndpoint', Properties: { SecurityGroupIds: ['sg-1'] } }]),
      says: [`Properties.SecurityGroupIds[0] is sg-1; expected ${said}`],
    },
    'rules of a DNS Firewall that no template has': {
      ...built([
        'Names',
        {
          Type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
          Properties: { FirewallRuleGroupId: 'rslvr-frg-1', Priority: 101 },
        },
      ]),
      says: [`Properties.FirewallRuleGroupId is rslvr-frg-1; expected ${said}`],
    },
  },
  unknown: {
    'a gateway that is a parameter': {
      ...built(['Route.Properties.NatGatewayId', open]),
      says: [`Properties.NatGatewayId ${undecidedWord}`],
    },
  },
  notApplicable: {
    'what stands among the templates': built(),
    'subnets of a network that somebody else runs': {
      ...built(['Lambda.Properties.VpcConfig', { SubnetIds: ['subnet-1'] }]),
      storefront: {
        ...storefront,
        stacks: ['edge'],
        existingNetwork: { owner: 'network team', vpc: 'vpc-1', subnets: ['subnet-1'], endpoints: [] },
      },
    },
  },
});

testRule(iam01Roles, {
  fail: {
    'a role that no template has': {
      ...built(['Lambda.Properties.Role', `arn:aws:iam::${account}:role/administrator`]),
      says: [`Properties.Role is arn:aws:iam::${account}:role/administrator; expected ${said}`],
    },
  },
  unknown: {
    'a role that is a parameter': {
      ...built(['Lambda.Properties.Role', open]),
      says: [`Properties.Role ${undecidedWord}`],
    },
  },
  notApplicable: {
    'what stands among the templates': built(),
    'a role by its ARN': built(['Lambda.Properties.Role', `arn:aws:iam::${account}:role/path/shop`]),
  },
});
