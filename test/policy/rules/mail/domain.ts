import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { type Change, changed, undecided } from '../../../support/changes.ts';
import type { Case } from '../../../support/rule-cases.ts';
import { storefront } from '../../../support/storefront.ts';

const record = (name: string, type: string, ...values: readonly unknown[]): JsonRecord => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    HostedZoneId: { Ref: 'Zone' },
    Name: name,
    Type: type,
    TTL: '3600',
    ResourceRecords: values as string[],
  },
});

const token = (kind: 'Name' | 'Value', number: number) => ({
  'Fn::GetAtt': ['Identity', `DkimDNSToken${kind}${number}`],
});

const dkim = (number: number): JsonRecord => ({
  ...record('', 'CNAME', token('Value', number)),
  Properties: {
    HostedZoneId: { Ref: 'Zone' },
    Name: token('Name', number),
    Type: 'CNAME',
    ResourceRecords: [token('Value', number)],
  },
});

/** A domain that sends mail and is well guarded; each test spoils one thing of it. */
const sending: Readonly<Record<string, JsonRecord>> = {
  Zone: { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'moss.example.' } },
  Configuration: {
    Type: 'AWS::SES::ConfigurationSet',
    Properties: { DeliveryOptions: { TlsPolicy: 'REQUIRE' } },
  },
  Identity: {
    Type: 'AWS::SES::EmailIdentity',
    Properties: {
      EmailIdentity: 'moss.example',
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: 'Configuration' } },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: 'bounce.moss.example' },
    },
  },
  Dkim1: dkim(1),
  Dkim2: dkim(2),
  Dkim3: dkim(3),
  Bounces: record('bounce.moss.example', 'MX', '10 feedback-smtp.eu-west-1.amazonses.com'),
  BouncesSpf: record('bounce.moss.example', 'TXT', '"v=spf1 include:amazonses.com -all"'),
  Spf: record('moss.example', 'TXT', '"v=spf1 include:amazonses.com -all"'),
  Dmarc: record('_dmarc.moss.example.', 'TXT', '"v=DMARC1; p=reject; rua=mailto:dmarc@moss.example"'),
};

/** The domain in a foreign template. */
export function domain(...changes: readonly Change[]): Case {
  return { resources: changed(sending, changes), sections: undecided };
}

/** The names of a storefront that sends no mail, and the distribution that answers under them. */
const silent: Readonly<Record<string, JsonRecord>> = {
  Shop: { Type: 'AWS::CloudFront::Distribution', Properties: {} },
  Spf: record('shop.boutique.example', 'TXT', '"v=spf1 -all"'),
  Dmarc: record(
    '_dmarc.shop.boutique.example',
    'TXT',
    '"v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s"',
  ),
};

/** The storefront; `said` is what its contract says otherwise. */
export function silentShop(said: JsonRecord, ...changes: readonly Change[]): Case {
  return {
    resources: changed(silent, changes),
    sections: undecided,
    storefront: { ...storefront, zone: { name: 'boutique.example', isShared: true }, ...said },
  };
}

/** The text of the domain's DMARC record. */
export const dmarc = (text: string): Change => ['Dmarc.Properties.ResourceRecords', [`"${text}"`]];

/** The text of the domain's SPF record. */
export const spf = (...texts: readonly string[]): Change => [
  'Spf.Properties.ResourceRecords',
  texts.map((text) => `"${text}"`),
];
