import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const account = '111111111111';
const network = { 'Fn::GetAtt': ['Network', 'VpcId'] };

/** A network with everything that belongs to it, and nothing wrong with any of it. */
const good: Record<string, JsonRecord> = {
  Network: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/20', EnableDnsSupport: true } },
  Internet: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: network, MapPublicIpOnLaunch: false } },
  Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: network } },
  Association: {
    Type: 'AWS::EC2::SubnetRouteTableAssociation',
    Properties: { SubnetId: { Ref: 'Subnet' }, RouteTableId: { Ref: 'Table' } },
  },
  Route: {
    Type: 'AWS::EC2::Route',
    Properties: {
      RouteTableId: { Ref: 'Table' },
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: 'nat-0123456789abcdef0',
    },
  },
  Settings: { Type: 'Custom::RegionSettings', Properties: { ServiceToken: 'arn', VpcId: network } },
  FlowLog: {
    Type: 'AWS::EC2::FlowLog',
    Properties: {
      ResourceId: network,
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestination: { 'Fn::GetAtt': ['Logs', 'Arn'] },
    },
  },
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: {} },
  Ingress: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'Load balancer behind CloudFront',
      VpcId: network,
      SecurityGroupIngress: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          SourcePrefixListId: 'pl-4fa04526',
          Description: 'HTTPS from CloudFront',
        },
      ],
      SecurityGroupEgress: [{ IpProtocol: 'tcp', CidrIp: '10.0.0.0/20', Description: 'To the functions' }],
    },
  },
  Functions: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'Functions that call gateways',
      VpcId: network,
      SecurityGroupEgress: [
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          CidrIp: '0.0.0.0/0',
          Description: 'HTTPS to payment gateways',
        },
      ],
    },
  },
  Allowed: {
    Type: 'AWS::Route53Resolver::FirewallDomainList',
    Properties: { Domains: ['api.stripe.com', '*.stripe.com'] },
  },
  Everything: { Type: 'AWS::Route53Resolver::FirewallDomainList', Properties: { Domains: ['*'] } },
  Names: {
    Type: 'AWS::Route53Resolver::FirewallRuleGroup',
    Properties: {
      FirewallRules: [
        { Action: 'ALLOW', Priority: 100, FirewallDomainListId: { 'Fn::GetAtt': ['Allowed', 'Id'] } },
        { Action: 'BLOCK', Priority: 200, FirewallDomainListId: { 'Fn::GetAtt': ['Everything', 'Id'] } },
      ],
    },
  },
  NamesAssociation: {
    Type: 'AWS::Route53Resolver::FirewallRuleGroupAssociation',
    Properties: { VpcId: network, FirewallRuleGroupId: { 'Fn::GetAtt': ['Names', 'Id'] } },
  },
  Endpoint: {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcId: network,
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'dynamodb:*',
            Resource: '*',
            Condition: {
              StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account },
            },
          },
        ],
      },
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Scheme: 'internal',
      SecurityGroups: [{ 'Fn::GetAtt': ['Ingress', 'GroupId'] }],
      LoadBalancerAttributes: [
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
        { Key: 'routing.http.desync_mitigation_mode', Value: 'strictest' },
        { Key: 'access_logs.s3.enabled', Value: 'true' },
      ],
    },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: { Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06' },
  },
  Worker: {
    Type: 'AWS::Lambda::Function',
    Properties: { VpcConfig: { SubnetIds: [{ 'Fn::GetAtt': ['Subnet', 'SubnetId'] }] } },
  },
};

/** The good network of a storefront, with some things changed. */
export function ownNetwork(...changes: readonly Change[]) {
  return { account, sections: undecided, resources: changed(good, changes), storefront } satisfies Case;
}

/** The same in somebody else's template. */
export function foreignNetwork(...changes: readonly Change[]) {
  return { account, sections: undecided, resources: changed(good, changes) } satisfies Case;
}
