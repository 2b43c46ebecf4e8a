import { mail02 } from '../../../../lib/policy/rules/mail/mail-02.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { domain, silentShop } from './domain.ts';

const from = 'Identity.Properties.MailFromAttributes.MailFromDomain';
const mail = { from: 'mail.boutique.example', dmarc: { policy: 'reject' } };

testRule(mail02, {
  pass: {
    'a domain that is signed, with bounces below it and TLS': domain(),
    'signing switched on in words': domain([
      'Identity.Properties.DkimAttributes',
      { SigningEnabled: 'true' },
    ]),
    'an address of the domain': domain(['Identity.Properties.EmailIdentity', 'orders@moss.example']),
  },
  fail: {
    'mail that is not signed': {
      ...domain(['Identity.Properties.DkimAttributes', { SigningEnabled: false }]),
      says: ['Properties.DkimAttributes.SigningEnabled is false; expected true'],
    },
    'keys that can be broken': {
      ...domain(['Identity.Properties.DkimSigningAttributes.NextSigningKeyLength', 'RSA_1024_BIT']),
      says: ['Properties.DkimSigningAttributes.NextSigningKeyLength is RSA_1024_BIT; expected RSA_2048_BIT'],
    },
    'keys of whatever length': {
      ...domain(['Identity.Properties.DkimSigningAttributes', undefined]),
      says: ['Properties.DkimSigningAttributes.NextSigningKeyLength is not set; expected RSA_2048_BIT'],
    },
    'bounces under a name of Amazon': {
      ...domain(['Identity.Properties.MailFromAttributes', undefined]),
      says: ['Properties.MailFromAttributes.MailFromDomain is not set; expected a name below moss.example'],
    },
    'bounces under a name of somebody else': {
      ...domain([from, 'bounce.other.example']),
      says: [
        'Properties.MailFromAttributes.MailFromDomain is bounce.other.example; expected a name below moss.example',
        'Properties lacks the MX record of bounce.other.example',
        'Properties lacks the TXT record of bounce.other.example',
      ],
    },
    'a name that only ends alike': {
      ...domain(
        [from, 'notmoss.example'],
        ['Bounces.Properties.Name', 'notmoss.example'],
        ['BouncesSpf.Properties.Name', 'notmoss.example'],
      ),
      says: [
        'Properties.MailFromAttributes.MailFromDomain is notmoss.example; expected a name below moss.example',
      ],
    },
    'mail that may leave in clear text': {
      ...domain(['Configuration.Properties.DeliveryOptions.TlsPolicy', 'OPTIONAL']),
      says: ['Properties.DeliveryOptions.TlsPolicy is OPTIONAL; expected REQUIRE'],
    },
    'no configuration set': {
      ...domain(['Identity.Properties.ConfigurationSetAttributes', undefined]),
      says: [
        'Properties.ConfigurationSetAttributes.ConfigurationSetName lacks a configuration set of these templates',
      ],
    },
    'a DKIM record too few': {
      ...domain(['Dkim2', undefined]),
      says: ['Properties lacks the DKIM record 2'],
    },
    'a DKIM record that leads to another key': {
      ...domain(['Dkim2.Properties.ResourceRecords', [{ 'Fn::GetAtt': ['Identity', 'DkimDNSTokenValue1'] }]]),
      says: [
        'Properties.ResourceRecords is [{"Fn::GetAtt":["Identity","DkimDNSTokenValue1"]}]; expected Identity.DkimDNSTokenValue2',
      ],
    },
    'a DKIM record of another type': {
      ...domain(['Dkim3.Properties.Type', 'TXT']),
      says: ['Properties.Type is TXT; expected CNAME'],
    },
    'bounces that go to a server of somebody else': {
      ...domain(['Bounces.Properties.ResourceRecords', ['10 mx.other.example']]),
      says: [
        'Properties.ResourceRecords is ["10 mx.other.example"]; expected one server, feedback-smtp.REGION.amazonses.com',
      ],
    },
    'an SPF record of the bounces that does not admit SES': {
      ...domain(['BouncesSpf.Properties.ResourceRecords', ['"v=spf1 -all"']]),
      says: [
        'Properties.ResourceRecords is ["\\"v=spf1 -all\\""]; expected an SPF record with include:amazonses.com',
      ],
    },
    'a storefront that says it sends mail, and has nothing to send it with': {
      ...silentShop({ mail, stacks: ['edge', 'mail'], stack: 'mail' }),
      says: ['Properties lacks AWS::SES::EmailIdentity of mail.boutique.example'],
    },
  },
  unknown: {
    'a configuration set that is not in the templates': {
      ...domain(['Identity.Properties.ConfigurationSetAttributes.ConfigurationSetName', 'shared']),
      says: [
        'Properties.ConfigurationSetAttributes.ConfigurationSetName is shared; only the deployment tells whether that is a configuration set of these templates',
      ],
    },
    'records that are in a zone elsewhere': {
      ...domain(['Zone', undefined], ['Dkim1', undefined], ['Bounces', undefined]),
      says: [
        'Properties may have the DKIM record 1 elsewhere; it was not seen in these templates',
        'Properties may have the MX record of bounce.moss.example elsewhere; it was not seen in these templates',
      ],
    },
    'a name for bounces that is a parameter': {
      ...domain([from, open]),
      says: [
        'Properties.MailFromAttributes.MailFromDomain is unknown (parameter Open is only known at deployment); expected a name below moss.example',
        'Properties.MailFromAttributes.MailFromDomain is unknown (parameter Open is only known at deployment); expected a name whose records are among the templates',
      ],
    },
    'a DKIM record that a condition may leave out': {
      ...domain(['Dkim1.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Identity exists',
      ],
    },
    'a storefront whose stack of mail was not given': {
      ...silentShop({ mail, stacks: ['edge', 'mail'] }),
      says: [
        'Properties has no AWS::SES::EmailIdentity of mail.boutique.example in these templates; the mail stack is not among them',
      ],
    },
  },
  notApplicable: {
    'a storefront that sends no mail': silentShop({}),
    'a storefront that has not moved in': silentShop({ mail, launch: 'shadow' }),
  },
});
