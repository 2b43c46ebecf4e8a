import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { packagePath } from '../../lib/package-root.ts';

/** Puts the library of palisade-kit into a repository, as its package has it. */
export function installKit(repository: string): void {
  const folder = join(repository, 'node_modules', 'palisade-kit');
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: packagePath(),
    entryPoints: ['packages/kit/index.ts'],
    outfile: join(folder, 'index.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
  });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'palisade-kit', version: '0.0.0', main: 'index.cjs' }),
  );
}
