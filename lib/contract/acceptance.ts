import * as z from 'zod/mini';
import { day, differ, sentences, text } from './fields.ts';
import { kit, kitDecision } from './kit-decisions.ts';

/** Shortest reason that can tell why a finding is acceptable and what contains the risk, in characters. */
const shortestReason = 20;

/** Whether a reason is long enough to be one; spaces say nothing. */
export function saysWhy(reason: string): boolean {
  return reason.replace(/\s+/g, ' ').trim().length >= shortestReason;
}

const common = {
  /** Rule id, or `Pack::Rule` for a rule of another cdk-nag pack. */
  rule: text,
  /** Narrows the acceptance to one template, as the report names it: a logical id may stand in several. */
  template: z.optional(text),
  /** Narrows the acceptance to one thing that a rule found there, as the finding's `about` says it. */
  about: z.optional(text),
  kind: z.enum(['false-positive', 'risk', 'compensating-control']),
  /** Why it is acceptable and what contains the risk instead. */
  reason: z.string().check(z.refine(saysWhy, `must have at least ${shortestReason} characters`)),
  /** Who lives with it. */
  owner: text,
  /** Where it was decided. */
  ticket: text,
  /** Last day on which it holds, `YYYY-MM-DD`. */
  expires: day,
};

/** Logical id of the resource, or its construct path. */
const fields = { ...common, resource: text };

/** Who agreed; never the owner. */
const approver = text.check(
  z.refine(
    (name) => name.trim().toLowerCase() !== kit,
    `must be a person: ${kit} approves nothing by itself`,
  ),
);

const byPerson = z.strictObject({ ...fields, approver }).check(differ('approver', 'owner'));

/** Resources that are alike; each pattern narrows them further. */
const resources = z.strictObject({
  /** Their type, `AWS::Logs::LogGroup` for example. */
  type: text,
  /** A pattern that the name of their stack fits. */
  stack: z.optional(text),
  /** A pattern that their template's name in the report fits. */
  path: z.optional(text),
});

const ofEvery = z.strictObject({ ...common, resources, approver }).check(differ('approver', 'owner'));

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

/** A decision about every resource of a type, which a file can take and a template cannot. */
export type AcceptanceOfEvery = Readonly<z.infer<typeof ofEvery>>;

/**
 * A finding that somebody has decided to live with, or that the kit recommends to live with. Every field without a
 * question mark is required: it is evidence.
 */
export type Acceptance = ByPerson | ByKit;

/** An acceptance as a file may hold it, too. */
export type AnyAcceptance = Acceptance | AcceptanceOfEvery;

/** Whether the kit recommends it; otherwise a person answers for it. */
export function isRecommendation(acceptance: AnyAcceptance): acceptance is ByKit {
  return 'decision' in acceptance;
}

/** Whether it covers every resource of a type. */
export function isOfEvery(acceptance: AnyAcceptance): acceptance is AcceptanceOfEvery {
  return 'resources' in acceptance;
}

/** What an acceptance covers, as a phrase: a resource by its name, or every resource of a type. */
export function coveredBy(acceptance: AnyAcceptance): string {
  if (!isOfEvery(acceptance)) return acceptance.resource;
  const { type, stack, path } = acceptance.resources;
  const narrower = [
    ...(stack === undefined ? [] : [` in stacks ${stack}`]),
    ...(path === undefined ? [] : [` in templates ${path}`]),
  ];
  return `every ${type}${narrower.join('')}`;
}

/** An acceptance that cannot be used, and why. */
export interface MalformedAcceptance {
  readonly entry: { readonly rule?: string; readonly resource?: string };
  readonly mistakes: readonly string[];
}

export interface AcceptancesRead<Entry = Acceptance> {
  readonly acceptances: readonly Entry[];
  readonly malformed: readonly MalformedAcceptance[];
}

/** Reads the acceptances of a template: those of people, and what the kit recommends about its own resources. */
export function readTemplateAcceptances(entries: readonly unknown[]): AcceptancesRead {
  return split<Acceptance>(entries, (entry) => (has(entry, 'decision') ? byKit : byPerson));
}

/** Reads the acceptances of a file, where only people can accept something, of one resource or of every one of a type. */
export function readFileAcceptances(entries: readonly unknown[]): AcceptancesRead<AnyAcceptance> {
  return split<AnyAcceptance>(entries, (entry) => (has(entry, 'resources') ? ofEvery : byPerson));
}

/** Splits acceptances into those that are complete and those that are not. */
function split<Entry>(
  entries: readonly unknown[],
  schemaOf: (entry: unknown) => z.ZodMiniType<Entry>,
): AcceptancesRead<Entry> {
  const acceptances: Entry[] = [];
  const malformed: MalformedAcceptance[] = [];
  for (const entry of entries) {
    const parsed = schemaOf(entry).safeParse(entry);
    if (parsed.success) acceptances.push(parsed.data);
    else malformed.push({ entry: namesOf(entry), mistakes: sentences(parsed.error, entry) });
  }
  return { acceptances, malformed };
}

function has(entry: unknown, field: string): boolean {
  return typeof entry === 'object' && entry !== null && field in entry;
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
