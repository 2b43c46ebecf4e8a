// What is bundled: the CDK app, the command, and the code of the functions.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBuildCache } from './build-cache.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

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
  external: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'picomatch', 'yaml', 'zod'],
};

// What only this checkout runs, whose packages lie beside it.
const tool = { ...shared, format: 'cjs', target: 'node20', packages: 'external' };

/** A program of an npm package, with all that it is made of but the peers of the package. */
export const toInstall = { ...shared, format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

// In ASCII V8 reads a program from one byte for each character, and needs half the memory for it.
const command = {
  ...shared,
  format: 'cjs',
  target: 'node20',
  charset: 'ascii',
  minify: true,
  mainFields: ['module', 'main'],
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

// Runs in shoppers' browsers; evergreen ones are years past this.
const browser = {
  ...shared,
  platform: 'browser',
  target: 'es2022',
  minify: true,
};

/** One client for each language that the kit speaks, so that a shopper loads the words of one. */
export const clients = { en: '', de: '.de', fr: '.fr', nb: '.nb' };

/** Gateways with a script in the shop's page, of which the preview has a fake. */
const fakeScripts = [
  'adyen',
  'authorizenet',
  'braintree',
  'checkoutcom',
  'mercadopago',
  'mollie',
  'paystack',
  'razorpay',
  'square',
  'stripe',
];

const functions = [
  'backup-events',
  'csp-report',
  'order-changes',
  'order-worker',
  'outbox',
  'page-integrity',
  'page-integrity-browser',
  'payment-callback',
  'payment-session',
  'region-settings',
  'shopper-orders',
  'site-release',
  'reconciliation',
  'token-rotation',
  'zone-delegation',
];

export const bundles = [
  { ...app, entryPoints: ['bin/storefront.ts'], outfile: 'dist/storefront.cjs' },
  { ...app, entryPoints: ['scripts/generate.ts'], outfile: 'dist/generate.cjs' },
  { ...app, entryPoints: ['scripts/bench.ts'], outfile: 'dist/bench.cjs' },
  { ...app, entryPoints: ['scripts/bench-synthesis.ts'], outfile: 'dist/bench-synthesis.cjs' },
  { ...app, entryPoints: ['scripts/bench-nag.ts'], outfile: 'dist/bench-nag.cjs' },
  { ...tool, entryPoints: ['scripts/agreement/index.ts'], outfile: 'dist/agreement.cjs' },
  { ...tool, entryPoints: ['scripts/browser.ts'], outfile: 'dist/browser.cjs' },
  { ...tool, entryPoints: ['scripts/njs.ts'], outfile: 'dist/njs.cjs' },
  {
    ...command,
    entryPoints: ['bin/palisade.ts'],
    outfile: 'dist/palisade.cjs',
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...command, entryPoints: ['bin/command.ts'], outfile: 'dist/command.cjs' },
  { ...tool, entryPoints: ['scripts/keep-code.ts'], outfile: 'dist/keep-code.cjs' },
  { ...app, entryPoints: ['bin/emulator.ts'], outfile: 'dist/emulator.cjs' },
  { ...command, entryPoints: ['bin/palisade-offline.ts'], outfile: 'dist/palisade-offline.cjs' },
  { ...command, entryPoints: ['bin/palisade-aws.ts'], outfile: 'dist/palisade-aws.cjs' },
  { ...command, entryPoints: ['bin/palisade-shop.ts'], outfile: 'dist/palisade-shop.cjs' },
  {
    ...browser,
    format: 'iife',
    entryPoints: ['client/adyen-web.ts'],
    outfile: 'dist/client/palisade-adyen.js',
  },
  ...Object.entries(clients).map(([language, suffix]) => ({
    ...browser,
    format: 'esm',
    define: { LANGUAGE: JSON.stringify(language) },
    // Synthesis knows the client by it, whatever a site calls its copy.
    banner: { js: '/*! Palisade checkout client */' },
    entryPoints: ['client/index.ts'],
    outfile: `dist/client/palisade-checkout${suffix}.js`,
  })),
  ...fakeScripts.map((name) => ({
    ...browser,
    format: 'iife',
    entryPoints: [`lib/preview/gateways/browser/${name}.ts`],
    outfile: `dist/gateways/${name}.js`,
  })),
  ...functions.map((name) => ({
    ...lambda,
    entryPoints: [`lambda/${name}/handler.ts`],
    outfile: `dist/lambda/${name}/index.mjs`,
  })),
].filter(({ entryPoints }) => entryPoints.every((entry) => existsSync(join(root, entry))));

export const cache = createBuildCache({
  root,
  always: [
    'scripts/build.mjs',
    'scripts/bundles.mjs',
    'scripts/build-cache.mjs',
    'scripts/sbom.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'node_modules/.package-lock.json',
    'node_modules/esbuild/package.json',
  ],
});

/** Why what is built cannot be run, as a sentence that says what to do; nothing where every named bundle is up to date. */
export function whyNotBuilt(isNeeded) {
  const [reason] = bundles
    .filter(({ outfile }) => isNeeded(outfile))
    .map(cache.whyStale)
    .filter(Boolean);
  return reason && `palisade: ${reason}, run npm run build\n`;
}
