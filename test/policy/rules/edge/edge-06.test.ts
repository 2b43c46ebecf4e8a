import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { edge06 } from '../../../../lib/policy/rules/edge/edge-06.ts';
import { type Change, maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { config, foreign, shop } from './shop.ts';

const origin = `${config}.Origins[1]`;
const path = 'Properties.DistributionConfig.Origins[1]';
const hidden = 'a VPC origin, or a server among the templates that only answers this distribution';

/** A server in place of the VPC origin. */
function server(DomainName: Json, more: JsonRecord = {}): Change {
  return [origin, { Id: 'payments', DomainName, CustomOriginConfig: {}, ...more }];
}

const urlHost: Json = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }] }] };
const functionUrl: readonly Change[] = [
  server(urlHost, { OriginAccessControlId: { 'Fn::GetAtt': ['Signed', 'Id'] } }),
  ['Url', { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'AWS_IAM' } }],
  [
    'Signed',
    {
      Type: 'AWS::CloudFront::OriginAccessControl',
      Properties: {
        OriginAccessControlConfig: {
          OriginAccessControlOriginType: 'lambda',
          SigningBehavior: 'always',
          SigningProtocol: 'sigv4',
        },
      },
    },
  ],
];

/** Who may call the function behind the URL. */
function permission(who: JsonRecord): readonly Change[] {
  return [
    ['Url.Properties.TargetFunctionArn', { 'Fn::GetAtt': ['Answers', 'Arn'] }],
    ['Answers', { Type: 'AWS::Lambda::Function', Properties: {} }],
    [
      'Permission',
      {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunctionUrl',
          FunctionName: { 'Fn::GetAtt': ['Answers', 'Arn'] },
          ...who,
        },
      },
    ],
  ];
}

const secret = '{{resolve:secretsmanager:edge:SecretString:header}}';
const balancer: readonly Change[] = [
  server(
    { 'Fn::GetAtt': ['Balancer', 'DNSName'] },
    { OriginCustomHeaders: [{ HeaderName: 'X-Edge', HeaderValue: secret }] },
  ),
  [
    'Balancer.Properties',
    { Scheme: 'internet-facing', SecurityGroups: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] },
  ],
  [
    'Group',
    {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { SecurityGroupIngress: [{ SourcePrefixListId: 'pl-4fa04526' }] },
    },
  ],
  [
    'Listener',
    {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: { LoadBalancerArn: { Ref: 'Balancer' }, DefaultActions: [{ Type: 'fixed-response' }] },
    },
  ],
  [
    'Forward',
    {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Conditions: [
          { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-edge', Values: [secret] } },
        ],
      },
    },
  ],
];

const api: readonly Change[] = [
  server({ 'Fn::GetAtt': ['Host', 'RegionalDomainName'] }),
  ['Host', { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'api.example.com' } }],
  [
    'Mapping',
    {
      Type: 'AWS::ApiGateway::BasePathMapping',
      Properties: { DomainName: { Ref: 'Host' }, RestApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } },
    },
  ],
  ['Api', { Type: 'AWS::ApiGateway::RestApi', Properties: { DisableExecuteApiEndpoint: true } }],
  ['Stage', { Type: 'AWS::ApiGateway::Stage', Properties: { RestApiId: { Ref: 'Api' } } }],
  [
    'Firewall',
    {
      Type: 'AWS::WAFv2::WebACLAssociation',
      Properties: {
        ResourceArn: { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}::/restapis/${Api}/stages/${Stage}' },
      },
    },
  ],
];

const method: Change = [
  'Method',
  { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'Api' }, AuthorizationType: 'CUSTOM' } },
];

testRule(edge06, {
  pass: {
    'an internal load balancer behind a VPC origin': shop(),
    'a function URL that only takes signed requests': foreign(...functionUrl),
    'a function that this distribution may call': foreign(
      ...functionUrl,
      ...permission({
        Principal: 'cloudfront.amazonaws.com',
        SourceArn: { 'Fn::Sub': 'arn:aws:cloudfront::${AWS::AccountId}:distribution/${Shop}' },
      }),
    ),
    'a load balancer that admits CloudFront and demands a secret': foreign(...balancer),
    'an API behind a firewall, under its own name only': foreign(...api),
    'an API with an authorizer on each method': foreign(...api, ['Firewall', undefined], method),
  },
  fail: {
    'a function that anybody’s distribution may call': {
      ...foreign(...functionUrl, ...permission({ Principal: 'cloudfront.amazonaws.com' })),
      says: [
        'Properties.Principal is cloudfront.amazonaws.com; expected a principal that SourceArn limits to a distribution of the templates',
      ],
    },
    'a function that every AWS account may call': {
      ...foreign(...functionUrl, ...permission({ Principal: '*', FunctionUrlAuthType: 'AWS_IAM' })),
      says: [
        'Properties.Principal is *; expected a principal that SourceArn limits to a distribution of the templates',
      ],
    },
    'a load balancer in one case, and another host in the other': {
      ...foreign(server(maybe({ 'Fn::GetAtt': ['Balancer', 'DNSName'] }, 'shop.example.net'))),
      says: [`${path}.DomainName is $\{Balancer.DNSName} or shop.example.net; expected ${hidden}`],
    },
    'the name of a load balancer in front of somebody else’s domain': {
      ...foreign(server({ 'Fn::Sub': '${Balancer.DNSName}.example.net' })),
      says: [`${path}.DomainName is $\{Balancer.DNSName}.example.net; expected ${hidden}`],
    },
    'a listener that takes any value of the secret header': {
      ...foreign(...balancer, ['Forward.Properties.Conditions[0].HttpHeaderConfig.Values', [secret, '*']]),
      says: [
        `Properties.Conditions[0].HttpHeaderConfig.Values is ["${secret}","*"]; expected dynamic references to the secret`,
      ],
    },
    'a load balancer with an address on the internet behind a VPC origin': {
      ...shop(['Balancer.Properties.Scheme', undefined]),
      says: ['Properties.Scheme is internet-facing; expected internal'],
    },
    'a server that the templates do not hold': {
      ...shop(server('api.example.com')),
      says: [`${path}.DomainName is api.example.com; expected ${hidden}`],
    },
    'an instance with a public name': {
      ...shop(server({ 'Fn::GetAtt': ['Instance', 'PublicDnsName'] }), [
        'Instance',
        { Type: 'AWS::EC2::Instance' },
      ]),
      says: [`${path}.DomainName is $\{Instance.PublicDnsName}; expected ${hidden}`],
    },
    'an API under its public address': {
      ...shop(...api, server({ 'Fn::Sub': '${Api}.execute-api.eu-west-1.amazonaws.com' })),
      says: [`${path}.DomainName is $\{Api}.execute-api.eu-west-1.amazonaws.com; expected ${hidden}`],
    },
    'a function URL for everyone': {
      ...foreign(...functionUrl, ['Url.Properties.AuthType', 'NONE']),
      says: ['Properties.AuthType is NONE; expected AWS_IAM'],
    },
    'a function URL that CloudFront does not sign for': {
      ...foreign(...functionUrl, [`${origin}.OriginAccessControlId`, undefined]),
      says: [
        `${path}.OriginAccessControlId is not set; expected an origin access control among the templates`,
      ],
    },
    'a load balancer that admits the world': {
      ...foreign(...balancer, ['Group.Properties.SecurityGroupIngress[1]', { CidrIp: '0.0.0.0/0' }]),
      says: [
        'Properties.SecurityGroupIngress[1].SourcePrefixListId is not set; expected the prefix list com.amazonaws.global.cloudfront.origin-facing',
      ],
    },
    'a load balancer that a separate rule opens': {
      ...foreign(...balancer, [
        'Hole',
        {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: { GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] }, CidrIp: '0.0.0.0/1' },
        },
      ]),
      says: [
        'Properties.SourcePrefixListId is not set; expected the prefix list com.amazonaws.global.cloudfront.origin-facing',
      ],
    },
    'a load balancer that answers every distribution': {
      ...foreign(...balancer, [`${origin}.OriginCustomHeaders`, undefined]),
      says: [`${path}.OriginCustomHeaders lacks a secret header`],
    },
    'a secret that is written out': {
      ...foreign(...balancer, [`${origin}.OriginCustomHeaders[0].HeaderValue`, 'hunter2']),
      says: [
        `${path}.OriginCustomHeaders[0].HeaderValue is hunter2; expected a dynamic reference to a secret`,
      ],
    },
    'a listener that forwards whatever comes': {
      ...foreign(...balancer, ['Listener.Properties.DefaultActions[0].Type', 'forward']),
      says: ['Properties.DefaultActions[0].Type is forward; expected fixed-response or redirect'],
    },
    'a rule that does not ask for the header': {
      ...foreign(...balancer, ['Forward.Properties.Conditions', [{ Field: 'path-pattern' }]]),
      says: ['Properties.Conditions lacks a condition that demands the header X-Edge'],
    },
    'a load balancer without a listener that could demand anything': {
      ...foreign(...balancer, ['Listener', undefined]),
      says: ['Properties lacks a listener that demands a header'],
    },
    'an API that also answers under its public address': {
      ...foreign(...api, ['Api.Properties.DisableExecuteApiEndpoint', undefined]),
      says: ['Properties.DisableExecuteApiEndpoint is false; expected true'],
    },
    'an API that nothing guards': {
      ...foreign(...api, ['Firewall', undefined]),
      says: ['Properties lacks a web ACL on its stage, or methods that each have an authorizer'],
    },
    'an API of which one method is open': {
      ...foreign(...api, ['Firewall', undefined], method, [
        'OpenMethod',
        { Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'Api' } } },
      ]),
      says: ['Properties.AuthorizationType is NONE; expected AWS_IAM or COGNITO_USER_POOLS or CUSTOM or JWT'],
    },
    'a domain name without an API': {
      ...foreign(...api, ['Mapping', undefined]),
      says: ['Properties.DomainName lacks a mapping to an API'],
    },
  },
  unknown: {
    'a server that is a parameter': {
      ...shop(server(open)),
      says: [
        `${path}.DomainName is unknown (parameter Open is only known at deployment); expected ${hidden}`,
      ],
    },
    'a VPC origin by its id alone': {
      ...shop([`${origin}.VpcOriginConfig.VpcOriginId`, 'vo_1']),
      says: [
        `${path}.VpcOriginConfig.VpcOriginId is vo_1; only the deployment tells whether that is a VPC origin among the templates`,
      ],
    },
    'a VPC origin whose server is not among the templates': {
      ...shop(['Balancer', undefined]),
      says: [
        "Properties.VpcOriginEndpointConfig.Arn is unknown ('Balancer' is not defined in the template); expected a server among the templates",
      ],
    },
    'a prefix list that is not known': {
      ...foreign(...balancer, ['Group.Properties.SecurityGroupIngress[0].SourcePrefixListId', 'pl-0123abcd']),
      says: [
        'Properties.SecurityGroupIngress[0].SourcePrefixListId is pl-0123abcd; only the deployment tells whether that is the prefix list com.amazonaws.global.cloudfront.origin-facing',
      ],
    },
    'a security group that is a parameter': {
      ...foreign(...balancer, ['Balancer.Properties.SecurityGroups', [open]]),
      says: [
        'Properties.SecurityGroups[0] is unknown (parameter Open is only known at deployment); expected a security group among the templates',
      ],
    },
    'a mapping to an API that is a parameter': {
      ...foreign(...api, ['Mapping.Properties.RestApiId', open]),
      says: [
        'Properties.RestApiId is unknown (parameter Open is only known at deployment); expected an API among the templates',
      ],
    },
  },
  notApplicable: {
    'a shop with S3 origins only': shop([origin, undefined]),
  },
});
