import type { Page } from 'puppeteer-core';

const address = {
  '#name': 'Ada Lovelace',
  '#email': 'ada@example.com',
  '#line1': 'Rue du Bac 12',
  '#postal-code': '75007',
  '#city': 'Paris',
};

/** Clicks something that leads to another page, and waits until that is there. */
export async function follow(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
}

/** Puts a mug of the boutique into the cart, and fills the checkout in until it shows what is to be paid. */
export async function comeToCheckout(page: Page, url: string, gateway: string): Promise<void> {
  await page.goto(`${url}/product/?slug=moss-mug`);
  await page.waitForSelector('#product:not([hidden])');
  await page.locator('#add button').click();
  await page.waitForSelector('#to-cart:not([hidden])');
  await follow(page, '#to-cart');
  await page.waitForSelector('#filled:not([hidden])');
  await follow(page, '#filled a[href="/checkout/"]');
  await page.waitForSelector('#checkout:not([hidden])');
  for (const [field, typed] of Object.entries(address)) await page.locator(field).fill(typed);
  await page.select('#country', 'FR');
  await page.locator(`#gateway-${gateway}`).click();
  await page.waitForFunction(() => document.querySelector('#price-status')?.textContent === '');
}
