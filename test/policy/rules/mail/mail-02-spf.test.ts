import { mail02Spf } from '../../../../lib/policy/rules/mail/mail-02-spf.ts';
import { open } from '../../../support/changes.ts';
import { testRule } from '../../../support/rule-cases.ts';
import { domain, silentShop, spf } from './domain.ts';

const at = 'Properties.ResourceRecords';
const wanted = 'one SPF record that ends in -all, admits no wide network and needs at most 10 lookups';
const quoted = (...texts: readonly string[]) => JSON.stringify(texts.map((text) => `"${text}"`));
const bad = (...texts: readonly string[]) => ({
  ...domain(spf(...texts)),
  says: [`${at} is ${quoted(...texts)}; expected ${wanted}`],
});
const includes = (count: number) =>
  Array.from({ length: count }, (_, index) => `include:s${index}.example`).join(' ');

const notSeen = (count: number) =>
  Array.from({ length: count }, (_, index) => `s${index}.example`).join(' and ');

testRule(mail02Spf, {
  pass: {
    'a domain that sends by SES alone': domain(),
    'nobody at all': domain(spf('v=spf1 -all')),
    'ten lookups': domain(spf(`v=spf1 ${includes(10)} -all`)),
    'a network of its own, and its own servers': domain(
      spf('v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 mx a:out.moss.example -all'),
    ),
    'a record beside a text of somebody else': domain(spf('google-site-verification=1', 'v=spf1 -all')),
    'a storefront that sends no mail': silentShop({}),
  },
  fail: {
    everybody: bad('v=spf1 +all'),
    'everybody, without a sign': bad('v=spf1 include:amazonses.com all'),
    'nobody is refused': bad('v=spf1 include:amazonses.com ?all'),
    'the others are only suspicious': bad('v=spf1 include:amazonses.com ~all'),
    'nothing is said of the others': bad('v=spf1 include:amazonses.com'),
    'half of the internet': bad('v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all'),
    'the whole of it, for one who knows IPv6': bad('v=spf1 ip6:::/0 -all'),
    'the neighbours of a server': bad('v=spf1 a/0 -all'),
    'eleven lookups': {
      ...bad(`v=spf1 ${includes(11)} -all`),
      says: [
        `${at} is ${quoted(`v=spf1 ${includes(11)} -all`)}; expected ${wanted}; what ${notSeen(11)} admits in turn was not seen`,
      ],
    },
    'a mechanism that nobody knows': bad('v=spf1 ipv4:198.51.100.1 -all'),
    'two records, of which receivers take none': bad('v=spf1 -all', 'v=spf1 include:amazonses.com -all'),
    'a storefront without a record': {
      ...silentShop({}, ['Spf', undefined]),
      says: ['Properties lacks SPF record of shop.boutique.example'],
    },
    'a second record set of the name, which says nothing': {
      ...silentShop({}, [
        'Twin',
        {
          Type: 'AWS::Route53::RecordSet',
          Properties: {
            Name: 'shop.boutique.example',
            Type: 'TXT',
            SetIdentifier: 'b',
            ResourceRecords: ['"x"'],
          },
        },
      ]),
      says: [`${at} is ["\\"x\\""]; expected ${wanted}`],
    },
  },
  unknown: {
    'a macro that admits whoever it is': {
      ...domain(spf('v=spf1 exists:%{i}.moss.example -all')),
      says: [
        `${at} is ${quoted('v=spf1 exists:%{i}.moss.example -all')}; only the deployment tells whether that is ${wanted}`,
      ],
    },
    'a record of a storefront that is a parameter': {
      ...silentShop({}, ['Spf.Properties.ResourceRecords', open]),
      says: [`${at} is unknown (parameter Open is only known at deployment); expected ${wanted}`],
    },
    'a record of a storefront that a condition may leave out': {
      ...silentShop({}, ['Spf.Condition', 'Maybe']),
      says: [
        'Condition is Maybe; only the deployment tells whether that is a condition that holds wherever Shop exists',
      ],
    },
    'a record set whose name is a parameter': {
      ...silentShop({}, ['Spf.Properties.Name', open]),
      says: [
        'Properties.Name is unknown (parameter Open is only known at deployment); expected the name of the shop',
      ],
    },
  },
  notApplicable: {
    'a shop at the name of a zone that it shares': silentShop({ domain: 'boutique.example' }, [
      'Spf',
      undefined,
    ]),
    'other texts': domain(['BouncesSpf', undefined], spf('google-site-verification=1')),
  },
});
