import * as z from 'zod/mini';
import { challenges, integrations, modes } from '../../lambda/gateways/gateway-config.ts';
import { type Acceptance, type MalformedAcceptance, readTemplateAcceptances } from './acceptance.ts';
import { alertReceiver, edgeFunction } from './digests.ts';
import { arn, day, sentences, text } from './fields.ts';
import { launchStages } from './launch.ts';
import { dmarcPolicies } from './mail.ts';
import { signIns, workNames } from './works.ts';

/**
 * What every template of the kit says about itself under `Metadata.Palisade`: the contract between the CDK and the policy.
 *
 * Rules read templates and this, nothing else: the storefront file, the CDK and the command's options stay out of a
 * verdict. A template that carries it belongs to a storefront or to an account, so absence counts as a failure in it.
 */
const contractVersion = 2;

/** The role of a stack, for example `edge`: the last part of its name. */
const role = z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'must be the role of a stack, such as edge'));
const region = z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-west-1'));
const account = z.string().check(z.regex(/^\d{12}$/, 'must be the 12 digits of an AWS account'));

/** Directives that an authorized script may name origins for, beside the one that it is loaded by. */
const scriptDirectives = [
  'connect-src',
  'img-src',
  'style-src',
  'font-src',
  'frame-src',
  'media-src',
] as const;

/** A third-party script that the shop's owner has authorized (PCI DSS v4.0.1, 6.4.3). */
const script = z.strictObject({
  /** `https` origin that serves it. */
  host: text,
  owner: text,
  reason: text,
  /** Path patterns of the pages that may run it. */
  pages: z.array(text),
  /** Path patterns of pages among these that may not. */
  except: z.optional(z.array(text)),
  /** Origins that it reaches, by directive. */
  reaches: z.optional(z.partialRecord(z.enum(scriptDirectives), z.array(text))),
  /** Why payment pages among its pages run it; missing where they do not, whatever the patterns say. */
  onPaymentPages: z.optional(z.strictObject({ justification: text })),
});

/** What a path of the shop serves. */
const path = z.strictObject({
  /** CloudFront path pattern; `*` is the default behaviour. */
  pattern: text,
  /**
   * `payment` pages talk to gateways, `api` starts and follows payments, `callback` takes what gateways tell, `report` takes
   * browser reports, `pages` are the rest.
   */
  serves: z.enum(['pages', 'payment', 'api', 'callback', 'report']),
  /** Whether a response may hold what belongs to one shopper, so that no shared cache may keep it. */
  sensitive: z.boolean(),
});

const gateway = z.strictObject({
  name: text,
  mode: z.enum(modes),
  integration: z.enum(integrations),
  threeDSecure: z.enum(challenges),
  /** The currencies that the shop's account takes; missing where the file names none. */
  currencies: z.optional(z.array(text)),
  settings: z.record(z.string(), z.string()),
});

/** Which answers of a card's issuer send a paid order to a person. */
const checkRule = z.enum(['mismatch', 'unconfirmed', 'never']);
const checks = z.strictObject({ avsStreet: checkRule, avsPostalCode: checkRule, cvc: checkRule });

const dataClasses = ['personal', 'audit', 'secrets', 'public'] as const;

/** What one stateful resource of the template holds. */
const classified = z.strictObject({
  /** Logical id of the resource in this template. */
  resource: text,
  class: z.enum(dataClasses),
  /** Why data that does not expire is kept, and how long; required where nothing expires. */
  retention: z.optional(text),
  /** How it comes back when it is lost; required where no backup plan takes it. */
  comesBack: z.optional(text),
});

/** A control that somebody else's resource fulfils, for example the organization's trail. */
const declaration = z.strictObject({ control: text, owner: text, arn });

/** A network that somebody else runs, and that the storefront's load balancer and functions live in. */
const existingNetwork = z.strictObject({
  owner: text,
  vpc: text,
  subnets: z.array(text),
  endpoints: z.array(text),
});

/** A role of the template that people take on for one work. */
const peopleRole = z.strictObject({
  /** Logical id of the role in this template. */
  resource: text,
  work: z.enum(workNames),
});

/** What a template says beside what it shares with its siblings. */
const ofOneTemplate = {
  /** The role of the stack that this template becomes. */
  stack: role,
  data: z.array(classified),
  /** Missing where people take on none of its roles. */
  peopleRoles: z.optional(z.array(peopleRole)),
  /** What the functions at the edge run; missing where the template has none, or was made before the contract named their code. */
  edgeCode: z.optional(z.array(edgeFunction)),
  /** Each one is judged by itself: a malformed acceptance does not spoil the rest. */
  acceptances: z.array(z.unknown()),
};

/** The card brands that run PCI compliance programs of their own. */
export const cardBrands = ['visa', 'mastercard', 'amex', 'discover', 'jcb', 'unionpay'] as const;

const transactions = z.number().check(z.int(), z.gte(0));

/** Card transactions of one brand in twelve months. */
const yearlyCount = z.strictObject({
  /** Those taken online. */
  ecommerce: transactions,
  /** Those of all channels, the online ones included. */
  total: transactions,
});

/** The mail that comes from a name of the shop. */
const mail = z.strictObject({
  /** What its addresses have after the @. */
  from: text,
  /** Missing where somebody else has the record. */
  dmarc: z.optional(
    z.strictObject({
      policy: z.enum(dmarcPolicies),
      /** Last day of a policy that is only a step of a ramp. */
      until: z.optional(day),
    }),
  ),
  /** Servers that receive mail for the name; missing where none do. */
  receives: z.optional(z.array(text)),
});

/** Days, a little over ten years: as long as laws ask for records of sales. Whatever is kept for longer is kept for ever. */
export const longestKeptDays = 3660;

const days = z.number().check(z.int(), z.gte(1));

/** For how many days what was erased can still be brought back. */
const backups = z.strictObject({
  /** By recovery of a table to an earlier second. */
  pointInTimeDays: days,
  /** By each backup that a plan makes: none ends before. */
  leastDays: days,
  /** By the backup that is kept longest. */
  longestDays: days,
  /** By anything at all. */
  erasedAfterDays: days,
  /** Minutes after which a restore that is still under way has failed; missing where nothing is restored by the kit. */
  mostRestoreMinutes: z.optional(z.number().check(z.int(), z.gte(1))),
});

const storefrontProfile = {
  shop: text,
  environment: text,
  /** The account that its stacks are deployed to: whoever reads one template alone has to know whose the ARNs in it are. */
  account,
  purpose: z.enum(['production', 'non-production']),
  role: z.enum(['merchant', 'serviceProvider']),
  /** Card transactions in twelve months by card brand: each brand derives levels from its own counts. */
  yearlyTransactions: z.partialRecord(z.enum(cardBrands), yearlyCount),
  /** The shop's public host name. */
  domain: text,
  /** The other host names of the shop, each of which leads to that one. */
  aliases: z.array(text),
  /** How far the shop has moved in. */
  launch: z.enum(launchStages),
  /** Whether the owner asked for the browsers' HSTS preload list, which takes months to leave. */
  preloadHsts: z.boolean(),
  /** Whether HSTS and CAA bind the names below the domain; they do not where these are not the shop's and nobody asked for it. */
  includeSubdomains: z.boolean(),
  /** While the shop moves in: for how many seconds browsers are held to HTTPS, and until which day that may be. */
  hstsRamp: z.optional(z.strictObject({ maxAge: z.number().check(z.int(), z.gte(300)), ends: day })),
  /** The zone of the shop's names, and whether it serves more than the shop. */
  zone: z.optional(z.strictObject({ name: text, isShared: z.boolean() })),
  /** Missing where the shop sends no mail by an identity of its own. */
  mail: z.optional(mail),
  /** Addresses that take reports on the names of the shop: of mail, of TLS and of refused certificates. */
  reportsTo: z.optional(z.array(text)),
  /** Hosts of others that functions of the shop are told of, the receiver of order changes for example. */
  systems: z.optional(z.array(text)),
  /** How shoppers sign in; missing where they do not. */
  customers: z.optional(
    z.strictObject({
      signUp: z.enum(['open', 'invitation']),
      secondFactor: z.enum(['optional', 'required']),
    }),
  ),
  /** What the shop says under `/.well-known/security.txt`; missing where it says nothing there. */
  securityTxt: z.optional(z.strictObject({ expires: day })),
  /** How people sign in who take on roles of the kit; missing where the kit makes none for them. */
  people: z.optional(
    z.strictObject({
      signIn: z.enum(signIns),
      /** Other accounts, whose users take the roles on; missing where there is none. */
      accounts: z.optional(z.array(account)),
    }),
  ),
  payments: z.strictObject({
    gateways: z.array(gateway),
    /** Missing in a contract that was written by hand for a shop without functions of the kit. */
    checks: z.optional(checks),
    scripts: z.array(script),
  }),
  paths: z.array(path),
  /** Origins of other sites that may frame the pages of the shop, but for payment pages; missing where none may. */
  embedding: z.optional(z.array(text)),
  backups,
  /** Missing where the network is the storefront's own. */
  existingNetwork: z.optional(existingNetwork),
  declared: z.array(declaration),
};

const storefrontShared = z.strictObject({
  /** Roles of all stacks of the storefront: what one of them holds is unknown while its template is not given. */
  stacks: z.array(role),
  ...storefrontProfile,
});

const storefront = z.strictObject({
  version: z.literal(contractVersion),
  kind: z.literal('storefront'),
  ...storefrontShared.shape,
  ...ofOneTemplate,
});

/** What an account's stacks switch on, find switched on by somebody else, or leave off for a reason. */
const detectionServices = [
  'accessAnalyzer',
  'cloudTrail',
  'config',
  'guardDuty',
  'inspector',
  'macie',
  'securityHub',
] as const;

const detection = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('created') }),
  z.strictObject({ state: z.literal('declared'), owner: text, arn }),
  z.strictObject({ state: z.literal('declined'), reason: text }),
]);

const accountShared = z.strictObject({
  account,
  /** The regions in use, each of which has a template of its own. */
  regions: z.array(region).check(z.minLength(1, 'must name a region')),
  detection: z.record(z.enum(detectionServices), detection),
  /** Who hears of alerts, by how soon somebody has to look; missing in a contract of an earlier kit. */
  receivers: z.optional(
    z.strictObject({
      page: z.array(alertReceiver),
      ticket: z.array(alertReceiver),
      security: z.array(alertReceiver),
    }),
  ),
  declared: z.array(declaration),
});

const accountTemplate = z.strictObject({
  version: z.literal(contractVersion),
  kind: z.literal('account'),
  ...accountShared.shape,
  region,
  /** Logical ids of the topics in this template that alerts leave through, by how soon somebody has to look. */
  alerts: z.strictObject({ page: text, ticket: text, security: text }),
  ...ofOneTemplate,
});

const contract = z.discriminatedUnion('kind', [storefront, accountTemplate]);
const header = z.looseObject({
  version: z.literal(contractVersion),
  kind: z.enum(['storefront', 'account']),
});

type ReadonlyDeep<T> = T extends object ? { readonly [K in keyof T]: ReadonlyDeep<T[K]> } : T;
type Judged<T> = Omit<ReadonlyDeep<T>, 'acceptances'> & { readonly acceptances: readonly Acceptance[] };

export type StorefrontContract = Judged<z.infer<typeof storefront>>;
export type AccountContract = Judged<z.infer<typeof accountTemplate>>;
export type Contract = StorefrontContract | AccountContract;

/** What all templates of a storefront say of the shop, before it is known which stacks there are. */
export type StorefrontProfile = Omit<
  StorefrontContract,
  'version' | 'kind' | 'stacks' | keyof typeof ofOneTemplate
>;

/** A service that watches an account, as its contract names it. */
export type WatchingService = (typeof detectionServices)[number];
export type DetectionState = Readonly<z.infer<typeof detection>>;
export type AuthorizedScript = ReadonlyDeep<z.infer<typeof script>>;
export type StorefrontPath = Readonly<z.infer<typeof path>>;
export type ClassifiedData = Readonly<z.infer<typeof classified>>;
export type PeopleRole = Readonly<z.infer<typeof peopleRole>>;
export type EdgeFunctionCode = Readonly<z.infer<typeof edgeFunction>>;
export type AlertReceiver = Readonly<z.infer<typeof alertReceiver>>;
export type DataClass = ClassifiedData['class'];
export type CardBrand = (typeof cardBrands)[number];
export type YearlyCount = Readonly<z.infer<typeof yearlyCount>>;
export type YearlyTransactions = StorefrontContract['yearlyTransactions'];
export type Declaration = Readonly<z.infer<typeof declaration>>;

/** The fields that every template of one storefront, or of one account, fills in alike. */
export const sharedFields: Readonly<Record<Contract['kind'], readonly string[]>> = {
  storefront: Object.keys(storefrontShared.shape),
  account: Object.keys(accountShared.shape),
};

export interface ContractRead {
  /** Nothing when the block cannot be read as a whole. */
  readonly contract?: Contract;
  readonly malformed: readonly MalformedAcceptance[];
  readonly mistakes: readonly string[];
}

/** Reads `Metadata.Palisade` of a template. */
export function readContract(block: unknown): ContractRead {
  // Of another version or kind nothing else can be said.
  const parsed = header.safeParse(block).success ? contract.safeParse(block) : header.safeParse(block);
  if (!parsed.success) return { malformed: [], mistakes: sentences(parsed.error, block) };
  const { acceptances: entries, ...rest } = parsed.data as z.infer<typeof contract>;
  const { acceptances, malformed } = readTemplateAcceptances(entries);
  return { contract: { ...rest, acceptances }, malformed, mistakes: [] };
}

/** The contract that a stack writes: `profile` and what is its own. */
export function storefrontContract(
  profile: StorefrontProfile,
  own: Pick<StorefrontContract, 'stack' | 'stacks'>,
): Omit<StorefrontContract, 'data' | 'acceptances'> {
  return { version: contractVersion, kind: 'storefront', ...own, ...profile };
}

/** What all templates of an account say of it. */
export type AccountProfile = Pick<AccountContract, keyof z.infer<typeof accountShared>>;

/** The contract that a stack of an account writes: `profile` and what is its own. */
export function accountContract(
  profile: AccountProfile,
  own: Pick<AccountContract, 'stack' | 'region' | 'alerts'>,
): Omit<AccountContract, 'data' | 'acceptances'> {
  return { version: contractVersion, kind: 'account', ...own, ...profile };
}
