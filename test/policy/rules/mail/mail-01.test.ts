import type { Json } from '../../../../lib/cloudformation/model/json.ts';
import { mail01 } from '../../../../lib/policy/rules/mail/mail-01.ts';
import { maybe, open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { dmarc, domain, silentShop } from './domain.ts';

const at = 'Properties.ResourceRecords';
const enforced =
  'one DMARC record with p=quarantine or p=reject, the same or more for names below, and no test mode';
const rejecting = 'one DMARC record with p=reject, the same or more for names below, and no test mode';
const told = 'rua with an address that takes reports';
const is = (text: string, expected: string) => `${at} is ["\\"${text}\\""]; expected ${expected}`;
/** What the record says of itself, the zone and the identity. */
const thrice = (message: string) => [message, message, message];
const weak = (text: string) => ({ ...domain(dmarc(text)), says: thrice(is(text, enforced)) });
/** Receivers read nothing of it, so that it asks for no reports either. */
const unreadable = (text: string) => ({
  ...domain(dmarc(text)),
  says: thrice('').flatMap(() => [is(text, enforced), is(text, told)]),
});
const group = (value: Json) => ({
  Type: 'AWS::Route53::RecordSetGroup',
  Properties: { HostedZoneId: { Ref: 'Zone' }, RecordSets: [value] },
});
const ramp = { policy: 'none', until: '2026-12-29' };
const mail = { from: 'mail.boutique.example', dmarc: ramp };
const ofMail = {
  Type: 'AWS::Route53::RecordSet',
  Properties: {
    HostedZoneId: 'Z0123456789ABC',
    Name: '_dmarc.mail.boutique.example',
    Type: 'TXT',
    ResourceRecords: ['"v=DMARC1; p=none; rua=mailto:dmarc@boutique.example"'],
  },
};

testRule(mail01, {
  pass: {
    'a domain whose forged mail is rejected, with reports': domain(),
    'forged mail among the junk': domain(dmarc('v=DMARC1; p=quarantine; rua=mailto:dmarc@moss.example')),
    'a record in several pieces': domain([
      'Dmarc.Properties.ResourceRecords',
      ['"v=DMARC1; p=rej" "ect; rua=mailto:dmarc@moss.example"'],
    ]),
    'a record in a group': domain([
      'Dmarc',
      group({
        Name: '_DMARC.moss.example',
        Type: 'TXT',
        ResourceRecords: ['"v=DMARC1;p=reject;rua=mailto:dmarc@moss.example"'],
      }),
    ]),
    'a record of the name above, which speaks for those below': domain(
      ['Identity.Properties.EmailIdentity', 'mail.moss.example'],
      ['Identity.Properties.MailFromAttributes.MailFromDomain', 'bounce.mail.moss.example'],
    ),
    'no reports where nobody sends mail': domain(['Identity', undefined], dmarc('v=DMARC1; p=reject'), [
      'Spf.Properties.ResourceRecords',
      ['"v=spf1 -all"'],
    ]),
    'a storefront that sends no mail, and has no reports': silentShop({}),
  },
  fail: {
    'a policy of none for ever': weak('v=DMARC1; p=none; rua=mailto:dmarc@moss.example'),
    'none for names below': weak('v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@moss.example'),
    'none for names that do not exist': weak('v=DMARC1; p=reject; np=none; rua=mailto:dmarc@moss.example'),
    'test mode': weak('v=DMARC1; p=reject; t=y; rua=mailto:dmarc@moss.example'),
    'a share of the mail': {
      ...domain(dmarc('v=DMARC1; p=reject; pct=0; rua=mailto:dmarc@moss.example')),
      says: thrice(
        `${is('v=DMARC1; p=reject; pct=0; rua=mailto:dmarc@moss.example', enforced)}; pct, rf and ri mean nothing any more (RFC 9989)`,
      ),
    },
    'a tag twice': unreadable('v=DMARC1; p=reject; p=none; rua=mailto:dmarc@moss.example'),
    'a tag that nobody knows': unreadable('v=DMARC1; p=reject; policy=reject; rua=mailto:dmarc@moss.example'),
    'no policy': weak('v=DMARC1; rua=mailto:dmarc@moss.example'),
    'another version': unreadable('v=DMARC2; p=reject'),
    'two records, of which receivers take none': {
      ...domain([
        'Dmarc.Properties.ResourceRecords',
        [
          '"v=DMARC1; p=reject; rua=mailto:a@moss.example"',
          '"v=DMARC1; p=reject; rua=mailto:a@moss.example"',
        ],
      ]),
      says: thrice(
        `${at} is ["\\"v=DMARC1; p=reject; rua=mailto:a@moss.example\\"","\\"v=DMARC1; p=reject; rua=mailto:a@moss.example\\""]`,
      ).flatMap((start) => [`${start}; expected ${enforced}`, `${start}; expected ${told}`]),
    },
    'no reports where mail is sent': {
      ...domain(dmarc('v=DMARC1; p=reject')),
      says: thrice(is('v=DMARC1; p=reject', told)),
    },
    'reports to no address': {
      ...domain(dmarc('v=DMARC1; p=reject; rua=https://moss.example')),
      says: thrice(is('v=DMARC1; p=reject; rua=https://moss.example', told)),
    },
    'a domain without a record': {
      ...domain(['Dmarc', undefined]),
      says: [
        'Properties lacks a DMARC record for moss.example',
        'Properties.EmailIdentity lacks a DMARC record for moss.example',
      ],
    },
    'a record in one branch of a condition that protects nobody': {
      ...domain([
        'Dmarc.Properties.ResourceRecords',
        [
          maybe(
            '"v=DMARC1; p=reject; rua=mailto:a@moss.example"',
            '"v=DMARC1; p=none; rua=mailto:a@moss.example"',
          ),
        ],
      ]),
      says: thrice(
        `${at} is [{"Fn::If":["Maybe","\\"v=DMARC1; p=reject; rua=mailto:a@moss.example\\"","\\"v=DMARC1; p=none; rua=mailto:a@moss.example\\""]}]; expected ${enforced}`,
      ),
    },
    'a storefront without a record': {
      ...silentShop({}, ['Dmarc', undefined]),
      says: ['Properties lacks DMARC record of shop.boutique.example'],
    },
    'an alias of a storefront without a record': {
      ...silentShop({ aliases: ['www.boutique.example'] }),
      says: ['Properties lacks DMARC record of www.boutique.example'],
    },
    'the zone of a storefront, which is its own, without a record': {
      ...silentShop({ zone: { name: 'boutique.example', isShared: false } }),
      says: ['Properties lacks DMARC record of boutique.example'],
    },
    'a storefront whose forged mail is only among the junk': {
      ...silentShop({}, ['Dmarc.Properties.ResourceRecords', ['"v=DMARC1; p=quarantine"']]),
      says: [is('v=DMARC1; p=quarantine', rejecting), is('v=DMARC1; p=quarantine', rejecting)],
    },
    'a ramp that nobody declares': {
      ...silentShop(
        { mail: { from: 'mail.boutique.example', dmarc: { policy: 'reject' } } },
        ['DmarcOfMail', ofMail],
        ['Dmarc.Properties.ResourceRecords', ['"v=DMARC1; p=reject"']],
      ),
      says: Array(2).fill(is('v=DMARC1; p=none; rua=mailto:dmarc@boutique.example', rejecting)),
    },
    'the declared step of a ramp, which an acceptance with a last day has to excuse': {
      ...silentShop({ mail }, ['DmarcOfMail', ofMail]),
      says: Array(2).fill(
        `${is('v=DMARC1; p=none; rua=mailto:dmarc@boutique.example', rejecting)}; the step of the ramp ends on 2026-12-29; then write policy: quarantine`,
      ),
    },
  },
  unknown: {
    'a record that is a parameter': {
      ...domain(['Dmarc.Properties.ResourceRecords', open]),
      says: thrice(`${at} is unknown (parameter Open is only known at deployment)`).flatMap((start) => [
        `${start}; expected ${enforced}`,
        `${start}; expected ${told}`,
      ]),
    },
    'a record that a condition may leave out': {
      ...domain(['Dmarc.Condition', 'Maybe']),
      says: ['Zone', 'Identity'].map(
        (subject) =>
          `Condition is Maybe; only the deployment tells whether that is a condition that holds wherever ${subject} exists`,
      ),
    },
    'a zone whose name is a parameter': {
      ...domain(['Zone.Properties.Name', open], ['Identity', undefined]),
      says: [
        'Properties.Name is unknown (parameter Open is only known at deployment); expected a name whose DMARC record is among the templates',
      ],
    },
    'a name that sends, whose zone is elsewhere': {
      ...domain(['Zone', undefined], ['Dmarc', undefined]),
      says: ['Properties.EmailIdentity is moss.example, whose DMARC record is not in these templates'],
    },
    'a record that somebody else is declared to have': {
      ...silentShop({ mail: { from: 'boutique.example' } }),
      says: ["Properties was not seen: the DMARC record of boutique.example is somebody else's"],
    },
    'a stack of mail that was not given': {
      ...silentShop({
        mail: { from: 'mail.boutique.example', dmarc: { policy: 'reject' } },
        stacks: ['edge', 'mail'],
      }),
      says: [
        'Properties has no DMARC record of mail.boutique.example in these templates; the mail stack is not among them',
      ],
    },
  },
  notApplicable: {
    'a shop at the name of a zone that it shares': silentShop(
      { domain: 'boutique.example' },
      ['Dmarc', undefined],
      ['Spf', undefined],
    ),
    'a shop that has not moved in': silentShop({ launch: 'cutover' }, ['Dmarc', undefined]),
    'other texts': domain(
      ['Zone', undefined],
      ['Identity', undefined],
      ['Dmarc.Properties.Name', 'moss.example'],
      ['Dmarc.Properties.ResourceRecords', ['"google-site-verification=1"']],
    ),
  },
});
