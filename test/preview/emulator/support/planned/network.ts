import type { Resources } from '../stacks.ts';
import { attribute, made, ref } from './parts.ts';

/** A network with everything that a shop puts into it. */
export const network: Resources = {
  Vpc: made('AWS::EC2::VPC', { CidrBlock: '10.20.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true }),
  First: made('AWS::EC2::Subnet', {
    VpcId: ref('Vpc'),
    CidrBlock: '10.20.0.0/24',
    AvailabilityZone: 'eu-west-1a',
    MapPublicIpOnLaunch: false,
  }),
  Second: made('AWS::EC2::Subnet', {
    VpcId: ref('Vpc'),
    CidrBlock: '10.20.1.0/24',
    AvailabilityZone: 'eu-west-1b',
  }),
  Gateway: made('AWS::EC2::InternetGateway'),
  Attachment: made('AWS::EC2::VPCGatewayAttachment', {
    VpcId: ref('Vpc'),
    InternetGatewayId: ref('Gateway'),
  }),
  Address: made('AWS::EC2::EIP', { Domain: 'vpc' }),
  Nat: made('AWS::EC2::NatGateway', {
    SubnetId: ref('First'),
    AllocationId: attribute('Address', 'AllocationId'),
    Tags: [{ Key: 'Name', Value: 'shop' }],
  }),
  Routes: made('AWS::EC2::RouteTable', { VpcId: ref('Vpc') }),
  Route: made('AWS::EC2::Route', {
    RouteTableId: ref('Routes'),
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: ref('Nat'),
  }),
  Association: made('AWS::EC2::SubnetRouteTableAssociation', {
    RouteTableId: ref('Routes'),
    SubnetId: ref('Second'),
  }),
  Acl: made('AWS::EC2::NetworkAcl', { VpcId: ref('Vpc') }),
  AclEntry: made('AWS::EC2::NetworkAclEntry', {
    NetworkAclId: ref('Acl'),
    RuleNumber: 100,
    Protocol: 6,
    RuleAction: 'allow',
    CidrBlock: '10.20.0.0/16',
    PortRange: { From: 443, To: 443 },
  }),
  AclOfSubnet: made('AWS::EC2::SubnetNetworkAclAssociation', {
    NetworkAclId: ref('Acl'),
    SubnetId: ref('Second'),
  }),
  Group: made('AWS::EC2::SecurityGroup', {
    GroupDescription: 'functions',
    VpcId: ref('Vpc'),
    SecurityGroupEgress: [
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.20.0.0/16', Description: 'endpoints' },
    ],
  }),
  Endpoints: made('AWS::EC2::SecurityGroup', { GroupDescription: 'endpoints', VpcId: ref('Vpc') }),
  Ingress: made('AWS::EC2::SecurityGroupIngress', {
    GroupId: ref('Endpoints'),
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    SourceSecurityGroupId: ref('Group'),
    Description: 'from the functions',
  }),
  Egress: made('AWS::EC2::SecurityGroupEgress', {
    GroupId: ref('Endpoints'),
    IpProtocol: 'tcp',
    FromPort: 8443,
    ToPort: 8443,
    CidrIp: '10.20.1.0/24',
    Description: 'to nobody else',
  }),
  Hosts: made('AWS::EC2::PrefixList', {
    PrefixListName: 'hosts',
    AddressFamily: 'IPv4',
    MaxEntries: 3,
    Entries: [{ Cidr: '10.20.7.0/24', Description: 'one' }],
  }),
  FlowLogs: made('AWS::EC2::FlowLog', {
    ResourceId: ref('Vpc'),
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: 'arn:aws:s3:::flow-logs-of-the-shop',
    MaxAggregationInterval: 60,
  }),
  Secrets: made('AWS::EC2::VPCEndpoint', {
    VpcId: ref('Vpc'),
    ServiceName: 'com.amazonaws.eu-west-1.secretsmanager',
    VpcEndpointType: 'Interface',
    SubnetIds: [ref('First'), ref('Second')],
    SecurityGroupIds: [ref('Endpoints')],
    PrivateDnsEnabled: true,
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
      ],
    },
  }),
  Balancer: made('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    Name: 'shop',
    Scheme: 'internal',
    Subnets: [ref('First'), ref('Second')],
    SecurityGroups: [ref('Group')],
    LoadBalancerAttributes: [{ Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' }],
  }),
  Functions: made('AWS::ElasticLoadBalancingV2::TargetGroup', {
    Name: 'functions',
    TargetType: 'lambda',
    TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }],
  }),
  Listener: made('AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: ref('Balancer'),
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
  }),
  Callbacks: made('AWS::ElasticLoadBalancingV2::ListenerRule', {
    ListenerArn: ref('Listener'),
    Priority: 10,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/callbacks/*'] } }],
    Actions: [{ Type: 'forward', TargetGroupArn: ref('Functions') }],
  }),
  Domains: made('AWS::Route53Resolver::FirewallDomainList', { Domains: ['api.stripe.com'] }),
  Rules: made('AWS::Route53Resolver::FirewallRuleGroup', {
    FirewallRules: [
      {
        FirewallDomainListId: ref('Domains'),
        Action: 'ALLOW',
        Priority: 1,
        FirewallDomainRedirectionAction: 'TRUST_REDIRECTION_DOMAIN',
      },
    ],
  }),
  RulesOfVpc: made('AWS::Route53Resolver::FirewallRuleGroupAssociation', {
    FirewallRuleGroupId: attribute('Rules', 'Id'),
    VpcId: ref('Vpc'),
    Priority: 101,
  }),
  Queries: made('AWS::Route53Resolver::ResolverQueryLoggingConfig', {
    DestinationArn: 'arn:aws:s3:::queries-of-the-shop',
  }),
  QueriesOfVpc: made('AWS::Route53Resolver::ResolverQueryLoggingConfigAssociation', {
    ResolverQueryLogConfigId: attribute('Queries', 'Id'),
    ResourceId: ref('Vpc'),
  }),
};
