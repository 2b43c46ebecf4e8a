import type { JsonRecord } from '../../lib/cloudformation/model/json.ts';

/** `Metadata.Palisade` of a small storefront; tests change what they are about. */
export const storefront = {
  version: 2,
  kind: 'storefront',
  shop: 'boutique',
  environment: 'prod',
  account: '111111111111',
  stack: 'edge',
  stacks: ['edge', 'data'],
  purpose: 'production',
  role: 'merchant',
  yearlyTransactions: { visa: { ecommerce: 1000, total: 1000 } },
  domain: 'shop.boutique.example',
  aliases: [],
  launch: 'live',
  preloadHsts: false,
  includeSubdomains: true,
  payments: {
    gateways: [
      { name: 'stripe', mode: 'live', integration: 'redirect', threeDSecure: 'redirect', settings: {} },
    ],
    scripts: [],
  },
  paths: [
    { pattern: '/csp-report', serves: 'report', sensitive: true },
    { pattern: '/checkout/*', serves: 'payment', sensitive: true },
    { pattern: '*', serves: 'pages', sensitive: false },
  ],
  backups: { pointInTimeDays: 35, leastDays: 35, longestDays: 35, erasedAfterDays: 36 },
  data: [],
  declared: [],
  acceptances: [],
} satisfies JsonRecord;

/** A complete acceptance; tests change what they are about. */
export const acceptance = {
  rule: 'TEST-01',
  resource: 'Bad',
  kind: 'risk',
  reason: 'nothing but public pages is kept in it',
  owner: 'ops@boutique.example',
  approver: 'security@boutique.example',
  ticket: 'SHOP-7',
  expires: '2027-01-31',
} satisfies JsonRecord;

/** `Metadata.Palisade` of a small account; tests change what they are about. */
export const account = {
  version: 2,
  kind: 'account',
  account: '111111111111',
  regions: ['eu-west-1', 'us-east-1'],
  detection: {
    accessAnalyzer: { state: 'created' },
    cloudTrail: {
      state: 'declared',
      owner: 'platform team',
      arn: 'arn:aws:cloudtrail:eu-west-1:333333333333:trail/organization',
    },
    config: { state: 'created' },
    guardDuty: { state: 'created' },
    inspector: { state: 'declined', reason: 'nothing here runs in containers or on instances' },
    macie: { state: 'declined', reason: 'no bucket holds what it looks for' },
    securityHub: { state: 'created' },
  },
  declared: [],
  region: 'eu-west-1',
  alerts: { page: 'Page', ticket: 'Ticket', security: 'Security' },
  stack: 'account',
  data: [],
  acceptances: [],
} satisfies JsonRecord;
