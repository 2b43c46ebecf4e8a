import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { visit } from '../e2e/support/browser.ts';
import { comeToCheckout, follow } from './support/boutique-checkout.ts';
import { clickAsMerchant } from './support/merchant-page.ts';
import { openPreview } from './support/open-preview.ts';

const opened = openPreview('examples/boutique/storefront.yaml');

const folders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`palisade-preview-${process.pid}-`));

test('production is previewed where nobody named another environment, with no stack left out', () => {
  const stacks = new Set(opened.preview.resources.map(({ stack, stackStatus }) => `${stack} ${stackStatus}`));
  expect([...stacks].sort()).toEqual(
    ['backup', 'data', 'edge', 'network', 'payments', 'recovery'].map(
      (stack) => `boutique-prod-${stack} CREATE_COMPLETE`,
    ),
  );
});

test('what the functions log is read in its order, without the lines of Lambda itself', async () => {
  const lines = await opened.logs();
  expect(lines.map(({ time }) => time)).toEqual(lines.map(({ time }) => time).sort());
  expect(lines.map(({ function: name }) => name)).toContain('boutique-prod-site-release');
  expect(lines.filter(({ text }) => /^(?:START|END|REPORT)/.test(text))).toEqual([]);
  expect(await opened.logs(Date.now() + 60_000)).toEqual([]);
});

test('somebody pays at PayPal, whose order is paid, refunded and disputed by clicks', async () => {
  const { url, merchantUrl, gateways } = opened.preview;
  const shopper = await visit(opened.browser, url);
  const { page } = shopper;
  await comeToCheckout(page, url, 'paypal');
  await follow(page, '#checkout button[type=submit]');
  expect(new URL(page.url()).hostname).toBe('www.paypal.com.localhost');
  await follow(page, '#pay');
  const [{ payment } = { payment: undefined }] = gateways.payments();
  const reference = payment?.orderReference ?? '';
  const paid = await opened.orderThat(reference, ({ state }) => state === 'paid');
  expect(paid).toMatchObject({ amountMinor: 2800, currency: 'EUR', reviewReasons: [] });
  await page.waitForSelector('#paid:not([hidden])');
  expect(shopper.violations).toEqual([]);

  await clickAsMerchant(page, merchantUrl, { reference, button: 'Refund', amount: '10.00' });
  await opened.orderThat(reference, ({ money }) => money.refundedMinor === 1000);
  await clickAsMerchant(page, merchantUrl, { reference, button: 'Dispute' });
  await opened.orderThat(reference, ({ state }) => state === 'disputed');
  await shopper.end();
}, 180_000);

test('its end leaves no folder', async () => {
  expect(folders()).toHaveLength(1);
  await opened.preview.stop();
  expect(folders()).toEqual([]);
});
