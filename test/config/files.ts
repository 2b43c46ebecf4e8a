import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { checkSource } from '../../lib/config/check-file.ts';
import { ConfigError } from '../../lib/config/config-error.ts';
import { storefrontKind } from '../../lib/config/load.ts';
import { readSource } from '../../lib/config/source.ts';
import { type UnsupportedSetting, unsupportedSettings } from '../../lib/config/unsupported-settings.ts';

/** Sets everything that can be set; valid, once everything is supported. */
export const whole = {
  version: 1,
  shop: 'boutique',
  role: 'merchant',
  contacts: { security: 'security@boutique.example', operations: 'operations@boutique.example' },
  yearlyTransactions: {
    visa: { ecommerce: 1, total: 10 },
    mastercard: { ecommerce: 2, total: 20 },
    amex: { ecommerce: 3, total: 30 },
    discover: { ecommerce: 4, total: 40 },
    jcb: { ecommerce: 5, total: 50 },
    unionpay: { ecommerce: 6, total: 60 },
  },
  confirmations: [{ decision: 'every-country', by: 'Jane Roe', on: '2026-11-23' }],
  scripts: [
    {
      host: 'https://cdn.analytics.example',
      owner: 'marketing',
      reason: 'counts visits',
      pages: ['/*'],
      except: ['/account/*'],
      connect: ['https://collect.analytics.example'],
      image: ['https://pixel.analytics.example'],
      style: ['https://cdn.analytics.example'],
      font: ['https://fonts.analytics.example'],
      frame: ['https://widget.analytics.example'],
      media: ['https://media.analytics.example'],
      onPaymentPages: { justification: 'finds fraud while the card is entered' },
    },
  ],
  securityTxt: {
    reviewed: '2026-11-30',
    languages: ['en', 'de-CH'],
    policy: 'https://shop.boutique.example/security/',
  },
  environments: {
    prod: {
      purpose: 'production',
      account: '111111111111',
      region: 'eu-west-1',
      domain: 'shop.boutique.example',
      zone: { name: 'boutique.example', id: 'Z0123456789ABC' },
      launch: 'cutover',
      aliases: ['www.boutique.example'],
      redirects: 'redirects.csv',
      redirectHosts: ['blog.boutique.example'],
      site: {
        path: 'site',
        catalogue: 'products.json',
        texts: 'texts',
        cart: '/handlekurv/',
        checkout: '/kasse/',
        return: '/kasse/takk/',
      },
      embedding: ['https://magazine.example'],
      payments: {
        gateways: [
          {
            name: 'stripe',
            mode: 'live',
            integration: 'redirect',
            threeDSecure: 'inline',
            currencies: ['EUR', 'NOK'],
          },
          { name: 'checkoutcom', mode: 'live', integration: 'server', prefix: 'vkuhvk4v' },
        ],
        checks: { avsStreet: 'never', avsPostalCode: 'unconfirmed', cvc: 'unconfirmed' },
        saqD: { acceptedBy: 'ciso', date: '2026-03-31', reason: 'recurring payments' },
      },
      orders: {
        keep: '10y',
        personalFor: '18mo',
        notify: 'https://erp.boutique.example/orders',
        quote: 'https://prices.boutique.example/quotes',
      },
      preloadHsts: false,
      includeSubdomains: true,
      hstsRamp: { maxAge: 300, begins: '2026-12-01', ends: '2026-12-29' },
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      egress: 'dns-firewall',
      natZones: 2,
      concurrency: { accountLimit: 1000 },
      firewall: {
        count: [
          {
            rule: 'AWSManagedRulesSQLiRuleSet/SQLi_COOKIE',
            owner: 'ops',
            approver: 'ciso',
            ticket: 'SHOP-7',
            from: '2026-11-01',
            until: '2026-11-30',
          },
        ],
        scanner: {
          addresses: ['203.0.113.16/28', '198.51.100.7/32'],
          owner: 'ops',
          approver: 'ciso',
          ticket: 'SHOP-8',
          from: '2026-11-20',
          until: '2026-12-04',
        },
      },
      backup: {
        daily: '35d',
        monthly: '12mo',
        rpo: '24h',
        rto: '4h',
        lock: { mode: 'compliance', acceptedBy: 'ciso', date: '2026-03-31' },
        recovery: {
          region: 'eu-central-1',
          otherAccount: {
            vault: 'arn:aws:backup:eu-central-1:333333333333:backup-vault:shops',
            owner: 'security@boutique.example',
          },
        },
      },
      customers: {
        signUp: 'open',
        signIn: 'passkey',
        secondFactor: 'required',
        idleMinutes: 15,
        longestHours: 8,
      },
      mail: {
        from: 'mail.boutique.example',
        dmarc: {
          reports: 'dmarc@boutique.example',
          ramp: {
            policy: 'none',
            begins: '2026-12-01',
            noneUntil: '2026-12-29',
            quarantineUntil: '2027-01-26',
          },
        },
        receives: { servers: ['mx.mailhost.example'], tlsReports: 'tls@boutique.example' },
      },
      people: {
        signIn: 'identityCenter',
        roles: {
          deploy: ['ShopPlatform'],
          releaseSite: ['ShopContent'],
          releaseCatalogue: ['ShopContent'],
          readOrders: ['ShopSupport'],
          decideOrders: ['ShopSupport'],
          handlePersonalData: ['ShopPrivacy'],
          stageSecrets: ['ShopPayments'],
          operate: ['ShopPlatform'],
          readEvidence: ['ShopAudit'],
          audit: ['ShopAudit'],
        },
        breakGlass: ['arn:aws:iam::111111111111:user/break-glass-1'],
      },
      tags: { team: 'shop' },
      delivery: {
        github: {
          repository: 'boutique/shop',
          ownerId: '123456',
          repositoryId: '456789',
          environment: 'production',
        },
        gitlab: { host: 'gitlab.boutique.example', project: 'boutique/shop', branch: 'main' },
      },
      existing: {
        cloudFrontPrefixList: 'pl-4fa04526',
        key: {
          arn: 'arn:aws:kms:eu-west-1:111111111111:key/01234567-89ab-cdef-0123-456789abcdef',
          owner: 'security@boutique.example',
        },
        permissionsBoundary: 'arn:aws:iam::111111111111:policy/boundary',
        rolePath: '/shops/',
        namePrefix: 'team-',
        bootstrapQualifier: 'hnb659fds',
      },
    },
    // A network that exists excludes what describes one of the kit's own.
    adopted: {
      purpose: 'non-production',
      account: '222222222222',
      region: 'eu-west-1',
      domain: 'adopted.boutique.example',
      zone: { name: 'adopted.boutique.example' },
      site: { path: 'site' },
      payments: { gateways: [{ name: 'stripe', mode: 'test', integration: 'redirect' }] },
      mail: { from: 'adopted.boutique.example', dmarc: { owner: 'it@boutique.example' } },
      existing: {
        owner: 'platform@boutique.example',
        vpc: 'vpc-0123456789abcdef0',
        subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
        endpoints: ['vpce-0123456789abcdef0'],
      },
    },
  },
};

const nonProduction = {
  purpose: 'non-production',
  account: '222222222222',
  region: 'eu-west-1',
  domain: 'staging.boutique.example',
  zone: { name: 'staging.boutique.example' },
  site: { path: 'site' },
  payments: { gateways: [{ name: 'stripe', mode: 'test', integration: 'redirect' }] },
};

/** Sets no more than has to be set, in two environments that can be deployed today. */
export const small = {
  version: 1,
  shop: 'boutique',
  role: 'merchant',
  contacts: { security: 'security@boutique.example', operations: 'operations@boutique.example' },
  yearlyTransactions: {},
  environments: {
    prod: {
      ...nonProduction,
      purpose: 'production',
      account: '111111111111',
      domain: 'shop.boutique.example',
      zone: { name: 'boutique.example', id: 'Z0123456789ABC' },
      payments: { gateways: [{ name: 'stripe', mode: 'live', integration: 'redirect' }] },
    },
    staging: nonProduction,
  },
};

/** Settings by path, such as `environments.prod.payments.gateways[0].mode`; `undefined` takes one away. */
export type Changes = Readonly<Record<string, unknown>>;

/** The text of a file after some changes. */
export function textWith(file: object, changes: Changes = {}): string {
  const document = parseDocument(stringify(file, { aliasDuplicateObjects: false }));
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.replace(/\[(\d+)\]/g, '.$1').split('.');
    if (value === undefined) document.deleteIn(steps);
    else document.setIn(steps, document.createNode(value));
  }
  return document.toString();
}

/** A folder that holds a site, as the folder of a storefront file does. */
export function shopFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'storefront-'));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'redirects.csv'), '/old,/\n');
  writeFileSync(join(folder, 'site', 'index.html'), '<!doctype html><title>Boutique</title>');
  return folder;
}

const folder = shopFolder();

/** What a person reads about a text, whole; `table` says what is not supported yet. */
export function sentencesAbout(
  text: string,
  table: readonly UnsupportedSetting[] = unsupportedSettings,
): readonly string[] {
  const { mistakes } = checkSource(readSource(text), folder, { ...storefrontKind, unsupported: table });
  return new ConfigError('storefront.yaml', mistakes).sentences;
}

/** The sentences without their places, which other tests are about. */
export function mistakesIn(
  file: object,
  changes: Changes,
  table: readonly UnsupportedSetting[] = unsupportedSettings,
): readonly string[] {
  return sentencesAbout(textWith(file, changes), table).map((each) =>
    each.replace(/^storefront\.yaml:\d+(:\d+)?: /, ''),
  );
}
