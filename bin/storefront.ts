import { existsSync, rmSync } from 'node:fs';
import { createApp, emptyApp } from '../lib/app.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load.ts';
import { storefrontFile } from '../lib/config/storefront-file.ts';

const outdir = process.env['CDK_OUTDIR'] ?? 'cdk.out';
const isNew = !existsSync(outdir);

try {
  const app = emptyApp({ outdir });
  const file: unknown = app.node.tryGetContext('file');
  createApp(loadConfig(typeof file === 'string' ? file : storefrontFile(process.cwd()).path), {
    app,
  }).synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  // The CDK makes its folder before anything is known of the shop; a mistake leaves nothing half-written.
  if (isNew) rmSync(outdir, { recursive: true, force: true });
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
