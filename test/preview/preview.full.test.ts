import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { functionLogs } from '../../lib/preview/function-logs.ts';
import { type Preview, startPreview } from '../../lib/preview/preview.ts';
import { previewedShop } from '../../lib/preview/previewed-shop.ts';

let preview: Preview;
beforeAll(async () => {
  const shop = previewedShop('examples/boutique/storefront.yaml');
  preview = await startPreview({
    shop,
    port: 0,
    tell: () => undefined,
    signal: new AbortController().signal,
  });
}, 120_000);
afterAll(() => preview.stop());

const folders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`palisade-preview-${process.pid}-`));

test('production is previewed where nobody named another environment, with no stack left out', () => {
  const stacks = new Set(preview.resources.map(({ stack, stackStatus }) => `${stack} ${stackStatus}`));
  expect([...stacks].sort()).toEqual(
    ['backup', 'data', 'edge', 'network', 'payments', 'recovery'].map(
      (stack) => `boutique-prod-${stack} CREATE_COMPLETE`,
    ),
  );
});

test('what the functions log is read in its order, without the lines of Lambda itself', async () => {
  const lines = await functionLogs(preview.emulator.endpoint, preview.resources);
  expect(lines.map(({ time }) => time)).toEqual(lines.map(({ time }) => time).sort());
  expect(lines.map(({ function: name }) => name)).toContain('boutique-prod-site-release');
  expect(lines.filter(({ text }) => /^(?:START|END|REPORT)/.test(text))).toEqual([]);
  expect(await functionLogs(preview.emulator.endpoint, preview.resources, Date.now() + 60_000)).toEqual([]);
});

test('its end leaves no folder', async () => {
  expect(folders()).toHaveLength(1);
  await preview.stop();
  expect(folders()).toEqual([]);
});
