import { createApp, emptyApp } from '../lib/app.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { loadConfig } from '../lib/config/load.ts';
import { storefrontFile } from '../lib/config/storefront-file.ts';

try {
  const app = emptyApp({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' });
  const file: unknown = app.node.tryGetContext('file');
  createApp(loadConfig(typeof file === 'string' ? file : storefrontFile(process.cwd()).path), {
    app,
  }).synth();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
