import type { Json, JsonRecord } from '../../../lib/cloudformation/model/json.ts';
import type { Shop } from '../diff/shop-edits.ts';
import type { Attack } from './attack.ts';

const distribution = 'Properties.DistributionConfig';

/** Adds an attribute to the load balancer. */
function balancer(Key: string, Value: string) {
  return ({ append }: Shop) =>
    append('payments', 'IngressLoadBalancer', 'Properties.LoadBalancerAttributes', { Key, Value });
}

function listener(Key: string, Value: string) {
  return ({ set }: Shop) =>
    set('payments', 'IngressLoadBalancerListener', 'Properties.ListenerAttributes', [{ Key, Value }]);
}

function onFirewallForNames(path: string, value: Json) {
  return ({ set }: Shop) =>
    set('network', 'EgressFirewallRules', `Properties.FirewallRules[1].${path}`, value);
}

function inNetwork(type: string, properties: JsonRecord) {
  return ({ add, idOf }: Shop) =>
    add('network', 'Another', {
      Type: type,
      Properties: JSON.parse(
        JSON.stringify(properties).replaceAll('$network', idOf('network', 'Vpc')),
      ) as JsonRecord,
    });
}

/** Ways to change what the firewall has seen, and to lead functions to other servers than their names say. */
export const attacksOnWays: readonly Attack[] = [
  [
    'the load balancer lets requests through without its firewall',
    'NET-08',
    balancer('waf.fail_open.enabled', 'true'),
  ],
  [
    'the address of a visitor is what he says it is',
    'EDGE-06-altered',
    balancer('routing.http.xff_header_processing.mode', 'preserve'),
  ],
  [
    'pages come from another folder of the site',
    'EDGE-06-altered',
    ({ set }) => set('edge', 'Shop', `${distribution}.Origins[0].OriginPath`, '/drafts'),
  ],
  [
    'a header says that another host was asked',
    'EDGE-06-altered',
    ({ set }) =>
      set('edge', 'Shop', `${distribution}.Origins[1].OriginCustomHeaders`, [
        { HeaderName: 'X-Forwarded-Host', HeaderValue: 'stranger.example' },
      ]),
  ],
  [
    'a header speaks for each visitor',
    'EDGE-06-altered',
    ({ set }) =>
      set('edge', 'Shop', `${distribution}.Origins[1].OriginCustomHeaders`, [
        { HeaderName: 'Authorization', HeaderValue: 'Bearer 1' },
      ]),
  ],
  [
    'a path is another one behind the firewall',
    'EDGE-06-altered',
    ({ set }) =>
      set('payments', 'IngressLoadBalancerRoute1', 'Properties.Transforms', [
        { Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [{ Regex: '^/api/(.*)$', Replace: '/$1' }] } },
      ]),
  ],
  [
    'functions see the last of several signatures',
    'EDGE-06-altered',
    ({ set }) => set('payments', 'IngressPaymentCallbackTarget', 'Properties.TargetGroupAttributes', []),
  ],
  [
    'pages of anybody may read the answers of functions',
    'EDGE-06-altered',
    listener('routing.http.response.access_control_allow_origin.header_value', '*'),
  ],
  [
    'the load balancer sends a policy of its own',
    'EDGE-06-altered',
    listener('routing.http.response.content_security_policy.header_value', 'default-src *'),
  ],
  [
    'the firewall for names fails open',
    'NET-02-resolvers',
    inNetwork('AWS::Route53Resolver::FirewallConfig', {
      ResourceId: { Ref: '$network' },
      FirewallFailOpen: 'ENABLED',
    }),
  ],
  [
    'the network asks a server of names that knows no firewall',
    'NET-02-resolvers',
    inNetwork('AWS::EC2::DHCPOptions', { DomainNameServers: ['8.8.8.8'] }),
  ],
  [
    'questions for a gateway are forwarded',
    'NET-02-resolvers',
    inNetwork('AWS::Route53Resolver::ResolverRule', {
      RuleType: 'FORWARD',
      DomainName: 'api.stripe.com',
      TargetIps: [{ Ip: '203.0.113.9', Port: '53' }],
    }),
  ],
  [
    'a zone of the network has the name of a gateway',
    'NET-02-resolvers',
    inNetwork('AWS::Route53::HostedZone', {
      Name: 'api.stripe.com',
      VPCs: [{ VPCId: { Ref: '$network' }, VPCRegion: 'eu-west-1' }],
    }),
  ],
  ['questions for addresses alone are blocked', 'NET-02-names', onFirewallForNames('Qtype', 'A')],
  [
    'a blocked name leads to a stranger',
    'NET-02-names',
    ({ set }) => {
      const rule = 'Properties.FirewallRules[1]';
      set('network', 'EgressFirewallRules', `${rule}.BlockResponse`, 'OVERRIDE');
      set('network', 'EgressFirewallRules', `${rule}.BlockOverrideDomain`, 'stranger.example');
    },
  ],
  [
    'a name that the shop does not call may be looked up',
    'NET-02-names',
    ({ append }) => append('network', 'EgressFirewallAllowed', 'Properties.Domains', 'pastebin.example'),
  ],
  [
    'the buckets of everybody may be looked up',
    'NET-02-names',
    ({ append }) =>
      append('network', 'EgressFirewallAllowed', 'Properties.Domains', '*.s3.eu-west-1.amazonaws.com'),
  ],
  [
    'a second firewall for names lets everything through first',
    'NET-02-names',
    ({ add }) =>
      add('network', 'Another', {
        Type: 'AWS::Route53Resolver::FirewallRuleGroup',
        Properties: {
          FirewallRules: [
            { Action: 'ALLOW', FirewallDomainListId: { 'Fn::GetAtt': ['All', 'Id'] }, Priority: 1 },
          ],
        },
      }),
  ],
  [
    'the log of the network names no addresses',
    'NET-05',
    ({ set }) => set('network', 'NetworkLogsFlowLog', 'Properties.LogFormat', `\${version}`),
  ],
  [
    'the log of the firewall goes to a lake that nobody has',
    'WAF-06',
    ({ set }) => set('edge', 'FirewallLogging', 'Properties.LogScope', 'SECURITY_LAKE'),
  ],
  [
    'alarms are mute at night',
    'DET-06-mutes',
    ({ add }) =>
      add('payments', 'Mute', {
        Type: 'AWS::CloudWatch::AlarmMuteRule',
        Properties: { Rule: { Schedule: { Expression: 'cron(0 22 * * *)', Duration: 'PT8H' } } },
      }),
  ],
  [
    'whoever has a role of the account may give rights to the key of the orders',
    'KEY-02',
    ({ append }) =>
      append('data', 'OrdersTableKey', 'Properties.KeyPolicy.Statement', {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'kms:CreateGrant',
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': '111111111111' } },
      }),
  ],
];
