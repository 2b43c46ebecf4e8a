import { expect, test } from '@jest/globals';
import { barriers } from '../client/support/shopper.ts';
import { visit } from '../e2e/support/browser.ts';
import { openPreview, picture } from './support/open-preview.ts';

const opened = openPreview('examples/boutique/storefront.yaml');

const address = {
  '#name': 'Ada Lovelace',
  '#email': 'ada@example.com',
  '#line1': 'Rue du Bac 12',
  '#postal-code': '75007',
  '#city': 'Paris',
};

test('somebody buys a mug in the deployed shop, whose order is paid, refunded and disputed', async () => {
  const { preview, browser } = opened;
  const { url, merchantUrl, gateways } = preview;
  const shopper = await visit(browser, url);
  const { page } = shopper;
  const text = (selector: string) => page.$eval(selector, (element) => element.textContent);
  const click = (selector: string) => Promise.all([page.waitForNavigation(), page.locator(selector).click()]);

  await page.goto(`${url}/product/?slug=moss-mug`);
  await page.waitForSelector('#product:not([hidden])');
  await page.locator('#add button').click();
  await page.waitForSelector('#to-cart:not([hidden])');
  await click('#to-cart');
  await page.waitForSelector('#filled:not([hidden])');
  await click('#filled a[href="/checkout/"]');
  await page.waitForSelector('#checkout:not([hidden])');
  for (const [field, typed] of Object.entries(address)) await page.locator(field).fill(typed);
  await page.select('#country', 'FR');
  await page.locator('#gateway-stripe').click();
  await page.waitForFunction(() => document.querySelector('#price-status')?.textContent === '');
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'boutique-checkout');
  await click('#checkout button[type=submit]');
  expect(page.url()).toContain(`https://checkout.stripe.com.${new URL(url).host}/`);
  await picture(page, 'stripe-page');
  await click('#pay');
  expect(page.url()).toBe(`${url}/checkout/done/`);
  await page.waitForSelector('#paid:not([hidden])');
  await page.waitForSelector('#order-number:not([hidden])');
  expect(await text('h1')).toBe('Thank you');
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'boutique-paid');

  const [{ payment } = { payment: undefined }] = gateways.payments();
  const reference = payment?.orderReference ?? '';
  const paid = await opened.orderThat(reference, ({ state }) => state === 'paid');
  expect(paid).toMatchObject({ amountMinor: 2800, currency: 'EUR', reviewReasons: [] });
  expect(await text('#order-number')).toBe(`Your order has the number ${paid.number}.`);

  await page.goto(merchantUrl);
  await picture(page, 'merchant');
  gateways.happen('refunded', { gateway: 'stripe', amountMinor: 1000 });
  const refunded = await opened.orderThat(reference, ({ money }) => money.refundedMinor > 0);
  expect(refunded).toMatchObject({ money: { capturedMinor: 2800, refundedMinor: 1000 } });
  gateways.happen('disputed', { gateway: 'stripe' });
  await opened.orderThat(reference, ({ money }) => money.disputedMinor > 0);

  expect(shopper.violations).toEqual([]);
  expect(shopper.complaints).toEqual([]);
  await shopper.end();
}, 120_000);
