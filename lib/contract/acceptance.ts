import * as z from 'zod/mini';
import { day, differ, sentences, text } from './fields.ts';
import { kit, kitDecision } from './kit-decisions.ts';

/** Shortest reason that can tell why a finding is acceptable and what contains the risk, in characters. */
const shortestReason = 20;

const fields = {
  /** Rule id, or `Pack::Rule` for a rule of another cdk-nag pack. */
  rule: text,
  /** Logical id of the resource, or its construct path. */
  resource: text,
  /** Narrows the acceptance to one template, as the report names it: a logical id may stand in several. */
  template: z.optional(text),
  /** Narrows the acceptance to one thing that a rule found there, as the finding's `about` says it. */
  about: z.optional(text),
  kind: z.enum(['false-positive', 'risk', 'compensating-control']),
  /** Why it is acceptable and what contains the risk instead. */
  reason: z
    .string()
    .check(
      z.refine(
        (reason) => reason.replace(/\s+/g, ' ').trim().length >= shortestReason,
        `must have at least ${shortestReason} characters`,
      ),
    ),
  /** Who lives with it. */
  owner: text,
  /** Where it was decided. */
  ticket: text,
  /** Last day on which it holds, `YYYY-MM-DD`. */
  expires: day,
};

const byPerson = z
  .strictObject({
    ...fields,
    /** Who agreed; never the owner. */
    approver: text.check(
      z.refine(
        (approver) => approver.trim().toLowerCase() !== kit,
        `must be a person: ${kit} approves nothing by itself`,
      ),
    ),
  })
  .check(differ('approver', 'owner'));

/** By whom and when a shop agreed to what the kit recommends. */
const confirmation = z.strictObject({ by: text, on: day });

const byKit = z
  .strictObject({
    ...fields,
    approver: z.literal(kit),
    /** The kit's decision that recommends it. */
    decision: text,
    /** Who in the shop agreed to the recommendation, and on which day; nobody did where it is missing. */
    confirmed: z.optional(confirmation),
  })
  .check(
    z.refine(({ decision, rule }) => decides(decision, rule), {
      path: ['decision'],
      message: `must be a decision of ${kit} about this rule`,
    }),
    z.refine(({ confirmed, owner }) => confirmed?.by.trim().toLowerCase() !== owner.trim().toLowerCase(), {
      path: ['confirmed', 'by'],
      message: 'must differ from the owner',
    }),
  );

type ByPerson = Readonly<z.infer<typeof byPerson>>;
type ByKit = Readonly<z.infer<typeof byKit>>;

/**
 * A finding that somebody has decided to live with, or that the kit recommends to live with. Every field without a
 * question mark is required: it is evidence.
 */
export type Acceptance = ByPerson | ByKit;

/** Whether the kit recommends it; otherwise a person answers for it. */
export function isRecommendation(acceptance: Acceptance): acceptance is ByKit {
  return 'decision' in acceptance;
}

/** An acceptance that cannot be used, and why. */
export interface MalformedAcceptance {
  readonly entry: { readonly rule?: string; readonly resource?: string };
  readonly mistakes: readonly string[];
}

export interface AcceptancesRead {
  readonly acceptances: readonly Acceptance[];
  readonly malformed: readonly MalformedAcceptance[];
}

/** Reads the acceptances of a template: those of people, and what the kit recommends about its own resources. */
export function readTemplateAcceptances(entries: readonly unknown[]): AcceptancesRead {
  return split(entries, (entry) => (namesDecision(entry) ? byKit : byPerson));
}

/** Reads the acceptances of a file, where only people can accept something. */
export function readFileAcceptances(entries: readonly unknown[]): AcceptancesRead {
  return split(entries, () => byPerson);
}

type Schema = typeof byPerson | typeof byKit;

/** Splits acceptances into those that are complete and those that are not. */
function split(entries: readonly unknown[], schemaOf: (entry: unknown) => Schema): AcceptancesRead {
  const acceptances: Acceptance[] = [];
  const malformed: MalformedAcceptance[] = [];
  for (const entry of entries) {
    const parsed = schemaOf(entry).safeParse(entry);
    if (parsed.success) acceptances.push(parsed.data);
    else malformed.push({ entry: namesOf(entry), mistakes: sentences(parsed.error, entry) });
  }
  return { acceptances, malformed };
}

function namesDecision(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'decision' in entry;
}

/** A rule of another pack has findings of its own, `Pack::Rule[finding]`. */
function decides(decision: string, rule: string): boolean {
  const { rules = [] } = kitDecision(decision) ?? {};
  return rules.some((decided) => rule === decided || rule.startsWith(`${decided}[`));
}

function namesOf(entry: unknown): MalformedAcceptance['entry'] {
  if (typeof entry !== 'object' || entry === null) return {};
  const { rule, resource } = entry as Record<string, unknown>;
  return {
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(typeof resource === 'string' ? { resource } : {}),
  };
}
