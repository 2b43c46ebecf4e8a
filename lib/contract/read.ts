import * as z from 'zod/mini';
import { challenges, integrations, modes } from '../../lambda/gateways/gateway-config.ts';
import { type Acceptance, acceptanceKinds } from './acceptance.ts';
import { dataClasses, type StorefrontMetadata, stackRoles } from './metadata.ts';

/** Shortest reason that can tell why a finding is acceptable and what contains it. */
const shortestReason = 20;

/** Spaces say nothing. */
const text = z.string().check(z.regex(/\S/, 'must say something'));
const isoDay = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const acceptance = z
  .strictObject({
    rule: text,
    resource: text,
    template: z.optional(text),
    about: z.optional(text),
    kind: z.enum(acceptanceKinds),
    reason: z
      .string()
      .check(
        z.refine(
          (reason) => reason.replace(/\s+/g, ' ').trim().length >= shortestReason,
          `must have at least ${shortestReason} characters`,
        ),
      ),
    owner: text,
    approver: text,
    ticket: text,
    expires: z
      .string()
      .check(
        z.regex(isoDay, 'must be a day such as 2027-06-30'),
        z.refine(isCalendarDay, 'must be a day of the calendar'),
      ),
  })
  .check(
    z.refine(({ owner, approver }) => owner.trim().toLowerCase() !== approver.trim().toLowerCase(), {
      path: ['approver'],
      message: 'must differ from the owner',
    }),
  );

const metadata = z.strictObject({
  version: z.literal(1),
  shop: text,
  environment: text,
  stack: z.enum(stackRoles),
  stacks: z.array(z.enum(stackRoles)),
  purpose: z.enum(['production', 'rehearsal']),
  role: z.enum(['merchant', 'serviceProvider']),
  yearlyTransactions: z.record(z.string(), z.number()),
  domain: text,
  preloadHsts: z.boolean(),
  payments: z.strictObject({
    gateways: z.array(
      z.strictObject({
        name: text,
        mode: z.enum(modes),
        integration: z.enum(integrations),
        threeDSecure: z.enum(challenges),
        settings: z.record(z.string(), z.string()),
      }),
    ),
    scripts: z.array(z.strictObject({ host: text, owner: text, reason: text, pages: z.array(text) })),
  }),
  paths: z.array(
    z.strictObject({
      pattern: text,
      serves: z.enum(['pages', 'payment', 'report']),
      sensitive: z.boolean(),
    }),
  ),
  data: z.array(z.strictObject({ resource: text, holds: z.enum(dataClasses), retention: z.optional(text) })),
  declared: z.array(
    z.strictObject({
      control: text,
      owner: text,
      arn: z.string().check(z.regex(/^arn:\S+$/, 'must be the ARN of what fulfils the control')),
    }),
  ),
  acceptances: z.array(z.unknown()),
});

/** An acceptance that cannot be used, and why. */
interface MalformedAcceptance {
  readonly entry: Partial<Acceptance>;
  readonly mistakes: readonly string[];
}

export interface AcceptancesRead {
  readonly acceptances: readonly Acceptance[];
  readonly malformed: readonly MalformedAcceptance[];
}

export interface MetadataRead {
  /** Nothing when the block cannot be read as a whole. */
  readonly metadata?: StorefrontMetadata;
  readonly malformed: readonly MalformedAcceptance[];
  readonly mistakes: readonly string[];
}

/** Reads `Metadata.Palisade`; single acceptances may be malformed without spoiling the rest. */
export function readMetadata(block: unknown): MetadataRead {
  const parsed = metadata.safeParse(block);
  if (!parsed.success) return { malformed: [], mistakes: sentences(parsed.error) };
  const { acceptances, malformed } = readAcceptances(parsed.data.acceptances);
  return { metadata: { ...parsed.data, acceptances }, malformed, mistakes: [] };
}

/** Splits acceptances into those that are complete and those that are not. */
export function readAcceptances(entries: readonly unknown[]): AcceptancesRead {
  const acceptances: Acceptance[] = [];
  const malformed: MalformedAcceptance[] = [];
  for (const entry of entries) {
    const parsed = acceptance.safeParse(entry);
    if (parsed.success) acceptances.push(parsed.data);
    else malformed.push({ entry: namesOf(entry), mistakes: sentences(parsed.error) });
  }
  return { acceptances, malformed };
}

function sentences(error: z.core.$ZodError): readonly string[] {
  return error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
  );
}

function namesOf(entry: unknown): Partial<Acceptance> {
  if (typeof entry !== 'object' || entry === null) return {};
  const { rule, resource } = entry as Record<string, unknown>;
  return {
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(typeof resource === 'string' ? { resource } : {}),
  };
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
