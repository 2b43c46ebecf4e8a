import * as z from 'zod/mini';
import type { Role } from '../../compliance/levels.ts';
import { type Requirement, requirementByNumber, type Saq } from '../../compliance/requirements.ts';
import type { Outcome, ValidationRoute } from '../../compliance/saq.ts';
import { once } from '../../once.ts';
import { recordKinds } from '../records/kinds.ts';
import table from './obligations.json' with { type: 'json' };

const obligation = z.strictObject({
  id: z.string(),
  /** The number that asks for it; missing where the shop promises it without being asked. */
  requirement: z.optional(z.string()),
  do: z.string(),
  everyDays: z.optional(z.int()),
  /** How often in twelve months at least, whatever the days between. */
  atLeastYearly: z.optional(z.int()),
  /** What it has to follow besides. */
  after: z.optional(z.string()),
  /** The kind of record that tells of what it has to follow. */
  event: z.optional(z.enum(recordKinds)),
  because: z.optional(z.string()),
  by: z.string(),
  /** The kind of record that shows it. */
  record: z.enum(recordKinds),
});

/** Something that has to be done again and again, who does it, and how often. */
export type Obligation = z.infer<typeof obligation>;

const file = z.strictObject({
  asOf: z.iso.date(),
  note: z.string(),
  source: z.url(),
  obligations: z.array(obligation),
});

/** Every obligation that the kit knows, with the day on which they were read. */
export const obligations = once(() => file.parse(table));

const forms: Readonly<Record<`SAQ ${string}` & Outcome, Saq>> = {
  'SAQ A': 'A',
  'SAQ A-EP': 'A-EP',
  'SAQ D': 'D-M',
  'SAQ D for Service Providers': 'D-SP',
};

/**
 * Whether what is filed has a row for a requirement. A report (ROC) has all that SAQ D has for the role, whatever questionnaire guides it: which
 * rows it leaves out is agreed with the assessor and not computed.
 */
export function isAsked(
  { outcome }: Pick<ValidationRoute, 'outcome'>,
  { saq }: Requirement,
  role: Role,
): boolean {
  if (outcome === 'none') return false;
  const whole = role === 'merchant' ? 'D-M' : 'D-SP';
  return saq.includes(outcome === 'ROC' ? whole : forms[outcome]);
}

/** Whether a report has a requirement that is guided by its questionnaire; nothing where no questionnaire guides what is filed. */
export function isGuided(
  { guide, always }: Pick<ValidationRoute, 'guide' | 'always'>,
  { number, saq }: Requirement,
): boolean | undefined {
  return guide && (saq.includes(forms[guide]) || always.includes(number));
}

/** What is asked of an environment. */
export interface AskedObligation extends Obligation {
  /** Whether the questionnaire that may guide a report asks for it; missing where none does, or where the shop promises it. */
  readonly guided?: boolean;
}

/** What has to be done again and again where this is filed. What the shop promises of its own accord is among it wherever it takes real cards. */
export function obligationsOf(route: ValidationRoute, role: Role): readonly AskedObligation[] {
  if (route.outcome === 'none') return [];
  return obligations().obligations.flatMap((each): readonly AskedObligation[] => {
    if (each.requirement === undefined) return [each];
    const requirement = requirementByNumber(each.requirement);
    if (!isAsked(route, requirement, role)) return [];
    const guided = isGuided(route, requirement);
    return [guided === undefined ? each : { ...each, guided }];
  });
}

/** What is said of something that the guide of a report leaves out; nothing of all else. */
export function leftOut(
  { guided }: Pick<AskedObligation, 'guided'>,
  { guide = '' }: { readonly guide?: string },
): string {
  return guided === false ? `Not in ${guide}, which may guide the report.` : '';
}
