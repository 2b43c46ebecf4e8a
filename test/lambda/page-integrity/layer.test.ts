import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import { exampleGateway, paymentsBy } from '../../support/gateways.ts';
import { exampleWith, ofType, synthesize } from '../../support/synth.ts';
import { startShop } from './shop.ts';

test('the function compares pages with the browser and the fonts that its layer brings, and nothing else', async () => {
  const shop = await startShop();
  const temporary = mkdtempSync(join(tmpdir(), 'palisade-lambda-'));
  const inventory = join(temporary, 'inventory.json');
  writeFileSync(inventory, JSON.stringify({ ...shop.inventory, engine: 'browser' }));
  const bundle = pathToFileURL(packagePath('dist', 'lambda', 'page-integrity-browser', 'index.mjs'));
  const invocation = `import('${bundle}').then(async ({ handler }) => handler({}, { awsRequestId: '1' }))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--eval', invocation], {
    env: {
      PATH: process.env['PATH'],
      TMPDIR: temporary,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'page-integrity-browser',
      CHROMIUM_FOLDER: layerFolder(),
      INVENTORY_FILE: inventory,
      SHOP_URL: shop.origin,
    },
  });
  await shop.stop();
  rmSync(temporary, { recursive: true });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toMatchObject({ message: 'pages compared', outcome: 'complete', count: 0 });
});

/** What the layer that brings the browser is made from. */
function layerFolder(): string {
  const { app, template } = synthesize(
    exampleWith({ payments: paymentsBy([exampleGateway('stripe', 'fields')]) }),
    { context: { 'aws:cdk:disable-asset-staging': true } },
  );
  const [layer] = ofType(template('boutique-prod-payments'), 'AWS::Lambda::LayerVersion').filter(
    ([, { Properties }]) => Properties.Description.startsWith('@sparticuz/chromium@'),
  );
  const { files } = JSON.parse(readFileSync(join(app.outdir, 'boutique-prod-payments.assets.json'), 'utf8'));
  return files[layer?.[1].Properties.Content.S3Key.replace('.zip', '')].source.path;
}
