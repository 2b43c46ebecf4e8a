import type { Json, JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { mail01Reports } from '../../../../lib/policy/rules/mail/mail-01-reports.ts';
import { mail02Keys } from '../../../../lib/policy/rules/mail/mail-02-keys.ts';
import { mail02Reputation } from '../../../../lib/policy/rules/mail/mail-02-reputation.ts';
import { type Change, changed, open, undecided } from '../../../support/changes.ts';
import { type Case, testRule } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';
import { parameter } from '../data/bucket.ts';

function record(Name: string, Type: string, value: Json): Case {
  return {
    resources: {
      Identity: { Type: 'AWS::SES::EmailIdentity', Properties: {} },
      Record: { Type: 'AWS::Route53::RecordSet', Properties: { Name, Type, ResourceRecords: [value] } },
    },
    sections: undecided,
    storefront: {
      ...storefront,
      mail: { from: 'mail.boutique.example' },
      reportsTo: ['shop@reports.example'],
      zone: { name: 'boutique.example', isShared: true },
    },
  };
}

const dmarc = (tags: string) =>
  record('_dmarc.shop.boutique.example', 'TXT', `"v=DMARC1; p=reject; ${tags}"`);
const tls = (rua: Json) => record('_smtp._tls.mail.boutique.example', 'TXT', rua);
const at = 'Properties.ResourceRecords';
const known = 'no address but those of the shop, or those that its contract names';

testRule(mail01Reports, {
  fail: {
    'a stranger beside the shop': {
      ...dmarc('rua=mailto:a@boutique.example,mailto:a@stranger.example'),
      says: [
        `${at} is ["\\"v=DMARC1; p=reject; rua=mailto:a@boutique.example,mailto:a@stranger.example\\""]; expected ${known}`,
      ],
    },
    'a server': {
      ...tls('"v=TLSRPTv1; rua=https://reports.example/tls"'),
      says: [`${at} is ["\\"v=TLSRPTv1; rua=https://reports.example/tls\\""]; expected ${known}`],
    },
    'a stranger who is told of certificates': {
      ...record('shop.boutique.example', 'CAA', '0 iodef "mailto:a@stranger.example"'),
      says: [`${at} is ["0 iodef \\"mailto:a@stranger.example\\""]; expected ${known}`],
    },
  },
  unknown: {
    'a value that is a parameter': {
      ...tls(open),
      says: [`${at} is [{"Ref":"Open"}]; only the deployment tells whether that is ${known}`],
    },
  },
  notApplicable: {
    'an address of the zone, one of the shop and one that the contract names': dmarc(
      'rua=mailto:a@boutique.example, mailto:b@shop.boutique.example!10m; ruf=mailto:shop@reports.example',
    ),
    'an address of the name that sends': tls('"v=TLSRPTv1; rua=mailto:tls@mail.boutique.example"'),
    'an address in a record of CAA': record(
      'shop.boutique.example',
      'CAA',
      '0 iodef "mailto:a@boutique.example"',
    ),
    'a record of another kind': record('shop.boutique.example', 'TXT', '"v=spf1 -all"'),
    'a record of CAA without reports': record('shop.boutique.example', 'CAA', '0 issue "amazon.com"'),
  },
});

const key = 's1._domainkey.mail.boutique.example';
const token = { 'Fn::GetAtt': ['Identity', 'DkimDNSTokenValue1'] };
const ofIdentity = 'a token of an AWS::SES::EmailIdentity among the templates';

testRule(mail02Keys, {
  fail: {
    'a key that is written out': {
      ...record(key, 'TXT', '"v=DKIM1; p=AAAA"'),
      says: [`${at} is ["\\"v=DKIM1; p=AAAA\\""]; expected ${ofIdentity}`],
    },
    'the key of a stranger': {
      ...record(key, 'CNAME', 's1.stranger.example'),
      says: [`${at} is ["s1.stranger.example"]; expected ${ofIdentity}`],
    },
  },
  unknown: {
    'a key that is a parameter': {
      ...record(key, 'CNAME', open),
      says: [`${at} is [{"Ref":"Open"}]; only the deployment tells whether that is ${ofIdentity}`],
    },
  },
  notApplicable: {
    'a token of an identity': record(key, 'CNAME', token),
    'a record of another kind': record('shop.boutique.example', 'TXT', '"v=spf1 -all"'),
  },
});

const alarm = (MetricName: string, Threshold: number): JsonRecord => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Namespace: 'AWS/SES',
    MetricName,
    Threshold,
    ComparisonOperator: 'GreaterThanThreshold',
    Dimensions: [{ Name: 'ses:configuration-set', Value: { Ref: 'Set' } }],
    AlarmActions: [{ Ref: 'Topic' }],
  },
});

const sending: Record<string, JsonRecord> = {
  Set: {
    Type: 'AWS::SES::ConfigurationSet',
    Properties: {
      Name: 'mail',
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      ReputationOptions: { ReputationMetricsEnabled: true },
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Bounces: alarm('Reputation.BounceRate', 0.04),
  Complaints: alarm('Reputation.ComplaintRate', 0.0008),
};

const built = (...changes: readonly Change[]): Case => ({
  resources: changed(sending, changes),
  sections: undecided,
  storefront,
});

testRule(mail02Reputation, {
  pass: {
    'a set that is watched': built(),
    'alarms that name it': built(['Bounces.Properties.Dimensions[0].Value', 'mail']),
  },
  fail: {
    'addresses that get mail for ever': {
      ...built(
        ['Set.Properties.SuppressionOptions', undefined],
        ['Set.Properties.ReputationOptions', undefined],
      ),
      says: [
        'Properties.SuppressionOptions.SuppressedReasons lacks BOUNCE',
        'Properties.SuppressionOptions.SuppressedReasons lacks COMPLAINT',
        'Properties.ReputationOptions.ReputationMetricsEnabled is not set; expected true',
      ],
    },
    'alarms that are not there, too late, or on another set': {
      ...built(
        ['Bounces', undefined],
        ['Complaints.Properties.Threshold', 0.5],
        ['Complaints.Properties.Dimensions[0].Value', 'other'],
      ),
      says: [
        'Properties lacks an alarm on Reputation.BounceRate',
        'Properties.Threshold is 0.5; expected at most 0.001',
        'Properties.Dimensions lacks the name of Set',
      ],
    },
  },
  unknown: {
    'a metric that is a parameter': {
      ...built(['Set.Properties.ReputationOptions.ReputationMetricsEnabled', open]),
      says: [`Properties.ReputationOptions.ReputationMetricsEnabled is ${parameter}; expected true`],
    },
  },
  notApplicable: { 'a set of somebody else': { resources: sending } },
});
