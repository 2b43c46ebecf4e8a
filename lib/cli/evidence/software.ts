import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../../evidence/manifest/manifest.ts';
import type { BillOfMaterials, Software } from '../../evidence/software/software.ts';
import { packagePath } from '../../package-root.ts';

/** Reads the bills of materials that the build has written, and the programs of functions in the cloud assemblies among some paths. */
export function readSoftware(paths: readonly string[]): Software {
  return { bills: readBills(packagePath('dist', 'sbom')), programs: new Map(paths.flatMap(programsIn)) };
}

function readBills(folder: string): readonly BillOfMaterials[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.cdx.json'))
    .sort()
    .map((name) => billOf(name, readFileSync(join(folder, name), 'utf8')));
}

function billOf(name: string, text: string): BillOfMaterials {
  const { metadata, components }: Bill = JSON.parse(text);
  return { name, text, packages: components.length, code: metadata.component.hashes?.[0]?.content };
}

interface Bill {
  readonly metadata: {
    readonly component: { readonly hashes?: readonly { readonly content: string }[] };
  };
  readonly components: readonly unknown[];
}

/** The functions of the kit are one file each; the CDK lays an asset beside the templates under its hash. */
function programsIn(path: string): readonly (readonly [string, string])[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [];
  return readdirSync(path).flatMap((name) => {
    const [, asset] = /^asset\.([0-9a-f]{64})$/.exec(name) ?? [];
    const program = join(path, name, 'index.mjs');
    return asset === undefined || !existsSync(program)
      ? []
      : [[asset, hashOf(readFileSync(program))] as const];
  });
}
