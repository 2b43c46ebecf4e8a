import { workNames } from '../../lib/contract/works.ts';

/** Where a bad value is put, the value, and what a person then reads. */
export type BadSetting = readonly [at: string, value: unknown, says: string];

const image = `registry.example/shop@sha256:${'0'.repeat(64)}`;

/** One bad value for every setting of the schema. */
export const badSettings: Readonly<Record<string, BadSetting>> = {
  version: ['version', 2, 'version: found 2, write 1'],
  shop: [
    'shop',
    'The Boutique',
    'shop: found "The Boutique", write a lowercase name of at most 12 letters, digits and single hyphens that does not begin with internal, sthree or palisade, such as boutique',
  ],
  role: ['role', 'shop', 'role: found "shop", write merchant or serviceProvider'],
  contacts: [
    'contacts',
    'security@boutique.example',
    'contacts: found "security@boutique.example", write a mapping with security and operations',
  ],
  'contacts.security': [
    'contacts.security',
    'security',
    'contacts.security: found "security", write an e-mail address, such as security@boutique.example',
  ],
  'contacts.operations': [
    'contacts.operations',
    'operations@boutique',
    'contacts.operations: found "operations@boutique", write an e-mail address, such as operations@boutique.example',
  ],
  confirmations: [
    'confirmations',
    'all',
    'confirmations: found "all", write a list of confirmations, or [] for none',
  ],
  'confirmations[]': [
    'confirmations',
    ['every-country'],
    'confirmations[0]: found "every-country", write a mapping with decision, by and on',
  ],
  'confirmations[].decision': [
    'confirmations',
    [{ decision: 'no-firewall', by: 'Jane Roe', on: '2026-11-23' }],
    'confirmations[0].decision: found "no-firewall", write logging-v2, every-country, release-files, stream-failures, rotation-elsewhere, webhook-key, network-interfaces, region-settings, restore-tests, account-settings, drift-reader, people-roles, log-bucket, long-passwords, second-factor-by-choice, hsts-ramp, dmarc-ramp or gateway-source',
  ],
  'confirmations[].by': [
    'confirmations',
    [{ decision: 'every-country', by: ' ', on: '2026-11-23' }],
    'confirmations[0].by: found " ", write who confirms it, such as "Jane Roe, head of security"',
  ],
  'confirmations[].on': [
    'confirmations',
    [{ decision: 'every-country', by: 'Jane Roe', on: 'yesterday' }],
    'confirmations[0].on: found "yesterday", write a date as year, month and day, such as "2026-03-31"',
  ],
  yearlyTransactions: [
    'yearlyTransactions',
    120000,
    'yearlyTransactions: found 120000, write a mapping with visa, mastercard, amex, discover, jcb and unionpay',
  ],
  ...badCounts(),
  scripts: ['scripts', 'none', 'scripts: found "none", write a list of scripts, or [] for none'],
  'scripts[]': [
    'scripts[0]',
    'https://cdn.analytics.example',
    'scripts[0]: found "https://cdn.analytics.example", write a mapping with host, owner, reason and pages',
  ],
  'scripts[].host': [
    'scripts[0].host',
    'http://cdn.analytics.example',
    'scripts[0].host: found "http://cdn.analytics.example", write an https origin without a path, such as https://cdn.analytics.example',
  ],
  'scripts[].owner': [
    'scripts[0].owner',
    '',
    'scripts[0].owner: found "", write who answers for the script, such as marketing@boutique.example',
  ],
  'scripts[].reason': [
    'scripts[0].reason',
    null,
    'scripts[0].reason: found nothing, write why the shop needs the script, such as "counts visits for the yearly report"',
  ],
  'scripts[].pages': [
    'scripts[0].pages',
    [],
    'scripts[0].pages: found [], write at least one path pattern, such as ["/product/*"]',
  ],
  'scripts[].pages[]': [
    'scripts[0].pages[0]',
    'products/*',
    'scripts[0].pages[0]: found "products/*", write a path pattern that starts with a slash, such as /product/*',
  ],
  'scripts[].except': [
    'scripts[0].except',
    '/account/*',
    'scripts[0].except: found "/account/*", write a list of path patterns, or [] for none',
  ],
  'scripts[].except[]': [
    'scripts[0].except[0]',
    'account/*',
    'scripts[0].except[0]: found "account/*", write a path pattern that starts with a slash, such as /product/*',
  ],
  'scripts[].connect': [
    'scripts[0].connect',
    'https://collect.analytics.example',
    'scripts[0].connect: found "https://collect.analytics.example", write a list of origins, such as [https://collect.analytics.example]',
  ],
  'scripts[].connect[]': [
    'scripts[0].connect[0]',
    'https://*.analytics.example',
    'scripts[0].connect[0]: found "https://*.analytics.example", write an https or wss origin without a path, such as https://collect.analytics.example',
  ],
  'scripts[].image': [
    'scripts[0].image',
    'https://pixel.analytics.example',
    'scripts[0].image: found "https://pixel.analytics.example", write a list of https origins, such as [https://pixel.analytics.example]',
  ],
  'scripts[].image[]': [
    'scripts[0].image[0]',
    'https://pixel.analytics.example/a',
    'scripts[0].image[0]: found "https://pixel.analytics.example/a", write an https origin without a path, such as https://pixel.analytics.example',
  ],
  'scripts[].style': [
    'scripts[0].style',
    'https://cdn.reviews.example',
    'scripts[0].style: found "https://cdn.reviews.example", write a list of https origins, such as [https://cdn.reviews.example]',
  ],
  'scripts[].style[]': [
    'scripts[0].style[0]',
    'https://cdn.reviews.example/a',
    'scripts[0].style[0]: found "https://cdn.reviews.example/a", write an https origin without a path, such as https://cdn.reviews.example',
  ],
  'scripts[].font': [
    'scripts[0].font',
    'https://fonts.reviews.example',
    'scripts[0].font: found "https://fonts.reviews.example", write a list of https origins, such as [https://fonts.reviews.example]',
  ],
  'scripts[].font[]': [
    'scripts[0].font[0]',
    'https://fonts.reviews.example/a',
    'scripts[0].font[0]: found "https://fonts.reviews.example/a", write an https origin without a path, such as https://fonts.reviews.example',
  ],
  'scripts[].frame': [
    'scripts[0].frame',
    'https://widget.reviews.example',
    'scripts[0].frame: found "https://widget.reviews.example", write a list of https origins, such as [https://widget.reviews.example]',
  ],
  'scripts[].frame[]': [
    'scripts[0].frame[0]',
    'https://widget.reviews.example/a',
    'scripts[0].frame[0]: found "https://widget.reviews.example/a", write an https origin without a path, such as https://widget.reviews.example',
  ],
  'scripts[].media': [
    'scripts[0].media',
    'https://media.reviews.example',
    'scripts[0].media: found "https://media.reviews.example", write a list of https origins, such as [https://media.reviews.example]',
  ],
  'scripts[].media[]': [
    'scripts[0].media[0]',
    'https://media.reviews.example/a',
    'scripts[0].media[0]: found "https://media.reviews.example/a", write an https origin without a path, such as https://media.reviews.example',
  ],
  'scripts[].onPaymentPages': [
    'scripts[0].onPaymentPages',
    true,
    'scripts[0].onPaymentPages: found true, write a mapping with justification',
  ],
  'scripts[].onPaymentPages.justification': [
    'scripts[0].onPaymentPages.justification',
    ' ',
    'scripts[0].onPaymentPages.justification: found " ", write why a payment page needs the script, such as "finds fraud while the card is entered"',
  ],
  environments: ['environments', {}, 'environments: found {}, write at least one environment, such as prod'],
  'environments.NAME': [
    'environments.prod',
    'production',
    'environments.prod: found "production", write a mapping with purpose, account, region, domain, zone, site and payments',
  ],
  'environments.NAME.purpose': [
    'environments.prod.purpose',
    'test',
    'environments.prod.purpose: found "test", write production or non-production',
  ],
  'environments.NAME.account': [
    'environments.prod.account',
    111111111111,
    'environments.prod.account: found 111111111111 without quotes, write a 12-digit AWS account id in quotes, such as "111111111111"',
  ],
  'environments.NAME.region': [
    'environments.prod.region',
    'cn-north-1',
    'environments.prod.region: found "cn-north-1", write the name of an AWS region outside China and GovCloud, such as eu-west-1',
  ],
  'environments.NAME.domain': [
    'environments.prod.domain',
    'https://shop.boutique.example',
    'environments.prod.domain: found "https://shop.boutique.example", write a host name in lower case of at most 64 characters, such as shop.boutique.example',
  ],
  'environments.NAME.embedding': [
    'environments.prod.embedding',
    'https://magazine.example',
    'environments.prod.embedding: found "https://magazine.example", write a list of https origins, or [] for none',
  ],
  'environments.NAME.embedding[]': [
    'environments.prod.embedding[0]',
    'https://*.magazine.example',
    'environments.prod.embedding[0]: found "https://*.magazine.example", write an https origin without a path, such as https://magazine.example',
  ],
  'environments.NAME.launch': [
    'environments.prod.launch',
    'dark',
    'environments.prod.launch: found "dark", write shadow, cutover or live',
  ],
  'environments.NAME.aliases': [
    'environments.prod.aliases',
    'www.boutique.example',
    'environments.prod.aliases: found "www.boutique.example", write a list of host names, or [] for none',
  ],
  'environments.NAME.aliases[]': [
    'environments.prod.aliases[0]',
    'https://www.boutique.example',
    'environments.prod.aliases[0]: found "https://www.boutique.example", write a host name in lower case, such as www.boutique.example',
  ],
  'environments.NAME.hstsRamp': [
    'environments.prod.hstsRamp',
    300,
    'environments.prod.hstsRamp: found 300, write a mapping with maxAge, begins and ends',
  ],
  'environments.NAME.hstsRamp.maxAge': [
    'environments.prod.hstsRamp.maxAge',
    60,
    'environments.prod.hstsRamp.maxAge: found 60, write a number of seconds from 300 to 2592000, such as 300',
  ],
  'environments.NAME.hstsRamp.begins': [
    'environments.prod.hstsRamp.begins',
    'today',
    'environments.prod.hstsRamp.begins: found "today", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.hstsRamp.ends': [
    'environments.prod.hstsRamp.ends',
    'never',
    'environments.prod.hstsRamp.ends: found "never", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.redirects': [
    'environments.prod.redirects',
    'redirects.txt',
    'environments.prod.redirects: found "redirects.txt", write the path of a CSV or JSON file, such as redirects.csv',
  ],
  'environments.NAME.redirectHosts': [
    'environments.prod.redirectHosts',
    'blog.boutique.example',
    'environments.prod.redirectHosts: found "blog.boutique.example", write a list of host names, or [] for none',
  ],
  'environments.NAME.redirectHosts[]': [
    'environments.prod.redirectHosts[0]',
    'https://blog.boutique.example',
    'environments.prod.redirectHosts[0]: found "https://blog.boutique.example", write a host name in lower case, such as blog.boutique.example',
  ],
  'environments.NAME.zone': [
    'environments.prod.zone',
    'boutique.example',
    'environments.prod.zone: found "boutique.example", write a mapping with name',
  ],
  'environments.NAME.zone.name': [
    'environments.prod.zone.name',
    'boutique',
    'environments.prod.zone.name: found "boutique", write the name of the zone, such as boutique.example',
  ],
  'environments.NAME.zone.id': [
    'environments.prod.zone.id',
    '/hostedzone/Z0123456789ABC',
    'environments.prod.zone.id: found "/hostedzone/Z0123456789ABC", write the id of a hosted zone, such as Z0123456789ABC',
  ],
  'environments.NAME.site': [
    'environments.prod.site',
    'site',
    'environments.prod.site: found "site", write { path: FOLDER }',
  ],
  'environments.NAME.site.path': [
    'environments.prod.site.path',
    '',
    'environments.prod.site.path: found "", write the folder of the pages, such as site',
  ],
  'environments.NAME.site.checkout': [
    'environments.prod.site.checkout',
    '/kasse',
    'environments.prod.site.checkout: found "/kasse", write a path with a slash at both ends, such as /checkout/',
  ],
  'environments.NAME.site.cart': [
    'environments.prod.site.cart',
    'cart',
    'environments.prod.site.cart: found "cart", write a path with a slash at both ends, such as /cart/',
  ],
  'environments.NAME.site.return': [
    'environments.prod.site.return',
    'takk/',
    'environments.prod.site.return: found "takk/", write a path with a slash at both ends, such as /checkout/done/',
  ],
  'environments.NAME.site.catalogue': [
    'environments.prod.site.catalogue',
    '../catalogue.json',
    'environments.prod.site.catalogue: found "../catalogue.json", write the name of a JSON file in the folder of the pages, such as catalogue.json',
  ],
  'environments.NAME.site.texts': [
    'environments.prod.site.texts',
    '',
    'environments.prod.site.texts: found "", write the folder of the texts, such as texts',
  ],
  'environments.NAME.site.image': [
    'environments.prod.site',
    { image: 'shop:latest', port: 3000, health: '/healthz' },
    'environments.prod.site.image: found "shop:latest", write an image with its digest, such as registry.example/shop@sha256: and 64 hexadecimal digits',
  ],
  'environments.NAME.site.port': [
    'environments.prod.site',
    { image, port: '3000', health: '/healthz' },
    'environments.prod.site.port: found "3000", write a port from 1 to 65535, such as 3000',
  ],
  'environments.NAME.site.health': [
    'environments.prod.site',
    { image, port: 3000, health: 'healthz' },
    'environments.prod.site.health: found "healthz", write a path that starts with a slash, such as /healthz',
  ],
  'environments.NAME.site.csp': [
    'environments.prod.site',
    { image, port: 3000, health: '/healthz', csp: 'nonce' },
    'environments.prod.site.csp: found "nonce", write origin-nonce',
  ],
  'environments.NAME.payments': [
    'environments.prod.payments',
    'stripe',
    'environments.prod.payments: found "stripe", write a mapping with gateways',
  ],
  'environments.NAME.payments.gateways': [
    'environments.prod.payments.gateways',
    [],
    'environments.prod.payments.gateways: found [], write at least one gateway, such as { name: stripe, mode: live, integration: redirect }',
  ],
  'environments.NAME.payments.gateways[]': [
    'environments.prod.payments.gateways[0]',
    'stripe',
    'environments.prod.payments.gateways[0]: found "stripe", write a mapping with name, mode and integration',
  ],
  'environments.NAME.payments.gateways[].name': [
    'environments.prod.payments.gateways[0].name',
    'stripee',
    'environments.prod.payments.gateways[0].name: found "stripee", write stripe',
  ],
  'environments.NAME.payments.gateways[].mode': [
    'environments.prod.payments.gateways[0].mode',
    'production',
    'environments.prod.payments.gateways[0].mode: found "production", write live or test',
  ],
  'environments.NAME.payments.gateways[].integration': [
    'environments.prod.payments.gateways[0].integration',
    'embedded',
    'environments.prod.payments.gateways[0].integration: found "embedded", write redirect, iframe, fields or server',
  ],
  'environments.NAME.payments.gateways[].threeDSecure': [
    'environments.prod.payments.gateways[0].threeDSecure',
    true,
    'environments.prod.payments.gateways[0].threeDSecure: found true, write redirect or inline',
  ],
  'environments.NAME.payments.gateways[].currencies': [
    'environments.prod.payments.gateways[0].currencies',
    'EUR',
    'environments.prod.payments.gateways[0].currencies: found "EUR", write a list of currencies, such as [EUR, NOK]',
  ],
  'environments.NAME.payments.gateways[].currencies[]': [
    'environments.prod.payments.gateways[0].currencies',
    ['eur'],
    'environments.prod.payments.gateways[0].currencies[0]: found "eur", write the ISO 4217 code of a currency in capitals, such as EUR',
  ],
  'environments.NAME.payments.gateways[].NAME': [
    'environments.prod.payments.gateways[1].prefix',
    'vkuhvk4v.api',
    'environments.prod.payments.gateways[1].prefix: found "vkuhvk4v.api", write a value such as "vkuhvk4v" (the merchant\'s subdomain: the first eight characters of the client id)',
  ],
  'environments.NAME.orders': [
    'environments.prod.orders',
    '10y',
    'environments.prod.orders: found "10y", write a mapping with keep, personalFor, notify and quote',
  ],
  'environments.NAME.orders.keep': [
    'environments.prod.orders.keep',
    'for ever',
    'environments.prod.orders.keep: found "for ever", write days, months or years, such as 90d, 18mo or 10y',
  ],
  'environments.NAME.orders.quote': [
    'environments.prod.orders.quote',
    'https://prices.boutique.example:8443/quotes',
    'environments.prod.orders.quote: found "https://prices.boutique.example:8443/quotes", write an https address without port and query, such as https://prices.boutique.example/quotes',
  ],
  'environments.NAME.orders.notify': [
    'environments.prod.orders.notify',
    'http://erp.boutique.example/orders',
    'environments.prod.orders.notify: found "http://erp.boutique.example/orders", write an https address without port and query, such as https://erp.boutique.example/orders',
  ],
  'environments.NAME.orders.personalFor': [
    'environments.prod.orders.personalFor',
    'two years',
    'environments.prod.orders.personalFor: found "two years", write days, months or years, such as 90d, 18mo or 10y',
  ],
  'environments.NAME.payments.checks': [
    'environments.prod.payments.checks',
    'mismatch',
    'environments.prod.payments.checks: found "mismatch", write a mapping with avsStreet, avsPostalCode and cvc',
  ],
  'environments.NAME.payments.checks.avsStreet': [
    'environments.prod.payments.checks.avsStreet',
    'always',
    'environments.prod.payments.checks.avsStreet: found "always", write mismatch, unconfirmed or never',
  ],
  'environments.NAME.payments.checks.avsPostalCode': [
    'environments.prod.payments.checks.avsPostalCode',
    true,
    'environments.prod.payments.checks.avsPostalCode: found true, write mismatch, unconfirmed or never',
  ],
  'environments.NAME.payments.checks.cvc': [
    'environments.prod.payments.checks.cvc',
    'never',
    'environments.prod.payments.checks.cvc: found "never", write mismatch or unconfirmed',
  ],
  'environments.NAME.payments.saqD': [
    'environments.prod.payments.saqD',
    true,
    'environments.prod.payments.saqD: found true, write a mapping with acceptedBy, date and reason',
  ],
  'environments.NAME.payments.saqD.acceptedBy': [
    'environments.prod.payments.saqD.acceptedBy',
    null,
    'environments.prod.payments.saqD.acceptedBy: found nothing, write who accepted it, such as ciso@boutique.example',
  ],
  'environments.NAME.payments.saqD.date': [
    'environments.prod.payments.saqD.date',
    '2026-02-30',
    'environments.prod.payments.saqD.date: found "2026-02-30", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.payments.saqD.reason': [
    'environments.prod.payments.saqD.reason',
    ' ',
    'environments.prod.payments.saqD.reason: found " ", write why the shop takes card numbers itself',
  ],
  'environments.NAME.preloadHsts': [
    'environments.prod.preloadHsts',
    'yes',
    'environments.prod.preloadHsts: found "yes", write true or false',
  ],
  'environments.NAME.includeSubdomains': [
    'environments.prod.includeSubdomains',
    'no',
    'environments.prod.includeSubdomains: found "no", write true or false',
  ],
  'environments.NAME.availabilityZones': [
    'environments.prod.availabilityZones',
    4,
    'environments.prod.availabilityZones: found 4, write 2, 3, or the names of two or three zones, such as [eu-west-1a, eu-west-1b]',
  ],
  'environments.NAME.availabilityZones[]': [
    'environments.prod.availabilityZones[1]',
    'b',
    'environments.prod.availabilityZones[1]: found "b", write the name of an availability zone, such as eu-west-1a',
  ],
  'environments.NAME.natZones': [
    'environments.prod.natZones',
    0,
    'environments.prod.natZones: found 0, write a number from 1 to 3',
  ],
  'environments.NAME.firewall': [
    'environments.prod.firewall',
    'count',
    'environments.prod.firewall: found "count", write a mapping with count and scanner',
  ],
  'environments.NAME.firewall.count': [
    'environments.prod.firewall.count',
    'SQLi',
    'environments.prod.firewall.count: found "SQLi", write a list of rules that count, or [] for none',
  ],
  'environments.NAME.firewall.count[]': [
    'environments.prod.firewall.count[0]',
    'SQLi',
    'environments.prod.firewall.count[0]: found "SQLi", write a mapping with rule, owner, approver, ticket, from and until',
  ],
  'environments.NAME.firewall.count[].rule': [
    'environments.prod.firewall.count[0].rule',
    'SQLi',
    'environments.prod.firewall.count[0].rule: found "SQLi", write a managed group, or a group and a rule in it, such as AWSManagedRulesSQLiRuleSet/SQLi_BODY',
  ],
  'environments.NAME.firewall.count[].owner': [
    'environments.prod.firewall.count[0].owner',
    '',
    'environments.prod.firewall.count[0].owner: found "", write who looks at what it counts, such as ops@boutique.example',
  ],
  'environments.NAME.firewall.count[].approver': [
    'environments.prod.firewall.count[0].approver',
    '',
    'environments.prod.firewall.count[0].approver: found "", write who agreed, such as security@boutique.example',
  ],
  'environments.NAME.firewall.count[].ticket': [
    'environments.prod.firewall.count[0].ticket',
    '',
    'environments.prod.firewall.count[0].ticket: found "", write where it was decided, such as SHOP-7',
  ],
  'environments.NAME.firewall.count[].from': [
    'environments.prod.firewall.count[0].from',
    '1.11.2026',
    'environments.prod.firewall.count[0].from: found "1.11.2026", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.firewall.count[].until': [
    'environments.prod.firewall.count[0].until',
    '30.11.2026',
    'environments.prod.firewall.count[0].until: found "30.11.2026", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.firewall.scanner': [
    'environments.prod.firewall.scanner',
    '203.0.113.0/24',
    'environments.prod.firewall.scanner: found "203.0.113.0/24", write a mapping with addresses, owner, approver, ticket, from and until',
  ],
  'environments.NAME.firewall.scanner.addresses': [
    'environments.prod.firewall.scanner.addresses',
    [],
    'environments.prod.firewall.scanner.addresses: found [], write a list of blocks of IPv4 addresses, such as [203.0.113.16/28]',
  ],
  'environments.NAME.firewall.scanner.addresses[]': [
    'environments.prod.firewall.scanner.addresses[0]',
    '203.0.112.0/23',
    'environments.prod.firewall.scanner.addresses[0]: found "203.0.112.0/23", write a block of IPv4 addresses with a prefix from 24 to 32, such as 203.0.113.16/28',
  ],
  'environments.NAME.firewall.scanner.owner': [
    'environments.prod.firewall.scanner.owner',
    '',
    'environments.prod.firewall.scanner.owner: found "", write who looks after the scan, such as ops@boutique.example',
  ],
  'environments.NAME.firewall.scanner.approver': [
    'environments.prod.firewall.scanner.approver',
    '',
    'environments.prod.firewall.scanner.approver: found "", write who agreed, such as security@boutique.example',
  ],
  'environments.NAME.firewall.scanner.ticket': [
    'environments.prod.firewall.scanner.ticket',
    '',
    'environments.prod.firewall.scanner.ticket: found "", write where it was decided, such as SHOP-7',
  ],
  'environments.NAME.firewall.scanner.from': [
    'environments.prod.firewall.scanner.from',
    '1.11.2026',
    'environments.prod.firewall.scanner.from: found "1.11.2026", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.firewall.scanner.until': [
    'environments.prod.firewall.scanner.until',
    '30.11.2026',
    'environments.prod.firewall.scanner.until: found "30.11.2026", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.concurrency': [
    'environments.prod.concurrency',
    1000,
    'environments.prod.concurrency: found 1000, write a mapping with accountLimit',
  ],
  'environments.NAME.concurrency.accountLimit': [
    'environments.prod.concurrency.accountLimit',
    10,
    'environments.prod.concurrency.accountLimit: found 10, write the quota of concurrent executions, at least 200, such as 1000, or remove concurrency: Lambda keeps 100 of them unreserved',
  ],
  'environments.NAME.egress': [
    'environments.prod.egress',
    'firewall',
    'environments.prod.egress: found "firewall", write dns-firewall or network-firewall',
  ],
  'environments.NAME.backup': [
    'environments.prod.backup',
    true,
    'environments.prod.backup: found true, write a mapping with daily, monthly, rpo, rto, lock, recovery and restorations',
  ],
  'environments.NAME.backup.restorations': [
    'environments.prod.backup.restorations',
    -1,
    'environments.prod.backup.restorations: found -1, write a number from 0 to 1000, one more than before',
  ],
  'environments.NAME.backup.daily': [
    'environments.prod.backup.daily',
    35,
    'environments.prod.backup.daily: found 35 without quotes, write a number of days, such as 35d',
  ],
  'environments.NAME.backup.monthly': [
    'environments.prod.backup.monthly',
    '12m',
    'environments.prod.backup.monthly: found "12m", write a number of months, such as 12mo',
  ],
  'environments.NAME.backup.rpo': [
    'environments.prod.backup.rpo',
    '1d',
    'environments.prod.backup.rpo: found "1d", write minutes or hours, such as 24h',
  ],
  'environments.NAME.backup.rto': [
    'environments.prod.backup.rto',
    '4 hours',
    'environments.prod.backup.rto: found "4 hours", write minutes or hours, such as 4h',
  ],
  'environments.NAME.backup.lock': [
    'environments.prod.backup.lock',
    'governance',
    'environments.prod.backup.lock: found "governance", write a mapping with mode',
  ],
  'environments.NAME.backup.lock.mode': [
    'environments.prod.backup.lock.mode',
    'strict',
    'environments.prod.backup.lock.mode: found "strict", write governance or compliance',
  ],
  'environments.NAME.backup.lock.acceptedBy': [
    'environments.prod.backup.lock.acceptedBy',
    '',
    'environments.prod.backup.lock.acceptedBy: found "", write who accepted the lock, such as ciso@boutique.example',
  ],
  'environments.NAME.backup.lock.date': [
    'environments.prod.backup.lock.date',
    '31.03.2026',
    'environments.prod.backup.lock.date: found "31.03.2026", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.backup.recovery': [
    'environments.prod.backup.recovery',
    'eu-central-1',
    'environments.prod.backup.recovery: found "eu-central-1", write a mapping with region',
  ],
  'environments.NAME.backup.recovery.region': [
    'environments.prod.backup.recovery.region',
    'frankfurt',
    'environments.prod.backup.recovery.region: found "frankfurt", write the name of an AWS region outside China and GovCloud, such as eu-west-1',
  ],
  'environments.NAME.backup.recovery.otherAccount': [
    'environments.prod.backup.recovery.otherAccount',
    '333333333333',
    'environments.prod.backup.recovery.otherAccount: found "333333333333", write a mapping with vault and owner',
  ],
  'environments.NAME.backup.recovery.otherAccount.vault': [
    'environments.prod.backup.recovery.otherAccount.vault',
    'shops',
    'environments.prod.backup.recovery.otherAccount.vault: found "shops", write the ARN of a vault, such as arn:aws:backup:eu-central-1:333333333333:backup-vault:shops',
  ],
  'environments.NAME.backup.recovery.otherAccount.owner': [
    'environments.prod.backup.recovery.otherAccount.owner',
    '',
    'environments.prod.backup.recovery.otherAccount.owner: found "", write who runs the account, such as security@boutique.example',
  ],
  'environments.NAME.people': [
    'environments.prod.people',
    'iam',
    'environments.prod.people: found "iam", write a mapping with signIn and roles',
  ],
  'environments.NAME.people.signIn': [
    'environments.prod.people.signIn',
    'password',
    'environments.prod.people.signIn: found "password", write identityCenter or iam',
  ],
  'environments.NAME.people.roles': [
    'environments.prod.people.roles',
    ['ShopSupport'],
    'environments.prod.people.roles: found a list, write a mapping with deploy, releaseSite, releaseCatalogue, readOrders, decideOrders, handlePersonalData, stageSecrets, operate, readEvidence and audit',
  ],
  ...badHolders(),
  'environments.NAME.people.breakGlass': [
    'environments.prod.people.breakGlass',
    [],
    'environments.prod.people.breakGlass: found [], write a list of one to five IAM users, such as [arn:aws:iam::111111111111:user/break-glass-1]',
  ],
  'environments.NAME.people.breakGlass[]': [
    'environments.prod.people.breakGlass',
    ['arn:aws:iam::111111111111:role/admin'],
    'environments.prod.people.breakGlass[0]: found "arn:aws:iam::111111111111:role/admin", write the ARN of an IAM user, such as arn:aws:iam::111111111111:user/break-glass-1',
  ],
  'environments.NAME.customers': [
    'environments.prod.customers',
    'auth0',
    'environments.prod.customers: found "auth0", write none, or a mapping with signUp',
  ],
  'environments.NAME.customers.signUp': [
    'environments.prod.customers.signUp',
    'closed',
    'environments.prod.customers.signUp: found "closed", write open or invitation',
  ],
  'environments.NAME.customers.signIn': [
    'environments.prod.customers.signIn',
    'code',
    'environments.prod.customers.signIn: found "code", write password or passkey',
  ],
  'environments.NAME.customers.secondFactor': [
    'environments.prod.customers.secondFactor',
    'none',
    'environments.prod.customers.secondFactor: found "none", write optional or required',
  ],
  'environments.NAME.customers.idleMinutes': [
    'environments.prod.customers.idleMinutes',
    600,
    'environments.prod.customers.idleMinutes: found 600, write a number of minutes from 5 to 120',
  ],
  'environments.NAME.customers.longestHours': [
    'environments.prod.customers.longestHours',
    720,
    'environments.prod.customers.longestHours: found 720, write a number of hours from 1 to 24',
  ],
  'environments.NAME.mail': [
    'environments.prod.mail',
    'ses',
    'environments.prod.mail: found "ses", write none, or a mapping with from',
  ],
  'environments.NAME.mail.from': [
    'environments.prod.mail.from',
    'orders@boutique.example',
    'environments.prod.mail.from: found "orders@boutique.example", write a host name in lower case, such as mail.boutique.example',
  ],
  'environments.NAME.mail.dmarc': [
    'environments.prod.mail.dmarc',
    'reject',
    'environments.prod.mail.dmarc: found "reject", write a mapping with reports, ramp and owner',
  ],
  'environments.NAME.mail.dmarc.reports': [
    'environments.prod.mail.dmarc.reports',
    'mailto:dmarc@boutique.example',
    'environments.prod.mail.dmarc.reports: found "mailto:dmarc@boutique.example", write an e-mail address, such as dmarc@boutique.example',
  ],
  'environments.NAME.mail.dmarc.ramp': [
    'environments.prod.mail.dmarc.ramp',
    'none',
    'environments.prod.mail.dmarc.ramp: found "none", write a mapping with policy, begins, noneUntil and quarantineUntil',
  ],
  'environments.NAME.mail.dmarc.ramp.policy': [
    'environments.prod.mail.dmarc.ramp.policy',
    'reject',
    'environments.prod.mail.dmarc.ramp.policy: found "reject", write none or quarantine',
  ],
  'environments.NAME.mail.dmarc.ramp.begins': [
    'environments.prod.mail.dmarc.ramp.begins',
    'today',
    'environments.prod.mail.dmarc.ramp.begins: found "today", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.mail.dmarc.ramp.noneUntil': [
    'environments.prod.mail.dmarc.ramp.noneUntil',
    'never',
    'environments.prod.mail.dmarc.ramp.noneUntil: found "never", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.mail.dmarc.ramp.quarantineUntil': [
    'environments.prod.mail.dmarc.ramp.quarantineUntil',
    'never',
    'environments.prod.mail.dmarc.ramp.quarantineUntil: found "never", write a date as year, month and day, such as "2026-03-31"',
  ],
  'environments.NAME.mail.dmarc.owner': [
    'environments.adopted.mail.dmarc.owner',
    ' ',
    'environments.adopted.mail.dmarc.owner: found " ", write who has the DMARC record, such as it@boutique.example',
  ],
  'environments.NAME.mail.receives': [
    'environments.prod.mail.receives',
    true,
    'environments.prod.mail.receives: found true, write a mapping with servers and tlsReports',
  ],
  'environments.NAME.mail.receives.servers': [
    'environments.prod.mail.receives.servers',
    [],
    'environments.prod.mail.receives.servers: found [], write a list of one to ten mail servers, such as [mx.mailhost.example]',
  ],
  'environments.NAME.mail.receives.servers[]': [
    'environments.prod.mail.receives.servers',
    ['10 mx.mailhost.example'],
    'environments.prod.mail.receives.servers[0]: found "10 mx.mailhost.example", write a host name in lower case, such as mx.mailhost.example',
  ],
  'environments.NAME.mail.receives.tlsReports': [
    'environments.prod.mail.receives.tlsReports',
    'tls',
    'environments.prod.mail.receives.tlsReports: found "tls", write an e-mail address, such as tls@boutique.example',
  ],
  'environments.NAME.mail.ownedBy': [
    'environments.adopted.mail',
    { from: 'mail.adopted.boutique.example', ownedBy: 'the production' },
    'environments.adopted.mail.ownedBy: found "the production", write the name of an environment, such as prod',
  ],
  securityTxt: ['securityTxt', true, 'securityTxt: found true, write a mapping with reviewed and languages'],
  'securityTxt.reviewed': [
    'securityTxt.reviewed',
    'today',
    'securityTxt.reviewed: found "today", write a date as year, month and day, such as "2026-03-31"',
  ],
  'securityTxt.languages': [
    'securityTxt.languages',
    'en',
    'securityTxt.languages: found "en", write a list of one to five language tags, such as [en]',
  ],
  'securityTxt.languages[]': [
    'securityTxt.languages',
    ['English'],
    'securityTxt.languages[0]: found "English", write the tag of a language, such as en',
  ],
  'securityTxt.policy': [
    'securityTxt.policy',
    'shop.boutique.example/security',
    'securityTxt.policy: found "shop.boutique.example/security", write an https address without port and query, such as https://shop.boutique.example/security/',
  ],
  'environments.NAME.tags': [
    'environments.prod.tags',
    ['team'],
    'environments.prod.tags: found a list, write a mapping of tag names to values, such as { team: shop }',
  ],
  'environments.NAME.tags.NAME': [
    'environments.prod.tags.team',
    7,
    'environments.prod.tags.team: found 7 without quotes, write text in quotes',
  ],
  'environments.NAME.delivery': [
    'environments.prod.delivery',
    'github',
    'environments.prod.delivery: found "github", write a mapping with github and gitlab',
  ],
  'environments.NAME.delivery.github': [
    'environments.prod.delivery.github',
    'boutique',
    'environments.prod.delivery.github: found "boutique", write a mapping with repository, ownerId, repositoryId and environment',
  ],
  'environments.NAME.delivery.github.repository': [
    'environments.prod.delivery.github.repository',
    'https://github.com/boutique/shop',
    'environments.prod.delivery.github.repository: found "https://github.com/boutique/shop", write the owner and the name of a repository, such as boutique/shop',
  ],
  'environments.NAME.delivery.github.ownerId': [
    'environments.prod.delivery.github.ownerId',
    'boutique',
    'environments.prod.delivery.github.ownerId: found "boutique", write the number of the owner in quotes, such as "123456"',
  ],
  'environments.NAME.delivery.github.repositoryId': [
    'environments.prod.delivery.github.repositoryId',
    '*',
    'environments.prod.delivery.github.repositoryId: found "*", write the number of the repository in quotes, such as "456789"',
  ],
  'environments.NAME.delivery.github.environment': [
    'environments.prod.delivery.github.environment',
    '*',
    'environments.prod.delivery.github.environment: found "*", write the name of an environment of the repository, such as production',
  ],
  'environments.NAME.delivery.gitlab': [
    'environments.prod.delivery.gitlab',
    'boutique',
    'environments.prod.delivery.gitlab: found "boutique", write a mapping with project and branch',
  ],
  'environments.NAME.delivery.gitlab.host': [
    'environments.prod.delivery.gitlab.host',
    'https://gitlab.com',
    'environments.prod.delivery.gitlab.host: found "https://gitlab.com", write the host of GitLab, such as gitlab.com',
  ],
  'environments.NAME.delivery.gitlab.project': [
    'environments.prod.delivery.gitlab.project',
    '*',
    'environments.prod.delivery.gitlab.project: found "*", write the path of a project, such as boutique/shop',
  ],
  'environments.NAME.delivery.gitlab.branch': [
    'environments.prod.delivery.gitlab.branch',
    '*',
    'environments.prod.delivery.gitlab.branch: found "*", write the name of a protected branch, such as main',
  ],
  'environments.NAME.existing': [
    'environments.prod.existing',
    'vpc',
    'environments.prod.existing: found "vpc", write a mapping with owner, vpc, subnets, endpoints, cloudFrontPrefixList, key, permissionsBoundary, rolePath, namePrefix and bootstrapQualifier',
  ],
  'environments.NAME.existing.owner': [
    'environments.adopted.existing.owner',
    ' ',
    'environments.adopted.existing.owner: found " ", write who runs it, such as platform@boutique.example',
  ],
  'environments.NAME.existing.vpc': [
    'environments.adopted.existing.vpc',
    'main',
    'environments.adopted.existing.vpc: found "main", write the id of a VPC, such as vpc-0123456789abcdef0',
  ],
  'environments.NAME.existing.subnets': [
    'environments.adopted.existing.subnets',
    'subnet-0123456789abcdef0',
    'environments.adopted.existing.subnets: found "subnet-0123456789abcdef0", write a list of two to six subnet ids, such as [subnet-0123456789abcdef0, subnet-0fedcba9876543210]',
  ],
  'environments.NAME.existing.subnets[]': [
    'environments.adopted.existing.subnets[0]',
    'a',
    'environments.adopted.existing.subnets[0]: found "a", write the id of a subnet, such as subnet-0123456789abcdef0',
  ],
  'environments.NAME.existing.endpoints': [
    'environments.adopted.existing.endpoints',
    'vpce-0123456789abcdef0',
    'environments.adopted.existing.endpoints: found "vpce-0123456789abcdef0", write a list of VPC endpoint ids, such as [vpce-0123456789abcdef0]',
  ],
  'environments.NAME.existing.endpoints[]': [
    'environments.adopted.existing.endpoints[0]',
    's3',
    'environments.adopted.existing.endpoints[0]: found "s3", write the id of a VPC endpoint, such as vpce-0123456789abcdef0',
  ],
  'environments.NAME.existing.cloudFrontPrefixList': [
    'environments.prod.existing.cloudFrontPrefixList',
    'cloudfront',
    'environments.prod.existing.cloudFrontPrefixList: found "cloudfront", write the id of a prefix list, such as pl-4fa04526',
  ],
  'environments.NAME.existing.key': [
    'environments.prod.existing.key',
    'arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
    'environments.prod.existing.key: found "arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef...", write a mapping with arn and owner',
  ],
  'environments.NAME.existing.key.arn': [
    'environments.prod.existing.key.arn',
    'alias/shop',
    'environments.prod.existing.key.arn: found "alias/shop", write the ARN of a key of one region, not of an alias, such as arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
  ],
  'environments.NAME.existing.key.owner': [
    'environments.prod.existing.key.owner',
    ' ',
    'environments.prod.existing.key.owner: found " ", write who administers it, such as security@boutique.example',
  ],
  'environments.NAME.existing.permissionsBoundary': [
    'environments.prod.existing.permissionsBoundary',
    'boundary',
    'environments.prod.existing.permissionsBoundary: found "boundary", write the ARN of an IAM policy, in quotes',
  ],
  'environments.NAME.existing.rolePath': [
    'environments.prod.existing.rolePath',
    'shops',
    'environments.prod.existing.rolePath: found "shops", write a path between slashes, such as /shops/',
  ],
  'environments.NAME.existing.namePrefix': [
    'environments.prod.existing.namePrefix',
    'team shops',
    'environments.prod.existing.namePrefix: found "team shops", write at most twenty letters, digits or hyphens, such as team-shops-',
  ],
  'environments.NAME.existing.bootstrapQualifier': [
    'environments.prod.existing.bootstrapQualifier',
    'palisade-shop',
    'environments.prod.existing.bootstrapQualifier: found "palisade-shop", write at most ten lowercase letters or digits, such as hnb659fds',
  ],
};

/** The counts of each card brand are wrong in the same ways, so each brand is wrong in another value. */
function badCounts(): Readonly<Record<string, BadSetting>> {
  const wrong = { visa: '120000', mastercard: -1, amex: 0.5, discover: 'many', jcb: null, unionpay: 1e13 };
  return Object.fromEntries(
    Object.entries(wrong).flatMap(([brand, value]): [string, BadSetting][] => {
      const path = `yearlyTransactions.${brand}`;
      const found = value === null ? 'nothing' : JSON.stringify(value);
      const remedy = 'write a whole number of transactions, such as 120000';
      return [
        [path, [path, 120000, `${path}: found 120000, write a mapping with ecommerce and total`]],
        [`${path}.ecommerce`, [`${path}.ecommerce`, value, `${path}.ecommerce: found ${found}, ${remedy}`]],
        [`${path}.total`, [`${path}.total`, value, `${path}.total: found ${found}, ${remedy}`]],
      ];
    }),
  );
}

/** Every work that a role is for is wrong in the same two ways. */
function badHolders(): Readonly<Record<string, BadSetting>> {
  const held = workNames.filter((work) => work !== 'breakGlass');
  return Object.fromEntries(
    held.flatMap((work) => {
      const [path, at] = ['NAME', 'prod'].map((name) => `environments.${name}.people.roles.${work}`);
      return [
        [
          path,
          [
            at,
            'ShopSupport',
            `${at}: found "ShopSupport", write a list of one to twenty permission sets or users, such as [ShopSupport]`,
          ],
        ],
        [
          `${path}[]`,
          [
            at,
            ['Shop Support'],
            `${at}[0]: found "Shop Support", write the name of a permission set, such as ShopSupport, or the ARN of an IAM user`,
          ],
        ],
      ] as const;
    }),
  );
}
