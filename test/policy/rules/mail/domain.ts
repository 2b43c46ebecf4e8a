import type { JsonRecord } from '../../../../lib/cloudformation/model/json.ts';
import { policyIdOf } from '../../../../lib/contract/mail.ts';
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
      MailFromAttributes: {
        MailFromDomain: 'bounce.moss.example',
        BehaviorOnMxFailure: 'REJECT_MESSAGE',
      },
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

/** The policy that servers of others are told, in the code of the function that answers with it. */
export const stsPolicy =
  'version: STSv1\nmode: enforce\nmx: mx.mailhost.example\nmx: mx2.mailhost.example\nmax_age: 604800\n';

/** The names of a storefront that receives mail, and what it says of that. */
const receiving: Readonly<Record<string, JsonRecord>> = {
  ...silent,
  Shop: {
    Type: 'AWS::CloudFront::Distribution',
    Properties: {
      DistributionConfig: {
        DefaultCacheBehavior: {
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Request', 'FunctionARN'] } },
          ],
        },
      },
    },
  },
  Request: {
    Type: 'AWS::CloudFront::Function',
    Properties: {
      FunctionCode: `var texts = JSON.parse('${JSON.stringify({
        'mta-sts.mail.boutique.example/.well-known/mta-sts.txt': stsPolicy,
      }).replaceAll('\\', '\\\\')}');`,
    },
  },
  NullMx: record('shop.boutique.example', 'MX', '0 .'),
  Mx: record('mail.boutique.example', 'MX', '10 mx.mailhost.example', '20 mx2.mailhost.example.'),
  Bounces: record('bounce.mail.boutique.example', 'MX', '10 feedback-smtp.eu-west-1.amazonses.com'),
  Policy: record('_mta-sts.mail.boutique.example', 'TXT', `"v=STSv1; id=${policyIdOf(stsPolicy)}"`),
  Reports: record('_smtp._tls.mail.boutique.example', 'TXT', '"v=TLSRPTv1; rua=mailto:tls@boutique.example"'),
};

/** The storefront that receives mail; `said` is what its contract says otherwise. */
export function receivingShop(said: JsonRecord, ...changes: readonly Change[]): Case {
  const mail = { from: 'mail.boutique.example', receives: ['mx.mailhost.example', 'mx2.mailhost.example'] };
  const zone = { name: 'boutique.example', isShared: true };
  return {
    resources: changed(receiving, changes),
    sections: undecided,
    storefront: { ...storefront, stacks: ['edge'], zone, mail, ...said },
  };
}

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
