import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashOf, type Manifest, manifestFile } from '../../../../lib/evidence/manifest/manifest.ts';

/** Writes a folder of evidence that has templates by their names, without anything that was judged of them. */
export function writeEvidence(
  folder: string,
  templates: Readonly<Record<string, string>>,
  more: Partial<Manifest> = {},
): void {
  const listed = Object.entries(templates).map(([name, text]) => ({
    path: `templates/${name}`,
    bytes: Buffer.byteLength(text),
    sha256: hashOf(text),
    text,
  }));
  const manifest: Manifest = {
    schema: 'palisade-evidence/1',
    tool: { name: 'palisade', version: '0.1.0' },
    ruleset: { version: '1', sha256: hashOf('') },
    judging: [],
    period: { from: '2026-01-01', to: '2026-12-31' },
    asOf: '2026-11-30',
    templates: listed.map(({ path, sha256 }) => ({ name: path, sha256, file: path })),
    files: listed.map(({ text, ...file }) => file),
    ...more,
  };
  for (const { path, text } of listed) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, manifestFile), JSON.stringify(manifest));
}
