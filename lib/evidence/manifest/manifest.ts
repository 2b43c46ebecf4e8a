import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Report } from '../../report/report.ts';
import type { Evidence, EvidenceFile } from '../evidence.ts';
import { jsonText } from '../evidence.ts';
import { judgedTemplates } from './templates.ts';

/** Version of the manifest; a change that breaks readers raises it. */
const manifestSchema = 'palisade-evidence/1';

/** The file of a bundle that lists all others. */
export const manifestFile = 'manifest.json';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const listed = z.strictObject({ path: z.string(), bytes: z.int(), sha256 });

/** What the manifest of a bundle says. */
export const manifest = z.strictObject({
  schema: z.literal(manifestSchema),
  /** The program that judged, with the hash of its file; without it where it ran from its sources. */
  tool: z.strictObject({ name: z.string(), version: z.string(), sha256: z.optional(sha256) }),
  /** The hash of what the rules say, with their versions; what they do is in the program. */
  ruleset: z.strictObject({ version: z.string(), sha256 }),
  /** The files that decided how it judged, the team's own rules among them. */
  judging: z.array(z.strictObject({ is: z.string(), name: z.string(), sha256 })),
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  asOf: z.iso.date(),
  /** What was judged, and where it lies in the bundle. */
  templates: z.array(z.strictObject({ name: z.string(), sha256, file: z.optional(z.string()) })),
  /** Whether accounts, people, addresses and hosts of internals are replaced by tokens, and documents and templates left out. */
  isRedacted: z.optional(z.boolean()),
  files: z.array(listed),
});

export type Manifest = z.infer<typeof manifest>;

/** Lists the files of a bundle, and what they were computed from. */
export function manifestOf(evidence: Evidence, files: readonly EvidenceFile[]): EvidenceFile {
  const { report, period, asOf, program, isRedacted } = evidence;
  const said: Manifest = {
    schema: manifestSchema,
    tool: { ...report.tool, ...(program === undefined ? {} : { sha256: program }) },
    ruleset: { version: report.ruleset.version, sha256: hashOfRules(report) },
    judging: [...report.judging.files],
    period,
    asOf,
    templates: judgedTemplates(evidence).map(({ name, sha256: hash, path }) => ({
      name,
      sha256: hash,
      ...(path === undefined ? {} : { file: path }),
    })),
    ...(isRedacted ? { isRedacted } : {}),
    files: files
      .map(({ path, content }) => ({ path, bytes: Buffer.byteLength(content), sha256: hashOf(content) }))
      .toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  };
  return { path: manifestFile, content: jsonText(said) };
}

function hashOfRules({ rules }: Report): string {
  return hashOf(JSON.stringify(rules.map(({ status, ...text }) => text)));
}

/** The SHA-256 of a text or of bytes, in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
