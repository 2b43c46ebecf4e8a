import { daysInBackups } from '../../config/backup-config.ts';
import type { EnvironmentConfig, MailConfig, StorefrontConfig } from '../../config/storefront-config.ts';
import { accountScope, accountStackName } from '../../contract/account-names.ts';
import { resourceName } from '../../contract/names.ts';
import { storefrontPaths } from '../../contract/paths.ts';
import type { Declaration, StorefrontProfile } from '../../contract/schema.ts';
import { securityTxtExpiry } from '../../site/security-txt.ts';
import type { Owner } from './owner.ts';

/** One environment of a shop: what constructs and stacks know of the storefront file. */
export interface Storefront extends Owner {
  readonly environment: EnvironmentConfig;
  /** Whom to tell of a vulnerability; missing where the file does not ask for it. */
  readonly securityTxt?: NonNullable<StorefrontConfig['securityTxt']>;
  /** What every one of its templates says about the shop. */
  readonly profile: StorefrontProfile;
}

/**
 * Whether the shop's rules may bind every name below its own: they may wherever those names are the shop's. Below the name of a
 * zone that it shares are other people's, so there its owner has to ask for it, and does with a preload as well.
 */
function includesSubdomains({
  domain,
  aliases,
  zone,
  includeSubdomains,
  preloadHsts,
}: EnvironmentConfig): boolean {
  const isSharedApex = zone.id !== undefined && [domain, ...aliases].includes(zone.name);
  return includeSubdomains ?? (!isSharedApex || preloadHsts);
}

/** Reads one environment out of the configuration. */
export function storefrontOf(config: StorefrontConfig, name: string): Storefront {
  const environment = config.environments[name];
  if (!environment) throw new Error(`the shop has no environment '${name}'`);
  const { shop, role, contacts, confirmations, scripts, yearlyTransactions, securityTxt } = config;
  const { account, purpose, domain, aliases, launch, preloadHsts, hstsRamp, payments, existingNetwork } =
    environment;
  const { zone, mail, people, customers } = environment;
  return {
    shop,
    name,
    environment,
    contacts,
    confirmations,
    ...(securityTxt && { securityTxt }),
    profile: {
      shop,
      environment: name,
      account,
      purpose,
      role,
      yearlyTransactions,
      domain,
      aliases,
      launch,
      preloadHsts,
      includeSubdomains: includesSubdomains(environment),
      ...(hstsRamp && { hstsRamp: { maxAge: hstsRamp.maxAge, ends: hstsRamp.ends } }),
      zone: { name: zone.name, isShared: zone.id !== undefined },
      ...(mail && { mail: mailSaid(mail) }),
      reportsTo: reportsTo(contacts.security, mail),
      ...systemsOf(environment),
      ...(customers && {
        customers: { signUp: customers.signUp, secondFactor: customers.secondFactor },
      }),
      ...(securityTxt && { securityTxt: { expires: securityTxtExpiry(securityTxt) } }),
      ...(people && { people: peopleSaid(people, account) }),
      payments: { gateways: payments.gateways, checks: payments.checks, scripts },
      paths: storefrontPaths(scripts, environment.site),
      ...(environment.embedding.length > 0 && { embedding: environment.embedding }),
      backups: {
        ...daysInBackups(environment.backup),
        mostRestoreMinutes: environment.backup.rtoMinutes,
      },
      ...(existingNetwork && { existingNetwork }),
      declared: [
        ...networkDeclared(environment),
        ...keyDeclared(environment),
        ...dmarcDeclared(environment),
        ...alertsDeclared(environment),
        ...copiesDeclared(environment),
      ],
    },
  };
}

/** The controls that the owner of a network fulfils: outbound traffic, default group, flow logs, private subnets. */
const networkControls = ['NET-02', 'NET-04', 'NET-05', 'NET-06'];

function networkDeclared({ account, region, existingNetwork }: EnvironmentConfig): readonly Declaration[] {
  if (!existingNetwork) return [];
  const { owner, vpc } = existingNetwork;
  const arn = `arn:aws:ec2:${region}:${account}:vpc/${vpc}`;
  return networkControls.map((control) => ({ control, owner, arn }));
}

/** The controls that the owner of a key fulfils: who manages it, how it rotates, and who may use or delete it. */
const keyControls = ['DATA-02', 'KEY-01', 'KEY-02'];

function keyDeclared({ existingKey }: EnvironmentConfig): readonly Declaration[] {
  return existingKey ? keyControls.map((control) => ({ control, ...existingKey })) : [];
}

/** What the contract says of people: how they sign in, and where users are from that are not the account's own. */
function peopleSaid(
  { signIn, roles, breakGlass = [] }: NonNullable<EnvironmentConfig['people']>,
  own: string,
): NonNullable<StorefrontProfile['people']> {
  const users = [...breakGlass, ...(signIn === 'iam' ? Object.values(roles).flat() : [])];
  const accounts = new Set(users.map((user) => user?.split(':')[4] ?? own));
  accounts.delete(own);
  return { signIn, ...(accounts.size > 0 && { accounts: [...accounts].toSorted() }) };
}

/** What the contract says of the mail. */
function mailSaid({ from, dmarc, receives }: MailConfig): NonNullable<StorefrontProfile['mail']> {
  return {
    from,
    ...('policy' in dmarc && {
      dmarc: { policy: dmarc.policy, ...(dmarc.until !== undefined && { until: dmarc.until }) },
    }),
    ...(receives && { receives: receives.servers }),
  };
}

/** The addresses that records of the shop name, so that none names others. */
function reportsTo(security: string, mail: MailConfig | undefined): readonly string[] {
  const ofMail = mail && 'policy' in mail.dmarc ? [mail.dmarc.reports] : [];
  return [...new Set([security, ...ofMail, ...(mail?.receives ? [mail.receives.tlsReports] : [])])];
}

function dmarcDeclared({ zone, mail }: EnvironmentConfig): readonly Declaration[] {
  if (!mail || 'policy' in mail.dmarc) return [];
  const arn = `arn:aws:route53:::hostedzone/${zone.id ?? zone.name}`;
  return [{ control: 'MAIL-01', owner: mail.dmarc.owner, arn }];
}

/** The control that the stacks of the account fulfil: what arrives at their topics reaches a person. */
const alertControl = 'DET-06';

function alertsDeclared({ account }: EnvironmentConfig): readonly Declaration[] {
  const owner = `the stacks of the account, ${accountStackName('REGION')}`;
  const arn = `arn:aws:sns:*:${account}:${resourceName(accountScope, '*')}`;
  return [{ control: alertControl, owner, arn }];
}

/** The vault of another account is its owner's to encrypt, to lock and to keep. */
function copiesDeclared({ backup }: EnvironmentConfig): readonly Declaration[] {
  const other = backup.recovery?.otherAccount;
  return other ? [{ control: 'BKP-04', owner: other.owner, arn: other.vault }] : [];
}

/** The systems of the shop's own that its functions call, as far as the file names some. */
function systemsOf({ orders: { notify, quote } }: EnvironmentConfig): Pick<StorefrontProfile, 'systems'> {
  const called = [notify, quote].flatMap((address) =>
    address === undefined ? [] : [new URL(address).hostname],
  );
  return called.length > 0 ? { systems: [...new Set(called)].sort() } : {};
}
