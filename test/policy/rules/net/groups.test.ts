import { net01 } from '../../../../lib/policy/rules/net/net-01.ts';
import { net02 } from '../../../../lib/policy/rules/net/net-02.ts';
import { net03 } from '../../../../lib/policy/rules/net/net-03.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { foreignNetwork, ownNetwork } from './network.ts';

const few = 'private addresses, or in all less than a /8 of the internet';
const ingress = 'Ingress.Properties.SecurityGroupIngress';
const egress = 'Functions.Properties.SecurityGroupEgress';

function admitting(...blocks: readonly string[]) {
  const rules = blocks.map((CidrIp) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp }));
  return ownNetwork([ingress, rules]);
}

function separately(rule: object) {
  const properties = {
    GroupId: { 'Fn::GetAtt': ['Ingress', 'GroupId'] },
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    ...rule,
  };
  return ownNetwork(['Extra', { Type: 'AWS::EC2::SecurityGroupIngress', Properties: properties }]);
}

testRule(net01, {
  pass: {
    'HTTPS from CloudFront': ownNetwork(),
    "the same in somebody else's template": foreignNetwork(),
    'another group, from a rule of its own': separately({
      SourceSecurityGroupId: { 'Fn::GetAtt': ['Functions', 'GroupId'] },
    }),
    'private addresses on any port': ownNetwork([
      `${ingress}[0]`,
      { IpProtocol: '-1', CidrIp: '10.0.0.0/8' },
    ]),
    'a small office': admitting('198.51.100.0/28'),
    'the internet on the web ports of a public load balancer': ownNetwork(
      ['Balancer.Properties.Scheme', 'internet-facing'],
      [`${ingress}[0]`, { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }],
    ),
  },
  fail: {
    'the whole internet': {
      ...admitting('0.0.0.0/0'),
      says: [`Properties.SecurityGroupIngress[0].CidrIp is 0.0.0.0/0; expected ${few}`],
    },
    'the internet in two halves': {
      ...admitting('0.0.0.0/1', '128.0.0.0/1'),
      says: [0, 1].map(
        (index) =>
          `Properties.SecurityGroupIngress[${index}].CidrIp is ${index * 128}.0.0.0/1; expected ${few}`,
      ),
    },
    'the whole internet beside addresses that only the deployment knows': {
      ...ownNetwork([
        ingress,
        ['0.0.0.0/0', open].map((CidrIp) => ({ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp })),
      ]),
      says: [`Properties.SecurityGroupIngress[0].CidrIp is 0.0.0.0/0; expected ${few}`],
    },
    'the whole internet unless a condition says otherwise': {
      ...ownNetwork([
        `${ingress}[0]`,
        {
          IpProtocol: 'tcp',
          FromPort: 443,
          ToPort: 443,
          CidrIp: { 'Fn::If': ['Open', '0.0.0.0/0', '10.0.0.0/8'] },
        },
      ]),
      says: [`Properties.SecurityGroupIngress[0].CidrIp is 0.0.0.0/0 or 10.0.0.0/8; expected ${few}`],
    },
    'the internet in version 6': {
      ...ownNetwork([`${ingress}[0]`, { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv6: '::/0' }]),
      says: [`Properties.SecurityGroupIngress[0].CidrIpv6 is ::/0; expected ${few}`],
    },
    'an office on the port of a shell, in a rule of its own': {
      ...separately({ CidrIp: '198.51.100.7/32' }),
      says: ['From', 'To'].map(
        (end) => `Properties.${end}Port is 22, open to the internet; expected private addresses or 443`,
      ),
    },
    'the internet in a rule for a group that is elsewhere': {
      ...ownNetwork([
        'Extra',
        {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: {
            GroupId: 'sg-0123',
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            CidrIp: '0.0.0.0/0',
          },
        },
      ]),
      says: [`Properties.CidrIp is 0.0.0.0/0; expected ${few}`],
    },
    'a rule that names nobody': {
      ...ownNetwork([`${ingress}[0].SourcePrefixListId`, undefined]),
      says: [
        'Properties.SecurityGroupIngress[0] lacks a group, a prefix list or addresses on its other side',
      ],
    },
  },
  unknown: {
    'addresses that only the deployment knows': {
      ...ownNetwork([`${ingress}[0]`, { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: open }]),
      says: [
        `Properties.SecurityGroupIngress[0].CidrIp is unknown (parameter Open is only known at deployment); expected ${few}`,
      ],
    },
    'every port for addresses that only the deployment knows, which may be private': {
      ...ownNetwork([`${ingress}[0]`, { IpProtocol: '-1', CidrIp: open }]),
      says: [
        `Properties.SecurityGroupIngress[0].CidrIp is unknown (parameter Open is only known at deployment); expected ${few}`,
        'Properties.SecurityGroupIngress[0].IpProtocol is -1; only the deployment tells whether that is tcp or 6',
        'Properties.SecurityGroupIngress[0].FromPort is not set; only the deployment tells whether 443 has to stand there',
        'Properties.SecurityGroupIngress[0].ToPort is not set; only the deployment tells whether 443 has to stand there',
      ],
    },
    'a private block or addresses that only the deployment knows': {
      ...ownNetwork([
        `${ingress}[0]`,
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: { 'Fn::If': ['Open', '10.0.0.0/8', open] } },
      ]),
      says: [
        `Properties.SecurityGroupIngress[0].CidrIp is 10.0.0.0/8 or unknown (parameter Open is only known at deployment); expected ${few}`,
      ],
    },
    'a prefix list of which nobody knows the entries': {
      ...ownNetwork([`${ingress}[0].SourcePrefixListId`, 'pl-0123456789abcdef0']),
      says: [
        'Properties.SecurityGroupIngress[0].SourcePrefixListId is pl-0123456789abcdef0; only the deployment tells whether that is a prefix list of AWS for CloudFront or an endpoint',
      ],
    },
    'a list of rules that is handed over whole': {
      ...ownNetwork([ingress, open]),
      says: [
        'Properties.SecurityGroupIngress is unknown (parameter Open is only known at deployment); expected a rule that is written out',
      ],
    },
  },
});

testRule(net02, {
  pass: {
    'HTTPS to everywhere behind a firewall for names': ownNetwork(),
    "the same in somebody else's template": foreignNetwork(),
    'private addresses': ownNetwork([`${egress}[0].CidrIp`, '10.0.0.0/20']),
  },
  fail: {
    'a group that says nothing about what leaves': {
      ...ownNetwork([egress, undefined]),
      says: [
        'Properties.SecurityGroupEgress is not set; expected rules, since EC2 lets everything out where there are none',
      ],
    },
    'everything to everywhere': {
      ...ownNetwork([`${egress}[0]`, { IpProtocol: '-1', CidrIp: '0.0.0.0/0' }]),
      says: [
        'Properties.SecurityGroupEgress[0].IpProtocol is -1; expected tcp or 6',
        'Properties.SecurityGroupEgress[0].FromPort is not set; expected 443',
        'Properties.SecurityGroupEgress[0].ToPort is not set; expected 443',
      ],
    },
    'everything to everywhere by a rule of its own': {
      ...ownNetwork([
        'Extra',
        {
          Type: 'AWS::EC2::SecurityGroupEgress',
          Properties: {
            GroupId: { 'Fn::GetAtt': ['Ingress', 'GroupId'] },
            IpProtocol: 'tcp',
            FromPort: 22,
            ToPort: 443,
            CidrIp: '0.0.0.0/0',
          },
        },
      ]),
      says: ['Properties.FromPort is 22; expected 443'],
    },
    'HTTPS to everywhere without a firewall for names': {
      ...ownNetwork(['NamesAssociation', undefined]),
      says: ['Properties.VpcId lacks an AWS::Route53Resolver::FirewallRuleGroupAssociation of its network'],
    },
    'a network that asks other servers for names': {
      ...ownNetwork(['Network.Properties.EnableDnsSupport', false]),
      says: ['Properties.EnableDnsSupport is false; expected true'],
    },
    'half of the internet': {
      ...ownNetwork([`${egress}[0].CidrIp`, '0.0.0.0/1']),
      says: [`Properties.SecurityGroupEgress[0].CidrIp is 0.0.0.0/1; expected ${few}`],
    },
  },
  unknown: {
    'a firewall for a network that only the deployment knows': {
      ...ownNetwork(['Functions.Properties.VpcId', open]),
      says: [
        'Properties.VpcId is unknown (parameter Open is only known at deployment); expected a network among the templates, with a DNS Firewall',
      ],
    },
  },
});

testRule(net03, {
  pass: {
    'groups and rules with reasons': ownNetwork(),
    "the same in somebody else's template": foreignNetwork(),
  },
  fail: {
    'a rule without a reason': {
      ...ownNetwork([`${ingress}[0].Description`, undefined]),
      says: ['Properties.SecurityGroupIngress[0].Description is not set; expected a reason in words'],
    },
    'what the CDK writes where nobody gives a reason': {
      ...ownNetwork([`${ingress}[0].Description`, 'from 0.0.0.0/0:443']),
      says: [
        'Properties.SecurityGroupIngress[0].Description is from 0.0.0.0/0:443; expected a reason in words',
      ],
    },
  },
  unknown: {
    'a reason that only the deployment knows': {
      ...ownNetwork(['Ingress.Properties.GroupDescription', open]),
      says: [
        'Properties.GroupDescription is unknown (parameter Open is only known at deployment); expected a reason in words',
      ],
    },
  },
});
