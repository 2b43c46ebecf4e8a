import { type Changes, small, whole } from './files.ts';

/** A file that breaks one rule, and what a person then reads. */
export interface BrokenRule {
  readonly file: object;
  readonly changes: Changes;
  readonly says: readonly string[];
}

const prod = 'environments.prod';
const gateway = `${prod}.payments.gateways[0]`;
const adyen = {
  name: 'adyen',
  mode: 'live',
  integration: 'fields',
  prefix: '1797a841fbb37ca7-Demo',
  region: 'eu',
};

const counted = {
  rule: 'AWSManagedRulesSQLiRuleSet',
  owner: 'ops',
  approver: 'ciso',
  ticket: 'SHOP-7',
  from: '2026-11-01',
  until: '2026-11-30',
};

const scanner = {
  addresses: ['203.0.113.16/28'],
  owner: 'ops',
  approver: 'ciso',
  ticket: 'SHOP-8',
  from: '2026-11-01',
  until: '2026-11-14',
};

const jane = 'arn:aws:iam::111111111111:user/jane';

const dmarc = { reports: 'dmarc@boutique.example' };

function copyOfStaging(name: string, accountLimit: number): object {
  const domain = `${name}.boutique.example`;
  return { ...small.environments.staging, domain, zone: { name: domain }, concurrency: { accountLimit } };
}

/** Makes staging an environment that may share the account of prod. */
const secondProduction = {
  'environments.staging.purpose': 'production',
  'environments.staging.account': '111111111111',
  'environments.staging.payments.gateways[0].mode': 'live',
};

const analytics = {
  host: 'https://cdn.analytics.example',
  owner: 'marketing',
  reason: 'counts visits',
  pages: ['/*'],
};

const onPaymentPages = { justification: 'finds fraud while the card is entered' };

/** One file for every rule between settings, by the rule's name. */
export const brokenRules: Readonly<Record<string, BrokenRule>> = {
  contactsDiffer: {
    file: small,
    changes: { 'contacts.operations': 'Security@boutique.example' },
    says: [
      'contacts.operations: found "Security@boutique.example" for both contacts, write another address: who approves an exception is not who owns it',
    ],
  },
  originFacingListKnown: {
    file: small,
    changes: {
      'environments.prod.region': 'me-south-1',
      'environments.prod.backup': { recovery: { region: 'eu-central-1' } },
    },
    says: [
      'environments.prod.region: found "me-south-1", where the kit does not know the prefix list of CloudFront, write its id as existing.cloudFrontPrefixList; aws ec2 describe-managed-prefix-lists names it com.amazonaws.global.cloudfront.origin-facing',
    ],
  },
  zonesInRegion: {
    file: small,
    changes: { 'environments.prod.availabilityZones': ['eu-west-1a', 'eu-central-1b'] },
    says: [
      'environments.prod.availabilityZones[1]: found "eu-central-1b", write a zone of eu-west-1 that is not in the list yet, such as eu-west-1b',
    ],
  },
  exceptionApprovedByAnother: {
    file: small,
    changes: {
      'environments.prod.firewall': {
        count: [{ ...counted, approver: 'Ops' }],
        scanner: { ...scanner, approver: 'Palisade' },
      },
    },
    says: [
      'environments.prod.firewall.count[0].approver: found "Ops", write somebody else of the shop: who owns an exception does not approve it',
      'environments.prod.firewall.scanner.approver: found "Palisade", write somebody else of the shop: who owns an exception does not approve it',
    ],
  },
  exceptionEndsInTime: {
    file: small,
    changes: {
      'environments.prod.firewall': {
        count: [
          { ...counted, until: '2026-12-02' },
          { ...counted, rule: 'AWSManagedRulesCommonRuleSet', until: '2026-10-31' },
        ],
        scanner: { ...scanner, until: '2026-11-16' },
      },
    },
    says: [
      'environments.prod.firewall.count[0].until: found "2026-12-02" for a rule that counts from 2026-11-01, write a day from 2026-11-01 to 2026-12-01',
      'environments.prod.firewall.count[1].until: found "2026-10-31" for a rule that counts from 2026-11-01, write a day from 2026-11-01 to 2026-12-01',
      'environments.prod.firewall.scanner.until: found "2026-11-16" for a scanner that is let through from 2026-11-01, write a day from 2026-11-01 to 2026-11-15',
    ],
  },
  reservationsFit: {
    file: small,
    changes: {
      'environments.staging.concurrency': { accountLimit: 1000 },
      'environments.test': copyOfStaging('test', 1000),
      'environments.demo': copyOfStaging('demo', 1000),
      'environments.trial': copyOfStaging('trial', 900),
    },
    says: [
      'environments.demo.concurrency.accountLimit: found 1000 of account 222222222222 in eu-west-1, of which its environments would reserve 1230, remove concurrency from one of them, so that 100 stay unreserved',
      'environments.trial.concurrency.accountLimit: found 900 of account 222222222222 in eu-west-1, where staging has 1000, write the same quota in both',
    ],
  },
  scannerIsNarrow: {
    file: small,
    changes: {
      'environments.prod.firewall.scanner': {
        ...scanner,
        addresses: ['203.0.113.0/24', '203.0.113.7/32', '198.51.100.7/32'],
      },
    },
    says: [
      'environments.prod.firewall.scanner.addresses: found 257 addresses, write those of the scan alone, at most 256',
    ],
  },
  countedOnce: {
    file: small,
    changes: {
      'environments.prod.firewall.count': [
        counted,
        counted,
        { ...counted, rule: 'AWSManagedRulesSQLiRuleSet/SQLi_BODY' },
      ],
    },
    says: [
      'environments.prod.firewall.count[1].rule: found "AWSManagedRulesSQLiRuleSet", which counts already, remove one of the two',
      'environments.prod.firewall.count[2].rule: found "AWSManagedRulesSQLiRuleSet/SQLi_BODY", which counts already, remove one of the two',
    ],
  },
  roleHoldersFitSignIn: {
    file: whole,
    changes: {
      'environments.prod.people.roles.audit': ['arn:aws:iam::111111111111:user/jane'],
      'environments.adopted.people': { signIn: 'iam', roles: { audit: ['ShopAudit'] } },
    },
    says: [
      'environments.prod.people.roles.audit[0]: found "arn:aws:iam::111111111111:user/jane", write the name of a permission set, such as ShopSupport, or sign in by iam',
      'environments.adopted.people.roles.audit[0]: found "ShopAudit", write the ARN of an IAM user, such as arn:aws:iam::111111111111:user/jane, or sign in by identityCenter',
    ],
  },
  roleHoldersDiffer: {
    file: whole,
    changes: {
      'environments.prod.people.roles.audit': ['ShopAudit', 'ShopAudit'],
      'environments.prod.people.breakGlass': [jane, jane],
    },
    says: [
      'environments.prod.people.roles.audit[1]: found "ShopAudit" a second time, remove it',
      `environments.prod.people.breakGlass[1]: found "${jane}" a second time, remove it`,
    ],
  },
  someRoleIsHeld: {
    file: small,
    changes: { 'environments.prod.people': { signIn: 'iam', roles: {} } },
    says: [
      'environments.prod.people.roles: found nobody, write who has a role, such as { audit: [ShopAudit] }, or remove people',
    ],
  },
  natZonesFit: {
    file: small,
    changes: { 'environments.prod.natZones': 3 },
    says: ['environments.prod.natZones: found 3 of 2 availability zones, write 2 at the most'],
  },
  existingNetworkWhole: {
    file: small,
    changes: { 'environments.prod.existing.endpoints': ['vpce-0123456789abcdef0'] },
    says: [
      'environments.prod.existing.owner: found nothing beside existing.endpoints, write who runs it, such as platform@boutique.example',
      'environments.prod.existing.vpc: found nothing beside existing.endpoints, write the id of the network that the rest belongs to, such as vpc-0123456789abcdef0',
      'environments.prod.existing.subnets: found nothing beside existing.endpoints, write the ids of two to six private subnets of the network, in different availability zones',
    ],
  },
  existingSubnetsDiffer: {
    file: whole,
    changes: { 'environments.adopted.existing.subnets[1]': 'subnet-0123456789abcdef0' },
    says: [
      'environments.adopted.existing.subnets[1]: found "subnet-0123456789abcdef0" twice, write a subnet of another availability zone',
    ],
  },
  existingNetworkDecides: {
    file: whole,
    changes: { 'environments.adopted.availabilityZones': 3, 'environments.adopted.egress': 'dns-firewall' },
    says: [
      'environments.adopted.availabilityZones: found it beside existing.vpc, remove it; whoever runs the network decides about its zones and about what leaves it',
      'environments.adopted.egress: found it beside existing.vpc, remove it; whoever runs the network decides about its zones and about what leaves it',
    ],
  },
  someoneDelivers: {
    file: small,
    changes: { 'environments.prod.delivery': {} },
    says: [
      'environments.prod.delivery: found neither github nor gitlab, write one of them, or remove delivery',
    ],
  },
  boundaryOfAccount: {
    file: small,
    changes: {
      'environments.prod.existing.permissionsBoundary': 'arn:aws:iam::222222222222:policy/boundary',
    },
    says: [
      'environments.prod.existing.permissionsBoundary: found "arn:aws:iam::222222222222:policy/boundary", write the ARN of a policy of the account 111111111111',
    ],
  },
  keyOfAccountAndRegion: {
    file: small,
    changes: {
      'environments.prod.existing.key': {
        arn: 'arn:aws:kms:eu-central-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
        owner: 'security@boutique.example',
      },
      'environments.staging.existing.key': {
        arn: 'arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
        owner: 'security@boutique.example',
      },
    },
    says: [
      'environments.prod.existing.key.arn: found "arn:aws:kms:eu-central-1:111111111111:key/01234567-89ab-c...", write the ARN of a key in eu-west-1 of the account 111111111111',
      'environments.staging.existing.key.arn: found "arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef...", write the ARN of a key in eu-west-1 of the account 222222222222',
    ],
  },
  onlineWithinTotal: {
    file: small,
    changes: { 'yearlyTransactions.visa': { ecommerce: 120001, total: 120000 } },
    says: [
      'yearlyTransactions.visa.total: found 120000 transactions over all channels, 120001 of them online, write the count of all channels together',
    ],
  },
  confirmedByAnother: {
    file: small,
    changes: {
      confirmations: [
        { decision: 'every-country', by: 'Operations@boutique.example', on: '2026-11-23' },
        { decision: 'logging-v2', by: 'palisade', on: '2026-11-23' },
      ],
    },
    says: [
      'confirmations[0].by: found "Operations@boutique.example", write somebody else of the shop: who owns or recommends an exception does not confirm it',
      'confirmations[1].by: found "palisade", write somebody else of the shop: who owns or recommends an exception does not confirm it',
    ],
  },
  confirmedInTime: {
    file: small,
    changes: {
      confirmations: [
        { decision: 'every-country', by: 'Jane Roe', on: '2026-11-21' },
        { decision: 'logging-v2', by: 'Jane Roe', on: '2027-11-01' },
      ],
    },
    says: [
      'confirmations[0].on: found "2026-11-21" for every-country, which was decided on 2026-11-22 and expires on 2027-10-31, write the day on which somebody confirmed it as it is now, or remove the confirmation',
      'confirmations[1].on: found "2027-11-01" for logging-v2, which was decided on 2026-11-22 and expires on 2027-10-31, write the day on which somebody confirmed it as it is now, or remove the confirmation',
    ],
  },
  confirmedOnce: {
    file: small,
    changes: {
      confirmations: [
        { decision: 'every-country', by: 'Jane Roe', on: '2026-11-23' },
        { decision: 'every-country', by: 'John Doe', on: '2026-11-24' },
      ],
    },
    says: [
      'confirmations[1].decision: found "every-country", which is confirmed already, remove one of the two confirmations',
    ],
  },
  environmentNames: {
    file: small,
    changes: { 'environments.prod': undefined, 'environments.Prod-EU': small.environments.prod },
    says: [
      'environments.Prod-EU: found the name "Prod-EU", write a lowercase name of at most 8 letters and digits, such as prod',
    ],
  },
  hostNamesDiffer: {
    file: small,
    changes: {
      'environments.staging.domain': 'shop.boutique.example',
      'environments.staging.zone': { name: 'boutique.example', id: 'Z0123456789ABC' },
      'environments.staging.aliases': ['www.boutique.example', 'www.boutique.example'],
    },
    says: [
      'environments.staging.domain: found "shop.boutique.example", which prod has already, write a domain of its own for each environment',
      'environments.staging.aliases[1]: found "www.boutique.example", which staging has already, remove it, or write another name',
    ],
  },
  hstsRampEnds: {
    file: small,
    changes: { [`${prod}.hstsRamp`]: { maxAge: 300, begins: '2026-12-01', ends: '2026-12-30' } },
    says: [
      `${prod}.hstsRamp.ends: found "2026-12-30", which is 29 days after "2026-12-01", write a day from 1 to 28 days later`,
    ],
  },
  hstsRampIsOfUse: {
    file: small,
    changes: {
      [`${prod}.domain`]: 'boutique.example',
      [`${prod}.preloadHsts`]: true,
      [`${prod}.hstsRamp`]: { maxAge: 300, begins: '2026-12-01', ends: '2026-12-29' },
      'environments.staging.hstsRamp': { maxAge: 300, begins: '2026-12-01', ends: '2026-12-29' },
    },
    says: [
      `${prod}.hstsRamp: found a ramp beside preloadHsts, which asks for a year at least, remove it`,
      'environments.staging.hstsRamp: found a ramp where no shoppers come, remove it',
    ],
  },
  redirectsExist: {
    file: small,
    changes: { [`${prod}.redirects`]: 'nowhere.csv' },
    says: [
      `${prod}.redirects: found "nowhere.csv", which does not exist, write the path of a file, relative to this file, or remove it`,
    ],
  },
  aliasesFitCertificate: {
    file: small,
    changes: { [`${prod}.aliases`]: [...'abcdefghij'].map((label) => `${label}.boutique.example`) },
    says: [
      `${prod}.aliases: found 10 names beside the domain, write 9 at the most: a certificate has 10 names`,
    ],
  },
  aliasesInZone: {
    file: small,
    changes: { [`${prod}.aliases`]: ['boutique.example', 'www.elsewhere.example'] },
    says: [
      `${prod}.aliases[1]: found "www.elsewhere.example", write a name in the zone boutique.example, such as www.boutique.example`,
    ],
  },
  zonesDiffer: {
    file: small,
    changes: {
      [`${prod}.zone.id`]: undefined,
      [`${prod}.aliases`]: ['boutique.example'],
      'environments.staging.zone.name': 'boutique.example',
      'environments.staging.domain': 'boutique.example',
    },
    says: [
      'environments.staging.domain: found "boutique.example", which prod has already, write a domain of its own for each environment',
      'environments.staging.zone.name: found "boutique.example" without an id, as in prod, so that both would create it, write the id of the zone, or a zone of its own for each environment',
    ],
  },
  domainInZone: {
    file: small,
    changes: { [`${prod}.domain`]: 'shop-boutique.example' },
    says: [
      `${prod}.domain: found "shop-boutique.example", write a domain in the zone boutique.example, such as shop.boutique.example`,
    ],
  },
  preloadOnlyForZone: {
    file: small,
    changes: { [`${prod}.preloadHsts`]: true },
    says: [
      `${prod}.preloadHsts: found true for shop.boutique.example, a name below the zone boutique.example, write false or remove it`,
    ],
  },
  subdomainsLeftOutAtApexOnly: {
    file: small,
    changes: {
      [`${prod}.includeSubdomains`]: false,
      'environments.staging.includeSubdomains': false,
      'environments.staging.domain': 'staging.boutique.example',
      'environments.staging.zone': { name: 'staging.boutique.example', id: 'Z0123456789ABD' },
      'environments.staging.preloadHsts': true,
    },
    says: [
      `${prod}.includeSubdomains: found false for shop.boutique.example, below which all names are the shop's, write true or remove it`,
      'environments.staging.includeSubdomains: found false beside preloadHsts: true, write true or remove it, or write preloadHsts: false',
    ],
  },
  signInAddressFree: {
    file: small,
    changes: { shop: 'awsome', [`${prod}.customers`]: { signUp: 'open' } },
    says: [
      `${prod}.customers: found them in the shop "awsome", whose sign-in pages Cognito lets nobody name "aws", write none, or another name of the shop`,
    ],
  },
  mailInZone: {
    file: small,
    changes: { [`${prod}.mail`]: { from: 'mail.moss.example', dmarc } },
    says: [
      `${prod}.mail.from: found "mail.moss.example", write a name in the zone boutique.example, such as mail.boutique.example`,
    ],
  },
  mailInRegion: {
    file: small,
    changes: {
      [`${prod}.region`]: 'ap-east-1',
      [`${prod}.backup`]: { recovery: { region: 'ap-southeast-1' } },
      [`${prod}.existing`]: { cloudFrontPrefixList: 'pl-4fa04526' },
      [`${prod}.mail`]: { from: 'mail.boutique.example', dmarc },
    },
    says: [`${prod}.mail: found mail from ap-east-1, where SES sends none, write none, or another region`],
  },
  mailIsWhole: {
    file: small,
    changes: {
      [`${prod}.mail`]: { from: 'mail.boutique.example' },
      'environments.staging.mail': {
        from: 'mail.staging.boutique.example',
        dmarc,
        receives: { servers: ['mx.mailhost.example'], tlsReports: 'tls@boutique.example' },
        ownedBy: 'prod',
      },
    },
    says: [
      `${prod}.mail.dmarc: found nothing, write { reports: ADDRESS }, or { owner: NAME } of who has the record`,
      'environments.staging.mail.dmarc: found it beside ownedBy, remove it; the environment that has the records says it',
      'environments.staging.mail.receives: found it beside ownedBy, remove it; the environment that has the records says it',
      'environments.staging.mail.receives: found it where strangers, and so their mail servers, are answered 403, remove it, or receive mail in production',
      'environments.staging.mail.ownedBy: found "prod", which sends no mail from mail.staging.boutique.example in the account and region of staging, remove it and write dmarc, or write mail: none',
    ],
  },
  dmarcIsWhole: {
    file: small,
    changes: {
      [`${prod}.mail`]: { from: 'mail.boutique.example', dmarc: {} },
      'environments.staging.mail': {
        from: 'mail.staging.boutique.example',
        dmarc: { ...dmarc, owner: 'it@boutique.example' },
      },
    },
    says: [
      `${prod}.mail.dmarc.reports: found nothing, write who takes the reports, such as dmarc@boutique.example`,
      'environments.staging.mail.dmarc.reports: found it beside owner, remove it; whoever has the record decides about it',
    ],
  },
  dmarcRampEnds: {
    file: small,
    changes: {
      [`${prod}.mail`]: {
        from: 'mail.boutique.example',
        dmarc: {
          ...dmarc,
          ramp: {
            policy: 'none',
            begins: '2026-12-01',
            noneUntil: '2027-12-01',
            quarantineUntil: '2027-12-01',
          },
        },
      },
    },
    says: [
      `${prod}.mail.dmarc.ramp.noneUntil: found "2027-12-01", which is 365 days after "2026-12-01", write a day from 1 to 60 days later`,
      `${prod}.mail.dmarc.ramp.quarantineUntil: found "2027-12-01", which is 0 days after "2027-12-01", write a day from 1 to 60 days later`,
    ],
  },
  receivesInTheOpen: {
    file: small,
    changes: {
      'environments.staging.mail': {
        from: 'mail.staging.boutique.example',
        dmarc,
        receives: { servers: ['mx.mailhost.example'], tlsReports: 'tls@boutique.example' },
      },
    },
    says: [
      'environments.staging.mail.receives: found it where strangers, and so their mail servers, are answered 403, remove it, or receive mail in production',
    ],
  },
  mailNamesDiffer: {
    file: small,
    changes: {
      [`${prod}.mail`]: { from: 'staging.boutique.example', dmarc },
      'environments.staging.mail': { from: 'staging.boutique.example', dmarc },
    },
    says: [
      `${prod}.mail.from: found "staging.boutique.example", the domain of staging, write a name of its own, or ownedBy with the environment that has its records`,
      'environments.staging.mail.from: found "staging.boutique.example", which prod has already, write a name of its own, or ownedBy with the environment that has its records',
    ],
  },
  mailOwnerHasIt: {
    file: small,
    changes: {
      [`${prod}.mail`]: { from: 'mail.boutique.example', dmarc },
      ...secondProduction,
      'environments.staging.zone': { name: 'boutique.example', id: 'Z0123456789ABC' },
      'environments.staging.mail': { from: 'mail.boutique.example', ownedBy: 'staging' },
    },
    says: [
      'environments.staging.mail.ownedBy: found "staging", which sends no mail from mail.boutique.example in the account and region of staging, write prod',
    ],
  },
  productionAlone: {
    file: small,
    changes: { 'environments.staging.account': '111111111111' },
    says: [
      'environments.staging.account: found "111111111111", in which prod takes real money, write another account for it',
    ],
  },
  ownZoneForShop: {
    file: small,
    changes: { 'environments.staging.zone.name': 'boutique.example' },
    says: [
      `environments.staging.zone.name: found "boutique.example" without an id, of which staging.boutique.example is only one name, write staging.boutique.example for a zone of the shop's own, or add the id of the zone that exists`,
    ],
  },
  justifiedWherePaid: {
    file: small,
    changes: {
      scripts: [
        { ...analytics, pages: ['/*', '/checkout/*'] },
        { ...analytics, pages: ['/kasse/*', '/checkout/done/'] },
        { ...analytics, pages: ['/takk/*'], onPaymentPages },
      ],
      'environments.prod.site': { path: 'site', checkout: '/kasse/', return: '/takk/' },
      'environments.staging.site': { path: 'site', checkout: '/kasse/', return: '/takk/' },
    },
    says: [
      'scripts[1].pages[0]: found "/kasse/*", where shoppers pay, add onPaymentPages with its justification to the script, or write other pages',
    ],
  },
  justificationIsUsed: {
    file: small,
    changes: { scripts: [{ ...analytics, pages: ['/product/*'], onPaymentPages }] },
    says: [
      'scripts[0].onPaymentPages: found it with no payment page among the pages, remove it, or add "/checkout/*" to the pages of the script',
    ],
  },
  exceptionsLeaveSome: {
    file: small,
    changes: {
      scripts: [
        { ...analytics, pages: ['/product/*'], except: ['/account/*', '/product/returns/'] },
        { ...analytics, except: ['/*'] },
      ],
    },
    says: [
      'scripts[0].except[0]: found "/account/*", which is not among the pages of the script, remove it',
      'scripts[1].except[0]: found "/*", which leaves no page, write fewer pages, or remove the script',
    ],
  },
  patternsNest: {
    file: small,
    changes: {
      scripts: [
        { ...analytics, pages: ['/product/*'] },
        { ...analytics, pages: ['/*/reviews/', '/product/new/*'] },
        { ...analytics, pages: ['/*/done/', '/check*'], onPaymentPages },
      ],
    },
    says: [
      'scripts[1].pages[0]: found "/*/reviews/", which shares some pages with "/product/*" and not all of either, write patterns of which one holds the other, or that share no page',
      'scripts[2].pages[0]: found "/*/done/", which shares some pages with "/checkout/*" and not all of either, write patterns of which one holds the other, or that share no page',
    ],
  },
  placesAreOwn: {
    file: small,
    changes: {
      [`${prod}.site`]: { path: 'site', cart: '/api/cart/', checkout: '/api/', return: '/callbacks/done/' },
      'environments.staging.site': { path: 'site', return: '/checkout/' },
    },
    says: [
      `${prod}.site.cart: found "/api/cart/", where functions answer (/api/*), write the path of a page, such as /cart/`,
      `${prod}.site.checkout: found "/api/", where functions answer (/api/*), write the path of a page, such as /checkout/`,
      `${prod}.site.return: found "/callbacks/done/", where functions answer (/callbacks/*), write the path of a page, such as /return/`,
      'environments.staging.site.return: found "/checkout/", which is the checkout, write the path of another page, such as /checkout/done/',
    ],
  },
  embeddedByOthers: {
    file: small,
    changes: { [`${prod}.embedding`]: ['https://magazine.example', 'https://shop.boutique.example'] },
    says: [`${prod}.embedding[1]: found "https://shop.boutique.example", a name of the shop, remove it`],
  },
  siteHasPages: {
    file: small,
    changes: { [`${prod}.site.path`]: 'public', 'environments.staging.site.path': '.' },
    says: [
      `${prod}.site.path: found "public", which does not exist, write the path of a folder with index.html, relative to this file`,
      'environments.staging.site.path: found ".", which holds no index.html, write the path of a folder with index.html, relative to this file',
    ],
  },
  gatewaysOnce: {
    file: small,
    changes: { [`${prod}.payments.gateways[1]`]: { name: 'stripe', mode: 'live', integration: 'fields' } },
    says: [`${prod}.payments.gateways[1].name: found "stripe" a second time, remove one of the two rows`],
  },
  saqDIsUsed: {
    file: small,
    changes: { [`${prod}.payments.saqD`]: { acceptedBy: 'ciso', date: '2026-03-31', reason: 'none' } },
    says: [`${prod}.payments.saqD: found an acceptance that no gateway needs, remove it`],
  },
  personalGoesFirst: {
    file: small,
    changes: { [`${prod}.orders`]: { keep: '1y', personalFor: '18mo' } },
    says: [`${prod}.orders.personalFor: found "18mo", write at most 1y, which is how long orders are kept`],
  },
  personalLongEnough: {
    file: small,
    changes: { [`${prod}.orders`]: { personalFor: '7d' } },
    says: [
      `${prod}.orders.personalFor: found "7d", write at least 30d; until then goods are sent, returned and disputed`,
    ],
  },
  ordersEnd: {
    file: small,
    changes: { [`${prod}.orders`]: { keep: '11y' } },
    says: [
      `${prod}.orders.keep: found "11y", write at most 10y, as long as laws ask for the records of sales`,
    ],
  },
  complianceLockAccepted: {
    file: whole,
    changes: { [`${prod}.backup.lock.date`]: undefined },
    says: [
      `${prod}.backup.lock: found compliance without acceptedBy and date, write who accepted it and when, or write mode: governance`,
    ],
  },
  recoveryElsewhere: {
    file: whole,
    changes: { [`${prod}.backup.recovery.region`]: 'eu-west-1' },
    says: [`${prod}.backup.recovery.region: found "eu-west-1", the region of the shop, write another region`],
  },
  complianceLockInProduction: {
    file: small,
    changes: {
      'environments.staging.backup': {
        lock: { mode: 'compliance', acceptedBy: 'ciso', date: '2026-03-31' },
      },
    },
    says: [
      `environments.staging.backup.lock.mode: found compliance in an environment that is not production, write governance`,
    ],
  },
  recoveryRegionKnown: {
    file: small,
    changes: { [`${prod}.region`]: 'eu-west-2' },
    says: [
      `${prod}.backup.recovery: found nothing, and no region beside eu-west-2 that is under the same law, write a mapping with the region that copies may go to, such as { region: eu-central-1 }`,
    ],
  },
  otherAccountDiffers: {
    file: whole,
    changes: {
      [`${prod}.backup.recovery.otherAccount.vault`]:
        'arn:aws:backup:eu-central-1:111111111111:backup-vault:shops',
    },
    says: [
      `${prod}.backup.recovery.otherAccount.vault: found a vault of 111111111111, the account of the shop, write the ARN of a vault in another account`,
    ],
  },
  backupsKeptInOrder: {
    file: whole,
    changes: { [`${prod}.backup.daily`]: '6d' },
    says: [
      `${prod}.backup.daily: found "6d", write at least 7d, which is how long the lock keeps each backup`,
    ],
  },
  rpoKept: {
    file: whole,
    changes: { [`${prod}.backup.rpo`]: '59m' },
    says: [
      `${prod}.backup.rpo: found "59m", write at least 5h: a backup each hour has 3 hours to end and 1 to be copied`,
    ],
  },
  rtoKept: {
    file: whole,
    changes: { [`${prod}.backup.rto`]: '239m' },
    says: [
      `${prod}.backup.rto: found "239m", write at least 4h: tables are restored in 2 hours, the stacks deployed in 1, and names changed in 1`,
    ],
  },
  tagNames: {
    file: small,
    changes: { [`${prod}.tags`]: { 'aws:team': 'shop', 'cost#': 'one' } },
    says: [
      `${prod}.tags."aws:team": found the name "aws:team", write at most 128 letters, digits, spaces and characters of _.:/=+-@ that do not begin with aws:`,
      `${prod}.tags."cost#": found the name "cost#", write at most 128 letters, digits, spaces and characters of _.:/=+-@ that do not begin with aws:`,
    ],
  },
  registeredGateway: {
    file: small,
    changes: {
      [gateway]: { name: 'worldpay', mode: 'live', integration: 'redirect' },
      'environments.staging.payments.gateways[0].name': 'cash',
    },
    says: [
      `${gateway}.name: found "worldpay", but Worldpay proves its callbacks by a client certificate, which CloudFront can ask for (viewer mutual TLS) and this kit does not set up; use another gateway`,
      'environments.staging.payments.gateways[0].name: found "cash", write stripe, square, paypal, adyen, braintree, mollie, razorpay, checkoutcom, authorizenet, mercadopago or paystack',
    ],
  },
  supportedIntegration: {
    file: small,
    changes: { [gateway]: { name: 'paypal', mode: 'live', integration: 'fields' } },
    says: [
      `${gateway}.integration: found "fields", but PayPal's script needs 'unsafe-inline' or a nonce, and a static headers policy can carry no nonce; use redirect`,
    ],
  },
  supportedChallenge: {
    file: small,
    changes: {
      [gateway]: { name: 'square', mode: 'live', integration: 'fields' },
      'environments.staging.payments.gateways[0]': {
        name: 'authorizenet',
        mode: 'test',
        integration: 'fields',
        threeDSecure: 'inline',
        currency: 'USD',
      },
    },
    says: [
      `${gateway}.threeDSecure: found nothing, which means redirect, but Square shows the challenge of a card's issuer in frames of the checkout only; write inline`,
      `environments.staging.payments.gateways[0].threeDSecure: found "inline", but Authorize.Net's fields never show a challenge of a card's issuer; leave threeDSecure out`,
    ],
  },
  gatewaySettingsKnown: {
    file: small,
    changes: { [gateway]: { ...adyen, threeDsecure: 'inline', colour: 'red' } },
    says: [
      `${gateway}.threeDsecure: found an unknown setting, write threeDSecure`,
      `${gateway}.colour: found an unknown setting, remove it; the settings here are name, mode, integration, threeDSecure, currencies, prefix and region`,
    ],
  },
  gatewayTakesCurrencies: {
    file: small,
    changes: {
      [gateway]: {
        name: 'paypal',
        mode: 'live',
        integration: 'redirect',
        currencies: ['EUR', 'XYZ', 'KRW', 'EUR'],
      },
    },
    says: [
      `${gateway}.currencies[1]: found "XYZ", write the ISO 4217 code of a currency that is in use, such as EUR`,
      `${gateway}.currencies[2]: found "KRW", write what PayPal takes: AUD, BRL, CAD, CHF, CNY, CZK, DKK, EUR, GBP, HKD, HUF, ILS, JPY, MXN, MYR, NOK, NZD, PHP, PLN, SEK, SGD, THB, TWD or USD`,
      `${gateway}.currencies[3]: found "EUR" again, name each currency once`,
    ],
  },
  gatewaySettingsGiven: {
    file: small,
    changes: {
      [gateway]: { name: 'adyen', mode: 'live', integration: 'fields', region: 'eu' },
      'environments.staging.payments.gateways[0].name': 'adyen',
    },
    says: [
      `${gateway}.prefix: found nothing, write a value such as "1797a841fbb37ca7-AdyenDemo" (prefix of the live endpoints, shown in the Customer Area under Developers, API URLs)`,
    ],
  },
  gatewaySettingsWellFormed: {
    file: small,
    changes: { [gateway]: { ...adyen, prefix: 1797, region: 'emea' } },
    says: [
      `${gateway}.prefix: found 1797 without quotes, write a value such as "1797a841fbb37ca7-AdyenDemo" (prefix of the live endpoints, shown in the Customer Area under Developers, API URLs)`,
      `${gateway}.region: found "emea", write a value such as "eu" (data centre of the live account: eu, us, au, apse, in or nea)`,
    ],
  },
  noLiveModeOutsideProduction: {
    file: small,
    changes: { 'environments.staging.payments.gateways[0].mode': 'live' },
    says: [
      'environments.staging.payments.gateways[0].mode: found "live" in a non-production environment, write test',
    ],
  },
  noTestModeInProduction: {
    file: small,
    changes: { [`${gateway}.mode`]: 'test' },
    says: [`${gateway}.mode: found "test" in a production environment, write live`],
  },
  checksAreReported: {
    file: small,
    changes: {
      [`${prod}.payments.gateways[1]`]: { name: 'mollie', mode: 'live', integration: 'redirect' },
      [`${prod}.payments.gateways[2]`]: { name: 'razorpay', mode: 'live', integration: 'redirect' },
      [`${prod}.payments.checks`]: { avsStreet: 'never', avsPostalCode: 'mismatch', cvc: 'unconfirmed' },
      'environments.staging.payments.gateways[0].name': 'authorizenet',
      'environments.staging.payments.gateways[0].currency': 'USD',
      'environments.staging.payments.checks.avsStreet': 'unconfirmed',
      'environments.staging.payments.checks.cvc': 'unconfirmed',
    },
    says: [
      `${prod}.payments.checks.cvc: found "unconfirmed" with mollie and razorpay, which never tell what the issuer said to it, write mismatch`,
      'environments.staging.payments.checks.cvc: found "unconfirmed" with authorizenet, which never tells what the issuer said to it, write mismatch',
    ],
  },
  serverNeedsSaqD: {
    file: small,
    changes: { [`${gateway}.integration`]: 'server' },
    says: [
      `${gateway}.integration: found "server" without an accepted SAQ D, write payments.saqD with acceptedBy, date and reason, or another integration`,
    ],
  },
};
