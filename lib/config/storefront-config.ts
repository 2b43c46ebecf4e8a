import { resolve } from 'node:path';
import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import type { CheckPolicy } from '../../lambda/shared/orders/check-policy.ts';
import type { OrderRetention } from '../../lambda/shared/orders/order-retention.ts';
import type { dmarcPolicies } from '../contract/mail.ts';
import { type PaymentPlaces, usualPlaces } from '../contract/paths.ts';
import type { AuthorizedScript, YearlyTransactions } from '../contract/schema.ts';
import { type BackupConfig, backupOf } from './backup-config.ts';
import { daysOf } from './schema/orders.ts';
import type { StorefrontFile } from './schema.ts';
import { scriptOf } from './script-config.ts';

type EnvironmentFile = StorefrontFile['environments'][string];
type GatewayRow = EnvironmentFile['payments']['gateways'][number];
type DmarcFile = Exclude<EnvironmentFile['mail'], string>['dmarc'];
type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;

/** The storefront file as the rest of the kit reads it: free of contradictions, with defaults and absolute paths. */
export interface StorefrontConfig
  extends ReadonlyDeep<Pick<StorefrontFile, 'shop' | 'role' | 'contacts' | 'confirmations'>> {
  /** The scripts of third parties that the owner authorized. */
  readonly scripts: readonly AuthorizedScript[];
  /** Whom to tell of a vulnerability, as `/.well-known/security.txt` says it; present where the file asks for it. */
  readonly securityTxt?: ReadonlyDeep<NonNullable<StorefrontFile['securityTxt']>>;
  /** By card brand; a brand that the file does not name is missing. */
  readonly yearlyTransactions: YearlyTransactions;
  /** By name. */
  readonly environments: Readonly<Record<string, EnvironmentConfig>>;
}

// Settings that are not supported yet are left out, so that nothing can read them by mistake.
type Supported =
  | 'purpose'
  | 'account'
  | 'region'
  | 'domain'
  | 'zone'
  | 'launch'
  | 'aliases'
  | 'redirectHosts'
  | 'embedding'
  | 'preloadHsts'
  | 'availabilityZones'
  | 'natZones'
  | 'firewall'
  | 'tags';

/** What the owner of an account asks of everything that is deployed to it; what is missing is not asked. */
export interface Guardrails {
  /** ARN of the policy that bounds every role. */
  readonly permissionsBoundary?: string;
  /** Path of every role and policy, with its slashes. */
  readonly rolePath?: string;
  /** Begins the name of every role and policy. */
  readonly namePrefix?: string;
  /** Of the CDK’s bootstrap. @default - the CDK's own */
  readonly bootstrapQualifier?: string;
}

/** A network that somebody else runs, and that the environment uses instead of one of its own. */
interface ExistingNetwork {
  readonly owner: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly endpoints: readonly string[];
}

/** A KMS key that somebody else administers, in the account and the region of the environment. */
interface ExistingKey {
  readonly arn: string;
  readonly owner: string;
}

/** The DMARC record of the name that mail comes from. */
export interface DmarcConfig {
  /** Takes the reports of receivers. */
  readonly reports: string;
  readonly policy: (typeof dmarcPolicies)[number];
  /** Last day of a policy that is only a step of a ramp. */
  readonly until?: string;
}

/** The mail that an environment sends, of which it has the identity and the records. */
export interface MailConfig {
  /** What its addresses have after the @. */
  readonly from: string;
  /** Who else has the DMARC record, or what it says. */
  readonly dmarc: DmarcConfig | { readonly owner: string };
  /** Present where the name receives mail. */
  readonly receives?: { readonly servers: readonly string[]; readonly tlsReports: string };
}

/** How shoppers sign in. */
export type CustomersConfig = ReadonlyDeep<Exclude<EnvironmentFile['customers'], string>>;

/** One environment of a shop. */
export interface EnvironmentConfig extends ReadonlyDeep<Pick<EnvironmentFile, Supported>> {
  /** Absolute path of the file of old addresses, where there is one. */
  readonly redirects?: string;
  /** How long browsers are held to HTTPS while the shop moves in; nothing where they are held for good. */
  readonly hstsRamp?: ReadonlyDeep<NonNullable<EnvironmentFile['hstsRamp']>>;
  /**
   * What decides which hosts the functions may call: the kit's own firewall, whoever runs the network that exists, or
   * nothing, which is only so where no real money moves.
   */
  readonly egress: 'dns-firewall' | 'existing-network' | 'none';
  /** The quota of which functions have executions of their own; nothing where none is reserved. */
  readonly concurrency?: Readonly<NonNullable<EnvironmentFile['concurrency']>>;
  /** What the file says of the names below the domain, if anything. */
  readonly includeSubdomains?: boolean;
  /** Prefix list of CloudFront's origin-facing servers, where the file names it. */
  readonly cloudFrontPrefixList?: string;
  /** What the account asks of roles and of their deployment. */
  readonly guardrails: Guardrails;
  /** Present where the file names a network. */
  readonly existingNetwork?: ExistingNetwork;
  /** Encrypts the personal data; present where the file names one. */
  readonly existingKey?: ExistingKey;
  readonly site: {
    /** Absolute path of the folder with the pages. */
    readonly path: string;
    /** Name of the file in it that holds the products and their prices. */
    readonly catalogue: string;
    /** Absolute path of the folder with the shop's own texts; present where the file names one. */
    readonly texts?: string;
    /** Path of the page on which shoppers see their cart. */
    readonly cart: string;
  } & PaymentPlaces;
  readonly payments: {
    readonly gateways: readonly GatewayConfig[];
    /** When an order waits for a person because of what the card's issuer said. */
    readonly checks: CheckPolicy;
    /** Present exactly where a gateway is integrated by `server`. */
    readonly saqD?: Readonly<NonNullable<EnvironmentFile['payments']['saqD']>>;
  };
  readonly backup: BackupConfig;
  readonly orders: {
    readonly retention: OrderRetention;
    /** Where changes of orders are sent as signed webhooks; present where the file names it. */
    readonly notify?: string;
    /** The shop's own pricing system, which is asked what orders cost; present where the file names it. */
    readonly quote?: string;
  };
  /** Missing where it sends none, or sends it by the identity of another environment. */
  readonly mail?: MailConfig;
  /** Which pipelines deploy; missing where none does by a role of the kit. */
  readonly delivery?: ReadonlyDeep<NonNullable<EnvironmentFile['delivery']>>;
  /** Who takes on which role; missing where the kit makes none for people. */
  readonly people?: ReadonlyDeep<NonNullable<EnvironmentFile['people']>>;
  /** Missing where shoppers do not sign in. */
  readonly customers?: CustomersConfig;
}

/** Makes the configuration of a file without mistakes that lies in `folder`. */
export function configOf(file: StorefrontFile, folder: string): StorefrontConfig {
  const { shop, role, contacts, confirmations, scripts, yearlyTransactions, environments } = file;
  const { securityTxt } = file;
  return {
    shop,
    role,
    contacts,
    confirmations,
    scripts: scripts.map(scriptOf),
    ...(securityTxt && { securityTxt }),
    yearlyTransactions: { ...yearlyTransactions },
    environments: Object.fromEntries(
      Object.entries(environments).map(([name, environment]) => [name, environmentOf(environment, folder)]),
    ),
  };
}

function environmentOf(environment: EnvironmentFile, folder: string): EnvironmentConfig {
  const { purpose, account, region, domain, zone, launch, aliases, preloadHsts, tags, site, payments } =
    environment;
  const { availabilityZones, natZones, firewall, existing, includeSubdomains, orders, embedding } =
    environment;
  const { gateways, checks, saqD } = payments;
  return {
    purpose,
    account,
    region,
    domain,
    zone,
    launch,
    aliases,
    redirectHosts: environment.redirectHosts,
    ...(environment.redirects !== undefined && { redirects: resolve(folder, environment.redirects) }),
    preloadHsts,
    ...(includeSubdomains === undefined ? {} : { includeSubdomains }),
    ...(environment.hstsRamp && { hstsRamp: environment.hstsRamp }),
    availabilityZones,
    natZones,
    firewall,
    ...(environment.concurrency && { concurrency: environment.concurrency }),
    ...(existing.cloudFrontPrefixList && { cloudFrontPrefixList: existing.cloudFrontPrefixList }),
    ...existingNetwork(existing),
    ...(existing.key && { existingKey: existing.key }),
    guardrails: guardrailsOf(existing),
    egress: egressOf(environment),
    tags,
    site: siteOf(site, folder),
    embedding,
    payments: { gateways: gateways.map(gatewayConfig), checks, ...(saqD && { saqD }) },
    backup: backupOf(environment),
    orders: {
      retention: { keepDays: daysOf(orders.keep), personalForDays: daysOf(orders.personalFor) },
      ...(orders.notify && { notify: orders.notify }),
      ...(orders.quote && { quote: orders.quote }),
    },
    ...mailOf(environment.mail),
    ...whoReaches(environment),
    ...(environment.customers !== 'none' && { customers: environment.customers }),
  };
}

function siteOf(site: EnvironmentFile['site'], folder: string): EnvironmentConfig['site'] {
  if (!('path' in site)) throw new Error('a container site is refused before it comes here');
  const { path, catalogue, texts } = site;
  const places = placesOf(site);
  return {
    path: resolve(folder, path),
    catalogue,
    ...(texts !== undefined && { texts: resolve(folder, texts) }),
    cart: site.cart ?? places.checkout,
    ...places,
  };
}

/** Where a site has its payment pages; the page that a gateway leads back to is below the checkout unless the file says otherwise. */
export function placesOf({
  checkout = usualPlaces.checkout,
  return: returned = `${checkout}done/`,
}: {
  readonly checkout?: string | undefined;
  readonly return?: string | undefined;
}): PaymentPlaces {
  return { checkout, return: returned };
}

function mailOf(mail: EnvironmentFile['mail']): Pick<EnvironmentConfig, 'mail'> {
  if (mail === 'none' || mail.ownedBy !== undefined) return {};
  const { from, dmarc, receives } = mail;
  return { mail: { from, dmarc: dmarcOf(dmarc), ...(receives && { receives }) } };
}

function dmarcOf({ reports, owner, ramp }: DmarcFile = {}): MailConfig['dmarc'] {
  if (owner !== undefined) return { owner };
  if (reports === undefined) throw new Error('mail without a DMARC record is refused before it comes here');
  if (!ramp) return { reports, policy: 'reject' };
  const { policy, noneUntil, quarantineUntil } = ramp;
  return { reports, policy, until: policy === 'none' ? noneUntil : quarantineUntil };
}

/** Real money moves only where the hosts that functions call are restricted. */
function egressOf({ purpose, egress, existing }: EnvironmentFile): EnvironmentConfig['egress'] {
  if (existing.vpc !== undefined) return 'existing-network';
  return purpose === 'production' || egress ? 'dns-firewall' : 'none';
}

/** People and pipelines, as far as the file names some. */
function whoReaches({ people, delivery }: EnvironmentFile): Pick<EnvironmentConfig, 'people' | 'delivery'> {
  return { ...(people && { people }), ...(delivery && { delivery }) };
}

function existingNetwork({ owner, vpc, subnets, endpoints = [] }: EnvironmentFile['existing']) {
  if (vpc === undefined) return {};
  if (owner === undefined || subnets === undefined)
    throw new Error('a network without owner or subnets is refused before it comes here');
  return { existingNetwork: { owner, vpc, subnets, endpoints } };
}

/** What of the part `existing` of a file are guardrails of the account. */
function guardrailsOf({
  permissionsBoundary,
  rolePath,
  namePrefix,
  bootstrapQualifier,
}: Guardrails): Guardrails {
  return {
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    ...(rolePath !== undefined && { rolePath }),
    ...(namePrefix !== undefined && { namePrefix }),
    ...(bootstrapQualifier !== undefined && { bootstrapQualifier }),
  };
}

function gatewayConfig({
  name,
  mode,
  integration,
  threeDSecure,
  currencies,
  ...own
}: GatewayRow): GatewayConfig {
  const named = currencies && { currencies };
  return { name, mode, integration, threeDSecure, ...named, settings: own as Record<string, string> };
}
