import { expect, test } from '@jest/globals';
import { barriers } from '../client/support/shopper.ts';
import { visit } from '../e2e/support/browser.ts';
import { comeToCheckout, follow } from './support/boutique-checkout.ts';
import { clickAsMerchant } from './support/merchant-page.ts';
import { openPreview, picture } from './support/open-preview.ts';

const opened = openPreview('examples/boutique/storefront.yaml');

test('somebody buys a mug in the deployed shop by clicks, whose order is paid, refunded and disputed by clicks', async () => {
  const { preview, browser } = opened;
  const { url, merchantUrl, gateways } = preview;
  const shopper = await visit(browser, url);
  const { page } = shopper;
  const text = (selector: string) => page.$eval(selector, (element) => element.textContent);

  await comeToCheckout(page, url, 'stripe');
  expect(await barriers(page)).toEqual([]);
  await picture(page, 'boutique-checkout');
  await follow(page, '#checkout button[type=submit]');
  expect(page.url()).toContain(`https://checkout.stripe.com.${new URL(url).host}/`);
  await picture(page, 'stripe-page');
  await follow(page, '#pay');
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

  await clickAsMerchant(page, merchantUrl, { reference, button: 'Refund', amount: '10.00' });
  const refunded = await opened.orderThat(reference, ({ money }) => money.refundedMinor > 0);
  expect(refunded).toMatchObject({ money: { capturedMinor: 2800, refundedMinor: 1000 } });
  await clickAsMerchant(page, merchantUrl, { reference, button: 'Dispute' });
  await opened.orderThat(reference, ({ money }) => money.disputedMinor > 0);
  await picture(page, 'merchant');

  expect(shopper.violations).toEqual([]);
  expect(shopper.complaints).toEqual([]);
  await shopper.end();
}, 180_000);
