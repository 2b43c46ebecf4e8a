// The programs of the npm packages. Their dependencies are bundled, so that whoever installs them installs nothing else.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { root, toInstall } from '../bundles.mjs';

const engine = join('packages', 'kit', 'engine.ts');
const cdkDoor = join('lib', 'policy', 'cdk');
const judgedBy = importsOf(cdkDoor);

/** A program that is loaded where the CDK is installed, and judges by the engine of the other package. */
const besideTheCdk = {
  ...toInstall,
  external: ['aws-cdk-lib', 'cdk-nag', 'constructs'],
  plugins: [loadEach({ of: isOfEngine, from: 'palisade-kit/engine' })],
};

/** By the package and the file in it. */
export const programs = {
  'palisade-kit': {
    'engine.cjs': {
      ...toInstall,
      minify: true,
      charset: 'ascii',
      stdin: {
        contents: [engine, ...judgedBy].map((module) => `export * from './${module}';`).join('\n'),
        resolveDir: root,
      },
    },
    'index.cjs': {
      ...toInstall,
      entryPoints: ['packages/kit/index.ts'],
      plugins: [loadEach({ of: () => true, from: './engine.cjs' })],
    },
    'palisade.cjs': {
      ...toInstall,
      entryPoints: ['packages/kit/palisade.ts'],
      banner: { js: '#!/usr/bin/env node' },
      plugins: [loadEach({ of: (path) => path === engine, from: './engine.cjs' })],
    },
  },
  'palisade-kit-cdk': {
    'index.cjs': { ...besideTheCdk, entryPoints: ['packages/cdk/index.ts'] },
    // What `palisade preview` synthesizes a shop by.
    'storefront.cjs': { ...besideTheCdk, entryPoints: ['bin/storefront.ts'] },
  },
};

/** An esbuild plugin: loads modules from a program that holds them already, in the place of bundling them once more. */
function loadEach({ of, from }) {
  return {
    name: `load from ${from}`,
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind }) => {
        if (kind === 'entry-point') return undefined;
        const module = relative(root, resolve(resolveDir, path));
        return of(module, relative(root, resolveDir)) ? { path: from, external: true } : undefined;
      });
    },
  };
}

/** What the CDK's door judges by comes from the engine, so that both doors have the same classes. */
function isOfEngine(module, folder) {
  return folder === cdkDoor && judgedBy.includes(module);
}

/** The modules of other folders whose values the modules of a folder import. */
function importsOf(folder) {
  const texts = readdirSync(join(root, folder)).map((name) => readFileSync(join(root, folder, name), 'utf8'));
  const imports = texts.flatMap((text) => [
    ...text.matchAll(/^import (?!type )[^;]* from '(\.\.\/[^']+)';$/gm),
  ]);
  return [...new Set(imports.map(([, path]) => join(folder, path)))].sort();
}
