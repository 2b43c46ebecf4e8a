import * as z from 'zod/mini';
import { once } from '../once.ts';
import list from './pci-numbers.json' with { type: 'json' };
import left from './unmapped-requirements.json' with { type: 'json' };

/** Self-assessment questionnaires for online shops; SAQ D exists for merchants and for service providers. */
export const saqs = ['A', 'A-EP', 'D-M', 'D-SP'] as const;
export type Saq = (typeof saqs)[number];

const requirement = z.strictObject({
  number: z.string(),
  /** What the requirement is about, in words of this project. */
  topic: z.string(),
  /** Questionnaires that print the number. None prints those of appendix A3. */
  saq: z.array(z.enum(saqs)),
  serviceProvidersOnly: z.optional(z.literal(true)),
  issuersOnly: z.optional(z.literal(true)),
  /** The number that replaced it on 31 March 2025. */
  supersededBy: z.optional(z.string()),
  /** Best practice until this day. */
  futureDatedUntil: z.optional(z.iso.date()),
  /** What of it was best practice until then, if not all. */
  futureDatedPart: z.optional(z.string()),
  alsoNumbered: z.optional(z.string()),
  /** How sure the membership is: read in PCI SSC's words, the same in two lists, or different in two lists. */
  membership: z.enum(['verified', 'corroborated', 'unverified']),
  note: z.optional(z.string()),
});

/** One numbered requirement of PCI DSS v4.0.1. */
export type Requirement = z.infer<typeof requirement>;

const file = z.strictObject({
  asOf: z.iso.date(),
  standard: z.literal('PCI DSS v4.0.1'),
  note: z.string(),
  sources: z.array(z.strictObject({ what: z.string(), by: z.string(), usedFor: z.string() })),
  numbers: z.array(requirement),
});

/** Every numbered requirement, appendices included, in the order of the standard. */
export const requirements: () => readonly Requirement[] = once(() => file.parse(list).numbers);

/** The requirement with this number; an unknown one is a mistake in the catalogue. */
export function requirementByNumber(number: string): Requirement {
  const found = requirements().find((candidate) => candidate.number === number);
  if (!found) throw new Error(`PCI DSS v4.0.1 has no requirement ${number}`);
  return found;
}

/** Why no control is mapped to a requirement: who answers for it, or why nobody has to. */
const reasons = ['superseded', 'organizational', 'aws', 'gateway', 'absent', 'notAssessed'] as const;

const unmappedFile = z.strictObject({
  asOf: z.iso.date(),
  /** What each reason means, as the end of "no control, because". */
  reasons: z.record(z.enum(reasons), z.string()),
  groups: z.array(
    z.strictObject({
      reason: z.enum(reasons),
      because: z.string(),
      requirements: z.array(z.string()),
    }),
  ),
});

/** The requirements that no control is mapped to, grouped by why. */
export const unmappedRequirements = once(() => unmappedFile.parse(left));
