import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Evidence, EvidenceFile } from '../evidence.ts';

/** Version of the manifest; a change that breaks readers raises it. */
const manifestSchema = 'palisade-evidence/1';

/** The file of a bundle that lists all others. */
export const manifestFile = 'manifest.json';

const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const listed = z.strictObject({ path: z.string(), bytes: z.int(), sha256 });

/** What the manifest of a bundle says. */
export const manifest = z.strictObject({
  schema: z.literal(manifestSchema),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  ruleset: z.strictObject({ version: z.string(), sha256 }),
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }),
  asOf: z.iso.date(),
  /** What was judged. */
  templates: z.array(z.strictObject({ name: z.string(), sha256 })),
  files: z.array(listed),
});

export type Manifest = z.infer<typeof manifest>;

/** Lists the files of a bundle, and what they were computed from. */
export function manifestOf({ report, period, asOf }: Evidence, files: readonly EvidenceFile[]): EvidenceFile {
  const said: Manifest = {
    schema: manifestSchema,
    tool: report.tool,
    ruleset: {
      version: report.ruleset.version,
      sha256: hashOf(JSON.stringify(report.rules.map(({ id, version }) => [id, version]))),
    },
    period,
    asOf,
    templates: report.templates.map(({ name, sha256: hash }) => ({ name, sha256: hash })),
    files: files
      .map(({ path, content }) => ({ path, bytes: Buffer.byteLength(content), sha256: hashOf(content) }))
      .toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  };
  return { path: manifestFile, content: `${JSON.stringify(said, null, 2)}\n` };
}

/** The SHA-256 of a text or of bytes, in hexadecimal. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
