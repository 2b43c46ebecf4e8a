import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Change } from '../../support/changes.ts';

type Resources = Readonly<Record<string, JsonRecord>>;

/** One thing that somebody loosens in one stack of the boutique. */
export interface Loosening {
  readonly stack: 'network' | 'data' | 'payments' | 'edge';
  readonly changes: (resources: Resources) => readonly Change[];
}

/** Changes a property of the first resource of a type, or of the one whose logical id begins as given. */
const set =
  (type: string, path: string, value: Json | undefined, start = '') =>
  (resources: Resources): readonly Change[] => [[`${idOf(resources, type, start)}.${path}`, value]];

const add =
  (id: string, type: string, properties: (resources: Resources) => JsonRecord) =>
  (resources: Resources): readonly Change[] => [[id, { Type: type, Properties: properties(resources) }]];

function idOf(resources: Resources, type: string, start = ''): string {
  const found = Object.keys(resources).find((id) => resources[id]?.['Type'] === type && id.startsWith(start));
  if (found === undefined) throw new Error(`no ${type} ${start} is among the resources`);
  return found;
}

const anyone = (Resource: Json = '*'): JsonRecord => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource }],
});

const world = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }];
const group = 'AWS::EC2::SecurityGroup';
const vpcOf = (resources: Resources): Json => ({ Ref: idOf(resources, 'AWS::EC2::VPC') });

/** Each by what it does; together they touch every kind of barrier that the stacks have. */
export const loosenings: Readonly<Record<string, Loosening>> = {
  'the load balancer admits every address': {
    stack: 'network',
    changes: set(group, 'Properties.SecurityGroupIngress', world, 'GroupsIngress'),
  },
  'the load balancer admits one foreign address': {
    stack: 'network',
    changes: set(
      group,
      'Properties.SecurityGroupIngress',
      [{ ...world[0], CidrIp: '203.0.113.7/32' }],
      'GroupsIngress',
    ),
  },
  'the load balancer admits every address of IPv6': {
    stack: 'network',
    changes: set(
      group,
      'Properties.SecurityGroupIngress',
      [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv6: '::/0' }],
      'GroupsIngress',
    ),
  },
  'the load balancer admits another prefix list': {
    stack: 'network',
    changes: set(
      group,
      'Properties.SecurityGroupIngress[0].SourcePrefixListId',
      'pl-0123456789abcdef0',
      'GroupsIngress',
    ),
  },
  'a rule of its own opens the functions to everybody': {
    stack: 'network',
    changes: add('Open', 'AWS::EC2::SecurityGroupIngress', (resources) => ({
      GroupId: { 'Fn::GetAtt': [idOf(resources, group, 'GroupsFunctions'), 'GroupId'] },
      IpProtocol: '-1',
      CidrIp: '0.0.0.0/0',
    })),
  },
  'the functions may connect to every port': {
    stack: 'network',
    changes: set(
      group,
      'Properties.SecurityGroupEgress',
      [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }],
      'GroupsFunctions',
    ),
  },
  'the load balancer connects to everything': {
    stack: 'network',
    changes: set(group, 'Properties.SecurityGroupEgress', undefined, 'GroupsIngress'),
  },
  'a subnet gives its servers public addresses': {
    stack: 'network',
    changes: set('AWS::EC2::Subnet', 'Properties.MapPublicIpOnLaunch', true),
  },
  'a route leads to the internet gateway': {
    stack: 'network',
    changes: add('Open', 'AWS::EC2::Route', (resources) => ({
      RouteTableId: { Ref: idOf(resources, 'AWS::EC2::RouteTable') },
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: { Ref: idOf(resources, 'AWS::EC2::InternetGateway') },
    })),
  },
  'another network is peered': {
    stack: 'network',
    changes: add('Open', 'AWS::EC2::VPCPeeringConnection', (resources) => ({
      VpcId: vpcOf(resources),
      PeerVpcId: 'vpc-0123456789abcdef0',
    })),
  },
  'the DNS Firewall is no longer associated': {
    stack: 'network',
    changes: (resources) => [
      [idOf(resources, 'AWS::Route53Resolver::FirewallRuleGroupAssociation'), undefined],
    ],
  },
  'one more name resolves': {
    stack: 'network',
    changes: set(
      'AWS::Route53Resolver::FirewallDomainList',
      'Properties.Domains[0]',
      'files.example',
      'EgressFirewallAllowed',
    ),
  },
  'the DNS Firewall blocks nothing': {
    stack: 'network',
    changes: set('AWS::Route53Resolver::FirewallRuleGroup', 'Properties.FirewallRules[1].Action', 'ALERT'),
  },
  'the endpoint of the tables admits everything': {
    stack: 'network',
    changes: set('AWS::EC2::VPCEndpoint', 'Properties.PolicyDocument', undefined),
  },
  'the endpoint of the tables leads to every account': {
    stack: 'network',
    changes: set(
      'AWS::EC2::VPCEndpoint',
      'Properties.PolicyDocument.Statement[0].Condition.StringEquals.aws:ResourceAccount',
      undefined,
    ),
  },
  'the function of the region trusts everybody': {
    stack: 'network',
    changes: set('AWS::IAM::Role', 'Properties.AssumeRolePolicyDocument', anyone()),
  },
  'a queue admits everybody': {
    stack: 'data',
    changes: set('AWS::SQS::QueuePolicy', 'Properties.PolicyDocument', anyone()),
  },
  'a key admits everybody': {
    stack: 'data',
    changes: set('AWS::KMS::Key', 'Properties.KeyPolicy', anyone()),
  },
  'the orders admit everybody': {
    stack: 'data',
    changes: set('AWS::DynamoDB::Table', 'Properties.ResourcePolicy', { PolicyDocument: anyone() }),
  },
  'a secret admits everybody': {
    stack: 'data',
    changes: add('Open', 'AWS::SecretsManager::ResourcePolicy', (resources) => ({
      SecretId: { Ref: idOf(resources, 'AWS::SecretsManager::Secret') },
      ResourcePolicy: anyone(),
    })),
  },
  'the load balancer faces the internet': {
    stack: 'payments',
    changes: set('AWS::ElasticLoadBalancingV2::LoadBalancer', 'Properties.Scheme', 'internet-facing'),
  },
  'the scheme of the load balancer is left out': {
    stack: 'payments',
    changes: set('AWS::ElasticLoadBalancingV2::LoadBalancer', 'Properties.Scheme', undefined),
  },
  'the load balancer answers any host': {
    stack: 'payments',
    changes: set('AWS::ElasticLoadBalancingV2::ListenerRule', 'Properties.Conditions[0]', undefined),
  },
  'the load balancer hands everything to a function': {
    stack: 'payments',
    changes: (resources) => [
      [
        `${idOf(resources, 'AWS::ElasticLoadBalancingV2::Listener')}.Properties.DefaultActions`,
        [
          {
            Type: 'forward',
            TargetGroupArn: { Ref: idOf(resources, 'AWS::ElasticLoadBalancingV2::TargetGroup') },
          },
        ],
      ],
    ],
  },
  'a function has a URL': {
    stack: 'payments',
    changes: add('Open', 'AWS::Lambda::Url', (resources) => ({
      TargetFunctionArn: { Ref: idOf(resources, 'AWS::Lambda::Function') },
      AuthType: 'NONE',
    })),
  },
  'a web function has an endpoint': {
    stack: 'payments',
    changes: add('Open', 'AWS::Lambda::WebFunctionEndpoint', () => ({
      FunctionName: 'shop',
      EndpointName: 'live',
      EndpointType: 'Regional',
      AuthType: 'ApplicationManaged',
    })),
  },
  'an API stands before a function': {
    stack: 'payments',
    changes: add('Open', 'AWS::ApiGatewayV2::Api', () => ({ Name: 'open', ProtocolType: 'HTTP' })),
  },
  'a function admits everybody': {
    stack: 'payments',
    changes: (resources) => {
      const permission = idOf(resources, 'AWS::Lambda::Permission');
      return [
        [`${permission}.Properties.Principal`, '*'],
        [`${permission}.Properties.SourceAccount`, undefined],
        [`${permission}.Properties.SourceArn`, undefined],
      ];
    },
  },
  "a function admits everybody's load balancers": {
    stack: 'payments',
    changes: (resources) => {
      const permission = idOf(resources, 'AWS::Lambda::Permission');
      return [
        [`${permission}.Properties.SourceAccount`, undefined],
        [`${permission}.Properties.SourceArn`, undefined],
      ];
    },
  },
  'a topic is added that admits everybody': {
    stack: 'payments',
    changes: () => [
      ['Topic', { Type: 'AWS::SNS::Topic', Properties: {} }],
      [
        'TopicPolicy',
        {
          Type: 'AWS::SNS::TopicPolicy',
          Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: anyone() },
        },
      ],
    ],
  },
  'a function leaves the network': {
    stack: 'payments',
    changes: set('AWS::Lambda::Function', 'Properties.VpcConfig', undefined, 'PaymentCallback'),
  },
  'the site admits everybody': {
    stack: 'edge',
    changes: set('AWS::S3::BucketPolicy', 'Properties.PolicyDocument', anyone(), 'Site'),
  },
  "the site admits everybody's distributions": {
    stack: 'edge',
    changes: (resources) => {
      const policy = idOf(resources, 'AWS::S3::BucketPolicy', 'Site');
      const { Statement } = (
        resources[policy] as { Properties: { PolicyDocument: { Statement: JsonRecord[] } } }
      ).Properties.PolicyDocument;
      const index = Statement.findIndex(({ Principal }) => JSON.stringify(Principal).includes('cloudfront'));
      return [[`${policy}.Properties.PolicyDocument.Statement[${index}].Condition`, undefined]];
    },
  },
  'a bucket blocks public access no longer': {
    stack: 'edge',
    changes: set('AWS::S3::Bucket', 'Properties.PublicAccessBlockConfiguration.BlockPublicPolicy', false),
  },
  'a bucket is a website': {
    stack: 'edge',
    changes: set('AWS::S3::Bucket', 'Properties.WebsiteConfiguration', { IndexDocument: 'index.html' }),
  },
  'a second distribution serves the site': {
    stack: 'edge',
    changes: (resources) => [
      ['Second', structuredClone(resources[idOf(resources, 'AWS::CloudFront::Distribution')] ?? {})],
    ],
  },
  'the distribution has no firewall': {
    stack: 'edge',
    changes: set('AWS::CloudFront::Distribution', 'Properties.DistributionConfig.WebACLId', undefined),
  },
  'a path leads to a server elsewhere': {
    stack: 'edge',
    changes: set(
      'AWS::CloudFront::Distribution',
      'Properties.DistributionConfig.Origins[0].DomainName',
      'files.example',
    ),
  },
  'the VPC origin leads to another load balancer': {
    stack: 'edge',
    changes: set(
      'AWS::CloudFront::VpcOrigin',
      'Properties.VpcOriginEndpointConfig.Arn',
      'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/other/0123456789abcdef',
    ),
  },
};
