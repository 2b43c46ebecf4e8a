import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import adyenWeb from '../../client/adyen-web.json' with { type: 'json' };
import { mounts } from '../../client/gateways/index.ts';
import { scriptOrigins } from '../../client/load-script.ts';
import { modes } from '../../lambda/gateways/gateway-config.ts';
import { gatewayNames, pageScripts, supportedIntegrations } from '../../lambda/gateways/registry.ts';
import { packagePath } from '../../lib/package-root.ts';
import manifest from '../../package.json' with { type: 'json' };
import { accountOf } from '../lambda/gateways/support/accounts.ts';

const built = (name: string) => readFileSync(packagePath('dist', 'client', name));
const clients = ['', '.de', '.fr', '.nb'].map((suffix) => `palisade-checkout${suffix}.js`);

test.each(clients)('%s has less than ten thousand bytes with gzip, and loads nothing of its own', (name) => {
  const code = built(name);
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(10_000);
  expect(code.toString('utf8')).not.toMatch(/\bimport\s*\(|\bfrom\s*["']|\beval\s*\(/);
});

test('the client pins the bytes of Adyen Web that the kit ships beside it', () => {
  const hash = createHash('sha384').update(built('palisade-adyen.js')).digest('base64');
  expect(adyenWeb).toEqual({
    version: manifest.devDependencies['@adyen/adyen-web'],
    integrity: `sha384-${hash}`,
  });
});

const embedded = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration === 'fields' || integration === 'iframe')
    .map((integration) => [name, integration] as const),
);

test('the client mounts every gateway that the registry knows with fields or a frame, and no other', () => {
  expect(Object.keys(mounts).sort()).toEqual([...new Set(embedded.map(([name]) => name))].sort());
});

test('scripts are loaded of the origins that the registry names for them, and of no other', () => {
  const urls = modes.flatMap((mode) =>
    embedded.flatMap(([name, integration]) =>
      pageScripts(accountOf(name, { mode, integration }).config).map(({ url }) => new URL(url).origin),
    ),
  );
  expect([...scriptOrigins].sort()).toEqual([...new Set(urls)].sort());
});
