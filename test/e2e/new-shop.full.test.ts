import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { testCards as cards } from '../../lib/preview/gateways/test-cards.ts';
import { type DeployedShop, deployFolder, type OpenedShop } from '../client/support/open-shop.ts';
import { barriers, cardDataSent, clickButton, typeCard } from '../client/support/shopper.ts';
import { newShop } from '../init/support/new-shop.ts';
import { visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';

let deployed: DeployedShop;
let shop: OpenedShop;
const world = everyHost((request) => shop.answer(request));

beforeAll(async () => {
  const gateways = ['--gateway', 'stripe:fields,paypal'];
  deployed = deployFolder(await newShop(...gateways, '--currency', 'EUR,NOK', '--language', 'de,en,nb'));
}, 60_000);

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Torstraße 12',
  postalCode: '10119',
  city: 'Berlin',
};

const textOf = (page: Page, selector: string) =>
  page.$eval(selector, (element) => (element.textContent ?? '').replaceAll('\u00a0', ' '));

const follow = (page: Page, selector: string) =>
  Promise.all([page.waitForNavigation(), page.click(selector)]);

/** Has a shopper do something in a shop in which nobody has ordered anything, and sees that nothing was blocked. */
async function shopping(does: (page: Page) => Promise<void>): Promise<void> {
  shop = deployed.open();
  const shopper = await visit(world.browser, shop.url);
  try {
    await does(shopper.page);
    expect(shopper.violations).toEqual([]);
    expect(cardDataSent(world.hosts, shop.url)).toEqual([]);
  } finally {
    await shopper.end();
  }
}

/** What is for sale in a language, and what two of it cost with the delivery. */
const ways = [
  {
    gateway: 'stripe',
    home: '/',
    currency: 'EUR',
    amountMinor: 4100,
    subtotal: '36,00 €',
    sums: ['5,00 €', '41,00 €'],
    paid: 'Ihre Zahlung ist angekommen. Vielen Dank.',
  },
  {
    gateway: 'paypal',
    home: '/en/',
    currency: 'EUR',
    amountMinor: 4100,
    subtotal: '€36.00',
    sums: ['€5.00', '€41.00'],
    paid: 'Your payment has arrived. Thank you.',
  },
  {
    gateway: 'stripe',
    home: '/nb/',
    currency: 'NOK',
    amountMinor: 4100,
    subtotal: '36,00 kr',
    sums: ['5,00 kr', '41,00 kr'],
    paid: 'Betalingen er mottatt. Takk.',
  },
] as const;

describe('in a new shop, somebody', () => {
  test.each(ways)('buys two mugs from $home in $currency and pays by $gateway', async (way) => {
    await shopping(async (page) => {
      await page.goto(`${shop.url}${way.home}product/mug/`);
      await page.click('#add');
      await page.click('#add');
      await follow(page, '#onwards a');
      await page.waitForSelector('#cart:not([hidden])');
      await page.select('#currency', way.currency);
      expect(await textOf(page, '#subtotal')).toBe(way.subtotal);
      expect(await barriers(page)).toEqual([]);
      await follow(page, '#cart a');
      await page.waitForSelector('.palisade-secure:not([hidden])');
      for (const [name, typed] of Object.entries(address)) await page.type(`#${name}`, typed);
      await page.select('#country', way.currency === 'NOK' ? 'NO' : 'DE');
      await page.click(`[name=gateway][value=${way.gateway}]`);
      await page.waitForFunction(() => document.querySelector('#total')?.textContent !== '');
      expect([await textOf(page, '#delivery'), await textOf(page, '#total')]).toEqual(way.sums);
      expect(await barriers(page)).toEqual([]);
      await clickButton(page);
      if (way.gateway === 'stripe') {
        await page.waitForFunction(() =>
          document.querySelector('button[type=submit]')?.textContent?.match(/\d/),
        );
        await typeCard(page, cards.paid);
        await clickButton(page);
      } else {
        await page.waitForSelector('#pay');
        await page.click('#pay');
      }
      await page.waitForFunction(
        (paid) => [...document.querySelectorAll('.became')].some(({ textContent }) => textContent === paid),
        {},
        way.paid,
      );
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate(() => localStorage.getItem('cart'))).toBeNull();
      const { amountMinor, currency, gateway } = way;
      const orders = [...shop.orders.all.values()].map(({ order }) => order);
      expect(orders).toMatchObject([{ amountMinor, currency, attempt: { gateway } }]);
      await page.waitForSelector('.link:not([hidden]) a[href*="/order/#"]');
      await follow(page, '.link:not([hidden]) a');
      await page.waitForFunction(() => document.querySelector('.lines li') !== null);
      expect(await textOf(page, 'div:not([hidden]) > .state')).toContain(way.sums[1]);
      expect(await barriers(page)).toEqual([]);
    });
  });

  test('orders without a script, and pays on PayPal’s page after the whole price was shown', async () => {
    await shopping(async (page) => {
      await page.setJavaScriptEnabled(false);
      await page.goto(`${shop.url}/checkout/en/`);
      for (const [name, typed] of Object.entries(address)) await page.type(`#plain-${name}`, typed);
      await page.select('#plain-country', 'DE');
      await page.focus('#plain-scarf');
      await page.keyboard.press('ArrowUp');
      await follow(page, 'noscript button');
      expect(await page.$$eval('dd', (all) => all.map(({ textContent }) => textContent))).toEqual([
        '€32.00',
        '€5.00',
        '€37.00',
      ]);
      await follow(page, 'button');
      expect(new URL(page.url()).host).toBe('www.sandbox.paypal.com');
      await follow(page, '#pay');
      const orders = [...shop.orders.all.values()].map(({ order }) => order);
      expect(orders).toMatchObject([{ amountMinor: 3700, currency: 'EUR', state: 'paid' }]);
      expect(await textOf(page, 'noscript')).toContain('Ohne JavaScript');
    });
  });

  test('changes what is in the cart, and empties it', async () => {
    await shopping(async (page) => {
      await page.goto(`${shop.url}/product/scarf/`);
      await page.click('#add');
      await page.goto(`${shop.url}/cart/`);
      await page.waitForSelector('#lines select');
      await page.select('#lines select', '3');
      await page.waitForFunction(() => document.querySelector('#subtotal')?.textContent?.startsWith('96,00'));
      await page.select('#lines select', '0');
      await page.waitForSelector('#cart[hidden]');
      expect(await textOf(page, '#status')).toBe('Der Warenkorb ist leer.');
    });
  });
});

test.each([
  '/',
  '/en/product/notebook/',
  '/cart/',
  '/nb/terms/',
  '/privacy/',
  '/checkout/',
  '/order/',
  '/nothing/',
])('axe finds no barrier on the page %s of a new shop', async (path) => {
  await shopping(async (page) => {
    await page.goto(`${shop.url}${path}`);
    await page.waitForSelector('h1');
    expect(await barriers(page)).toEqual([]);
  });
});
