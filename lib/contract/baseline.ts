import * as z from 'zod/mini';
import { day, text } from './fields.ts';

/** Shortest reason that can tell why findings may stay for a while, in characters. */
const shortestReason = 20;

/** Says why findings may stay for a while, long enough to say something. */
export const baselineReason = z
  .string()
  .check(
    z.refine(
      (reason) => reason.replace(/\s+/g, ' ').trim().length >= shortestReason,
      `must have at least ${shortestReason} characters`,
    ),
  );

/** What tells a finding again: by its fingerprint, by what stands at the same spot, or by all that is written of its resource. */
const mark = z.strictObject({
  fingerprint: z.string().check(z.regex(/^[0-9a-f]{16}(-\d+)?$/, 'must be a fingerprint')),
  path: text,
  about: z.optional(text),
  /** What stood there: whoever writes something else there has decided anew. */
  actual: z.string(),
  /** Hash of what is written of the resource; nothing where a finding is about a whole template. */
  content: z.optional(text),
});

const entry = z.strictObject({
  rule: text,
  status: z.enum(['fail', 'unknown']),
  template: text,
  /** Logical id; empty where a finding is about a whole template. */
  resource: z.string(),
  type: z.string(),
  message: text,
  reason: baselineReason,
  /** Last day on which it holds, `YYYY-MM-DD`. */
  expires: day,
  findings: z.array(mark).check(z.minLength(1, 'must name a finding')),
});

/** Version of the file; a change that breaks readers raises it. */
export const baselineSchema = 'palisade-baseline/1';

export const baselineFile = z.strictObject({
  schema: z.literal(baselineSchema),
  entries: z.array(entry),
});

/** One cause that was there when a repository began to be judged: it is counted and named, and stops nothing until its day. */
export type BaselineEntry = Readonly<z.infer<typeof entry>>;

/** One finding of an entry, as it was. */
export type BaselineMark = Readonly<z.infer<typeof mark>>;
