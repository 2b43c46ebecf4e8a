import type { EnvironmentConfig } from '../../lib/config/storefront-config.ts';
import { packagePath } from '../../lib/package-root.ts';

/** A network that somebody else runs. */
export const existingNetwork = {
  owner: 'platform@boutique.example',
  vpc: 'vpc-0123456789abcdef0',
  subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
  endpoints: ['vpce-0123456789abcdef0'],
};

/** All that an account may ask of what is deployed to it. */
export const guardrails = {
  permissionsBoundary: 'arn:aws:iam::111111111111:policy/boundary',
  rolePath: '/shops/',
  namePrefix: 'team-',
  bootstrapQualifier: 'shops',
};

/** A key that somebody else administers. */
export const existingKey = {
  arn: 'arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
  owner: 'security@boutique.example',
};

/** The pipelines that deploy. */
export const delivery = {
  github: {
    repository: 'boutique/shop',
    ownerId: '123456',
    repositoryId: '456789',
    environment: 'production',
  },
  gitlab: { host: 'gitlab.com', project: 'boutique/web/shop', branch: 'main' },
};

/** Mail from a name that forgers' mail is to be rejected in. */
const dmarc = { reports: 'dmarc@boutique.example', policy: 'reject' } as const;

const byIdentityCenter: NonNullable<EnvironmentConfig['people']> = {
  signIn: 'identityCenter',
  roles: {
    deploy: ['ShopPlatform'],
    releaseSite: ['ShopContent', 'ShopPlatform'],
    releaseCatalogue: ['ShopContent'],
    readOrders: ['ShopSupport', 'ShopFinance'],
    decideOrders: ['ShopSupport'],
    handlePersonalData: ['ShopPrivacy'],
    stageSecrets: ['ShopPayments'],
    operate: ['ShopPlatform'],
    readEvidence: ['ShopAudit'],
    audit: ['ShopAudit'],
  },
  breakGlass: [
    'arn:aws:iam::111111111111:user/break-glass-1',
    'arn:aws:iam::111111111111:user/break-glass-2',
  ],
};

/** Shops that differ from the example in where they run, or in how people come to them, by what is said of them. */
export const variants: Readonly<Record<string, Partial<EnvironmentConfig>>> = {
  'in us-east-1': { region: 'us-east-1' },
  'over three zones': { availabilityZones: 3, natZones: 2 },
  'in a network that exists': { egress: 'existing-network', existingNetwork },
  'in the shadow': { launch: 'shadow' },
  'at the cutover': { launch: 'cutover' },
  'on the ramp of HSTS': { hstsRamp: { maxAge: 300, begins: '2026-11-20', ends: '2026-12-11' } },
  'with old addresses': { redirects: packagePath('test', 'fixtures', 'redirects.csv') },
  'with a webhook': {
    orders: {
      retention: { keepDays: 3653, personalForDays: 731 },
      notify: 'https://erp.boutique.example/orders',
      quote: 'https://prices.boutique.example/quotes',
    },
  },
  'in a zone of its own': { domain: 'moss.example', zone: { name: 'moss.example' } },
  'at the name of a zone that it shares': {
    domain: 'moss.example',
    zone: { name: 'moss.example', id: 'Z0123456789ABC' },
  },
  'with mail from a subdomain': {
    mail: {
      from: 'mail.boutique.example',
      dmarc,
      receives: {
        servers: ['mx.mailhost.example', 'mx2.mailhost.example'],
        tlsReports: 'tls@boutique.example',
      },
    },
  },
  'with mail from the name of a zone that it shares': {
    mail: { from: 'boutique.example', dmarc: { ...dmarc, policy: 'none', until: '2026-12-29' } },
  },
  'with mail from its own name in a zone of its own': {
    domain: 'moss.example',
    zone: { name: 'moss.example' },
    mail: { from: 'moss.example', dmarc },
  },
  'with copies of its backups in another account': {
    backup: {
      dailyDays: 35,
      monthlyDays: 372,
      rpoHours: 28,
      intervalHours: 24,
      rtoMinutes: 480,
      lock: 'governance',
      recovery: {
        region: 'eu-central-1',
        otherAccount: {
          vault: 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops',
          owner: 'security@boutique.example',
        },
      },
    },
  },
  'in an account with guardrails': { guardrails },
  'with a key that exists': { existingKey },
  'with people who sign in by Identity Center': { people: byIdentityCenter },
  'with people who are IAM users': {
    people: {
      signIn: 'iam',
      roles: {
        readOrders: ['arn:aws:iam::999999999999:user/jane', 'arn:aws:iam::999999999999:user/support/joe'],
      },
    },
  },
  'with customers who sign in': {
    customers: {
      signUp: 'open',
      signIn: 'passkey',
      secondFactor: 'optional',
      idleMinutes: 30,
      longestHours: 12,
    },
  },
  'with pipelines of GitHub and GitLab': { delivery },
  'under several names': { aliases: ['www.boutique.example', 'boutique.example'] },
};
