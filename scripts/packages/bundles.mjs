// The programs of the npm packages. Their dependencies are bundled, so that whoever installs them installs nothing else.

import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { root, toInstall } from '../bundles.mjs';

const engine = join('packages', 'kit', 'engine.ts');

/** By the package and the file in it. */
export const programs = {
  'palisade-kit': {
    'engine.cjs': { ...toInstall, minify: true, charset: 'ascii', entryPoints: [engine] },
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
    'index.cjs': {
      ...toInstall,
      entryPoints: ['packages/cdk/index.ts'],
      external: ['aws-cdk-lib', 'cdk-nag', 'constructs'],
      plugins: [loadEach({ of: isOfEngine, from: 'palisade-kit/engine' })],
    },
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

/** What the door of the CDK judges by. The engine has to hand out each of these modules. */
function isOfEngine(module, folder) {
  if (folder !== join('lib', 'policy', 'cdk')) return false;
  if (readFileSync(join(root, engine), 'utf8').includes(`export * from '../../${module}'`)) return true;
  throw new Error(`${engine} has to hand out ${module}, which ${folder} imports`);
}
