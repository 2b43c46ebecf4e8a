import * as z from 'zod/mini';
import { type GatewayConfig, integrations } from '../../lambda/gateways/gateway-config.ts';
import type { YearlyTransactions } from '../contract/schema.ts';
import { once } from '../once.ts';
import { type BrandLevel, brandLevels, brandPrograms, type Role } from './levels.ts';
import facts from './saq.json' with { type: 'json' };

/** What a company files about an environment; `none` where no real card is taken. */
export type Outcome = 'SAQ A' | 'SAQ A-EP' | 'SAQ D' | 'SAQ D for Service Providers' | 'ROC' | 'none';

const merchantSaqs = ['A', 'A-EP', 'D'] as const;
type MerchantSaq = (typeof merchantSaqs)[number];

/** `inForceSince` only where the day is known; the file's own day says when the fact was looked up. */
const dated = { text: z.string(), source: z.url(), inForceSince: z.optional(z.iso.date()) };

const ruleNames = [
  'acquirer',
  'level1',
  'serviceProvider',
  'rocScope',
  'rocAlways',
  'mastercardLevel2',
  'strictest',
  'testOnly',
] as const;
type RuleName = (typeof ruleNames)[number];

const criterion = z.strictObject({
  id: z.string(),
  saq: z.enum(merchantSaqs),
  /** Integrations that the criterion is asked of; all where it names none. */
  integrations: z.optional(z.array(z.enum(integrations))),
  ...dated,
});

/** What a merchant has to confirm before it may file a questionnaire. Nobody but the merchant can. */
export type Criterion = z.infer<typeof criterion>;

const file = z.strictObject({
  asOf: z.iso.date(),
  integrations: z.record(
    z.enum(integrations),
    z.strictObject({ saq: z.enum(merchantSaqs), because: z.string() }),
  ),
  rules: z.record(z.enum(ruleNames), z.strictObject(dated)),
  criteria: z.array(criterion),
});

/** The dated facts about questionnaires. */
const saqFacts = once(() => file.parse(facts));

/** One step of the reasoning, with the day since which its rule is in force where it has one. */
interface Reason {
  readonly text: string;
  readonly source?: string;
  readonly inForceSince?: string;
}

/** How an environment is validated against PCI DSS, and why. A suggestion: the acquirer decides. */
export interface ValidationRoute {
  readonly outcome: Outcome;
  /** The questionnaire that a merchant's report may be guided by. */
  readonly guide?: 'SAQ A' | 'SAQ A-EP' | 'SAQ D';
  /** Requirements that apply beside those of the questionnaire. */
  readonly always: readonly string[];
  /** Whether a QSA or an ISA has to be engaged for the questionnaire. */
  readonly assessor: boolean;
  readonly levels: readonly BrandLevel[];
  /** What the merchant still has to confirm. */
  readonly confirmations: readonly Criterion[];
  readonly reasons: readonly Reason[];
}

/** A gateway as far as the questionnaire depends on it. */
type GatewayFacts = Pick<GatewayConfig, 'name' | 'mode' | 'integration'>;

interface RouteInput {
  readonly role: Role;
  readonly gateways: readonly GatewayFacts[];
  readonly transactions: YearlyTransactions;
}

/** What a company files about one environment, from its gateways and from the counts of each brand. */
export function validationRoute({ role, gateways, transactions }: RouteInput): ValidationRoute {
  const levels = brandLevels(role, transactions);
  if (gateways.every(({ mode }) => mode === 'test')) {
    return {
      outcome: 'none',
      always: [],
      assessor: false,
      levels,
      confirmations: [],
      reasons: [rule('testOnly')],
    };
  }
  const shared = { levels, reasons: levelReasons(levels) };
  return role === 'serviceProvider' ? providerRoute(shared) : merchantRoute(gateways, shared);
}

function levelReasons(levels: readonly BrandLevel[]): readonly Reason[] {
  if (levels.length === 0) return [{ text: 'No brand has a count, so no level is known.' }];
  return levels.map(({ because, source }) => ({ text: because, source }));
}

interface Shared {
  readonly levels: readonly BrandLevel[];
  readonly reasons: readonly Reason[];
}

function providerRoute({ levels, reasons }: Shared): ValidationRoute {
  const report = needsReport(levels);
  return {
    outcome: report ? 'ROC' : 'SAQ D for Service Providers',
    always: [],
    assessor: false,
    levels,
    confirmations: [],
    reasons: [...reasons, rule('serviceProvider'), ...(report ? [rule('level1')] : []), rule('acquirer')],
  };
}

function merchantRoute(gateways: readonly GatewayFacts[], { levels, reasons }: Shared): ValidationRoute {
  const saq = strictestSaq(gateways);
  const report = needsReport(levels);
  const assessor = !report && levels.some(({ brand, level }) => brand === 'mastercard' && level === 2);
  return {
    outcome: report ? 'ROC' : `SAQ ${saq}`,
    ...(report && { guide: `SAQ ${saq}` as const }),
    always: report ? ['12.5.2'] : [],
    assessor,
    levels,
    confirmations: confirmationsFor(saq, gateways),
    reasons: [
      ...gateways.map(({ name, integration }) => ({
        text: `${name} by ${integration} needs SAQ ${saqFacts().integrations[integration].saq}: ${saqFacts().integrations[integration].because}`,
      })),
      ...(gateways.length > 1 ? [rule('strictest')] : []),
      ...reasons,
      ...(report ? [rule('level1'), rule('rocScope'), rule('rocAlways')] : []),
      ...(assessor ? [rule('mastercardLevel2')] : []),
      rule('acquirer'),
    ],
  };
}

function needsReport(levels: readonly BrandLevel[]): boolean {
  return levels.some(({ validation }) => validation === 'ROC');
}

function strictestSaq(gateways: readonly GatewayFacts[]): MerchantSaq {
  const needed = gateways.map(({ integration }) =>
    merchantSaqs.indexOf(saqFacts().integrations[integration].saq),
  );
  return merchantSaqs[Math.max(...needed)] ?? 'D';
}

function confirmationsFor(saq: MerchantSaq, gateways: readonly GatewayFacts[]): readonly Criterion[] {
  return saqFacts().criteria.filter(
    (entry) =>
      entry.saq === saq &&
      (!entry.integrations || gateways.some(({ integration }) => entry.integrations?.includes(integration))),
  );
}

/** The ids of the criteria of every questionnaire. */
export function criterionIds(): readonly string[] {
  return [...new Set(saqFacts().criteria.map(({ id }) => id))];
}

/** The criterion of SAQ A with this id; an unknown one is a mistake in the catalogue. */
export function criterionById(id: string): Criterion {
  const found = saqFacts().criteria.find((candidate) => candidate.saq === 'A' && candidate.id === id);
  if (!found) throw new Error(`SAQ A has no criterion ${id}`);
  return found;
}

function rule(name: RuleName): Reason {
  return saqFacts().rules[name];
}

/** The route in one line: what to file, guided by what, with whom, and the level with each brand. */
export function summarizeRoute({ outcome, guide, assessor, levels }: ValidationRoute): string {
  if (outcome === 'none') return 'PCI DSS: no real card is taken, so nothing is filed';
  const scope = guide ? `, guided by ${guide}` : '';
  const helper = assessor ? ' with a QSA or an ISA' : '';
  const graded = levels.map(
    ({ brand, level }) => `${brandPrograms().brands[brand].name} ${level ?? 'unknown'}`,
  );
  const by = graded.length > 0 ? `levels ${graded.join(', ')}` : 'no level is known';
  return `PCI DSS ${outcome}${scope}${helper} (${by}); the acquirer decides`;
}
