// Bundles what is run: the CDK app, the command, and the code of the functions. Types are checked elsewhere.

import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuildCache } from './build-cache.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

// As CommonJS the CDK loads only those of its services that are used. What has a CommonJS form of its own is
// loaded from where it was installed; bundling it would take longer than loading it.
const app = {
  ...shared,
  format: 'cjs',
  target: 'node20',
  external: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'yaml', 'zod'],
};

// What only this checkout runs, whose packages lie beside it.
const tool = { ...shared, format: 'cjs', target: 'node20', packages: 'external' };

const command = {
  ...shared,
  format: 'cjs',
  target: 'node20',
  minify: true,
  mainFields: ['module', 'main'],
  banner: { js: '#!/usr/bin/env node' },
};

// Functions bring their own AWS SDK: what was tested is what runs. Without its CommonJS form it is a third smaller.
const lambda = {
  ...shared,
  format: 'esm',
  target: 'node24',
  minify: true,
  mainFields: ['module', 'main'],
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
};

const functions = [
  'csp-report',
  'order-worker',
  'outbox',
  'page-integrity',
  'page-integrity-browser',
  'payment-callback',
  'payment-session',
  'site-release',
  'token-rotation',
];

const bundles = [
  { ...app, entryPoints: ['bin/storefront.ts'], outfile: 'dist/storefront.cjs' },
  { ...app, entryPoints: ['scripts/generate.ts'], outfile: 'dist/generate.cjs' },
  { ...app, entryPoints: ['scripts/bench.ts'], outfile: 'dist/bench.cjs' },
  { ...tool, entryPoints: ['scripts/browser.ts'], outfile: 'dist/browser.cjs' },
  { ...command, entryPoints: ['bin/palisade.ts'], outfile: 'dist/palisade.cjs' },
  { ...app, entryPoints: ['bin/emulator.ts'], outfile: 'dist/emulator.cjs' },
  { ...command, entryPoints: ['bin/palisade-aws.ts'], outfile: 'dist/palisade-aws.cjs', banner: {} },
  ...functions.map((name) => ({
    ...lambda,
    entryPoints: [`lambda/${name}/handler.ts`],
    outfile: `dist/lambda/${name}/index.mjs`,
  })),
].filter(({ entryPoints }) => entryPoints.every((entry) => existsSync(join(root, entry))));

const cache = createBuildCache({
  root,
  always: [
    'scripts/build.mjs',
    'scripts/build-cache.mjs',
    'package.json',
    'tsconfig.json',
    'node_modules/.package-lock.json',
    'node_modules/esbuild/package.json',
  ],
});

// Each bundle is finished whatever becomes of the others; esbuild has printed what is wrong by then.
const results = await Promise.allSettled(bundles.filter((options) => !cache.isFresh(options)).map(bundle));
if (results.some(({ status }) => status === 'rejected')) process.exitCode = 1;

const executable = join(root, 'dist', 'palisade.cjs');
if (existsSync(executable)) await chmod(executable, 0o755);

async function bundle(options) {
  const { build } = await import('esbuild');
  const startedAt = Date.now();
  const { metafile, warnings } = await build({ ...options, metafile: true });
  // What is wrong is told again until somebody has mended it.
  if (warnings.length === 0) cache.keep(options, Object.keys(metafile.inputs), startedAt);
}
