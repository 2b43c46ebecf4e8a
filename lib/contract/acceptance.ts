import * as z from 'zod/mini';
import { day, differ, sentences, text } from './fields.ts';

/** Shortest reason that can tell why a finding is acceptable and what contains the risk, in characters. */
const shortestReason = 20;

const acceptanceKinds = ['false-positive', 'risk', 'compensating-control'] as const;
export type AcceptanceKind = (typeof acceptanceKinds)[number];

const acceptance = z
  .strictObject({
    /** Rule id, or `Pack::Rule` for a rule of another cdk-nag pack. */
    rule: text,
    /** Logical id of the resource, or its construct path. */
    resource: text,
    /** Narrows the acceptance to one template, as the report names it: a logical id may stand in several. */
    template: z.optional(text),
    /** Narrows the acceptance to one thing that a rule found there, as the finding's `about` says it. */
    about: z.optional(text),
    kind: z.enum(acceptanceKinds),
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
    /** Who agreed; never the owner. */
    approver: text,
    /** Where it was decided. */
    ticket: text,
    /** Last day on which it holds, `YYYY-MM-DD`. */
    expires: day,
  })
  .check(differ('approver', 'owner'));

/** A finding that somebody has decided to live with. Every field without a question mark is required: it is evidence. */
export type Acceptance = Readonly<z.infer<typeof acceptance>>;

/** An acceptance that cannot be used, and why. */
export interface MalformedAcceptance {
  readonly entry: Partial<Acceptance>;
  readonly mistakes: readonly string[];
}

export interface AcceptancesRead {
  readonly acceptances: readonly Acceptance[];
  readonly malformed: readonly MalformedAcceptance[];
}

/** Splits acceptances into those that are complete and those that are not. */
export function readAcceptances(entries: readonly unknown[]): AcceptancesRead {
  const acceptances: Acceptance[] = [];
  const malformed: MalformedAcceptance[] = [];
  for (const entry of entries) {
    const parsed = acceptance.safeParse(entry);
    if (parsed.success) acceptances.push(parsed.data);
    else malformed.push({ entry: namesOf(entry), mistakes: sentences(parsed.error, entry) });
  }
  return { acceptances, malformed };
}

function namesOf(entry: unknown): Partial<Acceptance> {
  if (typeof entry !== 'object' || entry === null) return {};
  const { rule, resource } = entry as Record<string, unknown>;
  return {
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(typeof resource === 'string' ? { resource } : {}),
  };
}
