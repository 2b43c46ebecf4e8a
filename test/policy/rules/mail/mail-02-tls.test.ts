import { policyIdOf } from '../../../../lib/contract/mail.ts';
import { mail02Tls } from '../../../../lib/policy/rules/mail/mail-02-tls.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { parameter } from '../data/bucket.ts';
import { domain, receivingShop, silentShop, stsPolicy } from './domain.ts';

const at = 'Properties.ResourceRecords';
const place = 'Properties.DistributionConfig.DefaultCacheBehavior.FunctionAssociations';
const reports = 'one v=TLSRPTv1 record with rua, an address that takes reports';

const twoRecords = ['"v=TLSRPTv1; rua=mailto:a@b.example"', '"v=TLSRPTv1; rua=mailto:c@d.example"'];

/** The shop that answers with another policy, whose id is still that of the first one. */
function serving(from: string, to: string) {
  const properties = receivingShop({}).resources['Request']?.['Properties'] ?? null;
  return receivingShop({}, [
    'Request.Properties',
    JSON.parse(JSON.stringify(properties).replaceAll(from, to)),
  ]);
}

/** What is said of the id of the first policy when another one is served. */
const stale = (from: string, to: string) =>
  `${at} is ["\\"v=STSv1; id=${policyIdOf(stsPolicy)}\\""]; expected one v=STSv1 record with id=${policyIdOf(stsPolicy.replaceAll(from, to))}`;
const policy = (found: string, expected: string) =>
  `${place} serves an MTA-STS policy with ${found}; expected ${expected}`;
const servers = 'mx: mx.mailhost.example, mx2.mailhost.example';

const txt = (Name: string, text: string) => ({
  Type: 'AWS::Route53::RecordSet',
  Properties: { Name, Type: 'TXT', ResourceRecords: [`"${text}"`] },
});

testRule(mail02Tls, {
  pass: {
    'a shop that receives mail by TLS alone': receivingShop({}),
    'records of somebody else': domain(
      ['Policy', txt('_mta-sts.moss.example', 'v=STSv1; id=20261130T000000;')],
      ['Reports', txt('_smtp._tls.moss.example', 'v=TLSRPTv1; rua=https://reports.moss.example/tls')],
    ),
  },
  fail: {
    "somebody else's record with an id that nobody reads": {
      ...domain(['Policy', txt('_mta-sts.moss.example', 'v=STSv1; id=2026-11-30')]),
      says: [
        `${at} is ["\\"v=STSv1; id=2026-11-30\\""]; expected one v=STSv1 record with an id of letters and digits`,
      ],
    },
    'a policy that asks for nothing': {
      ...serving('enforce', 'testing'),
      says: [policy('mode: testing', 'mode: enforce'), stale('enforce', 'testing')],
    },
    'a policy about the server of a stranger': {
      ...serving('mx: mx2.mailhost.example', 'mx: mx.stranger.example'),
      says: [
        policy('mx: mx.mailhost.example, mx.stranger.example', servers),
        stale('mx: mx2.mailhost.example', 'mx: mx.stranger.example'),
      ],
    },
    'a policy that is forgotten within an hour': {
      ...serving('604800', '3600'),
      says: [policy('max_age: 3600', 'max_age from 604800 to 31557600'), stale('604800', '3600')],
    },
    'a policy under another host': {
      ...serving('mta-sts.mail', 'mta-sts.other'),
      says: [`${place} lacks an MTA-STS policy under mta-sts.mail.boutique.example`],
    },
    'no function that answers': {
      ...receivingShop({}, ['Request', undefined]),
      says: [`${place} lacks an MTA-STS policy under mta-sts.mail.boutique.example`],
    },
    'a policy that no record tells of': {
      ...receivingShop({}, ['Policy', undefined]),
      says: ['Properties lacks TXT record of _mta-sts.mail.boutique.example'],
    },
    'reports that nobody takes': {
      ...receivingShop({}, [`Reports.${at}`, ['"v=TLSRPTv1"']]),
      says: [`${at} is ["\\"v=TLSRPTv1\\""]; expected ${reports}`],
    },
    'two records of reports, of which servers take none': {
      ...receivingShop({}, [`Reports.${at}`, twoRecords]),
      says: [`${at} is ${JSON.stringify(twoRecords)}; expected ${reports}`],
    },
  },
  unknown: {
    'reports in a stack that was not given': {
      ...receivingShop({ stacks: ['edge', 'mail'] }, ['Reports', undefined]),
      says: [
        'Properties has no TXT record of _smtp._tls.mail.boutique.example in these templates; the mail stack is not among them',
      ],
    },
    'a record that is a parameter': {
      ...receivingShop({}, [`Reports.${at}`, open]),
      says: [`${at} is ${parameter}; expected ${reports}`],
    },
  },
  notApplicable: {
    'a shop that receives no mail': silentShop({}),
    'a domain of somebody else': domain(),
    'a shop that moves in': receivingShop(
      { launch: 'shadow' },
      ['Policy', undefined],
      ['Reports', undefined],
    ),
  },
});
