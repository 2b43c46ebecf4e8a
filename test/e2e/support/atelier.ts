import { beforeAll, expect } from '@jest/globals';
import { packagePath } from '../../../lib/package-root.ts';
import { testCards as cards } from '../../../lib/preview/gateways/test-cards.ts';
import { type DeployedShop, deployFolder, type OpenedShop } from '../../client/support/open-shop.ts';
import { barriers, cardDataSent, clickButton, typeCard } from '../../client/support/shopper.ts';
import { type Visit, visit } from './browser.ts';
import { type EveryHost, everyHost } from './every-host.ts';

/** One way through the shop. */
export interface Way {
  readonly language: 'nb' | 'en';
  readonly gateway: 'stripe' | 'paypal';
}

/** What a language of the shop is paid in, and where. */
const pages = {
  nb: {
    product: '/produkt/barkmugge/',
    checkout: '/kasse/',
    country: 'NO',
    title: 'Barkmugge',
    currency: 'NOK',
    amountMinor: 53_900,
    delivery: '99,00 kr',
    total: '539,00 kr',
    button: 'Betal 539,00 kr',
    paid: 'Betalingen er mottatt. Takk.',
  },
  en: {
    product: '/en/product/barkmugge/',
    checkout: '/kasse/en/',
    country: 'FR',
    title: 'Bark jug',
    currency: 'EUR',
    amountMinor: 5800,
    delivery: '€18.00',
    total: '€58.00',
    button: 'Pay €58.00',
    paid: 'Your payment has arrived. Thank you.',
  },
} as const;

/** What somebody buys in the atelier, each time in a shop in which nobody has ordered anything. */
export interface Atelier {
  readonly buy: (way: Way) => Promise<void>;
  readonly buyWithoutScript: () => Promise<void>;
}

/** Deploys the staging of the atelier, with the site that its sources make, before the first test of a file, and starts a browser and all the hosts that it reaches. */
export function openAtelier(): Atelier {
  let deployed: DeployedShop;
  let shop: OpenedShop;
  const world = everyHost((request) => shop.answer(request));
  beforeAll(() => {
    deployed = deployFolder(packagePath('examples', 'atelier'));
  }, 60_000);
  return {
    buy: async (way) => {
      shop = deployed.open();
      await buy(world, shop, way);
    },
    buyWithoutScript: async () => {
      shop = deployed.open();
      await buyWithoutScript(world, shop);
    },
  };
}

/** Buys a jug, from its page to the page that says it is paid, and looks at what a shopper sees on the way. */
async function buy({ hosts, browser }: EveryHost, shop: OpenedShop, way: Way): Promise<void> {
  const shopper = await visit(browser, shop.url);
  try {
    await goThrough(shopper, shop, way);
    expect(shopper.violations).toEqual([]);
    expect(cardDataSent(hosts, shop.url)).toEqual([]);
  } finally {
    await shopper.end();
  }
}

async function goThrough({ page }: Visit, shop: OpenedShop, { language, gateway }: Way): Promise<void> {
  const seen = pages[language];
  const text = (selector: string) =>
    page.$eval(selector, (element) => (element.textContent ?? '').replaceAll('\u00a0', ' '));
  await page.goto(`${shop.url}${seen.product}`);
  await page.click('#add');
  await Promise.all([page.waitForNavigation(), page.click('#onwards a')]);
  expect(new URL(page.url()).pathname).toBe(seen.checkout);
  await page.waitForSelector('.palisade-secure:not([hidden])');
  for (const [name, typed] of Object.entries(address)) await page.type(`[name=${name}]`, typed);
  await page.select('#country', seen.country);
  await page.click(`[name=gateway][value=${gateway}]`);
  await page.waitForFunction(() => document.querySelector('#total')?.textContent !== '');
  expect(await text('#lines span')).toBe(seen.title);
  expect([await text('#delivery'), await text('#total')]).toEqual([seen.delivery, seen.total]);
  await clickButton(page);
  if (gateway === 'stripe') {
    await page.waitForFunction(
      (label) =>
        document.querySelector('button[type=submit]')?.textContent?.replaceAll('\u00a0', ' ') === label,
      {},
      seen.button,
    );
    await typeCard(page, cards.paid);
    expect(await barriers(page)).toEqual([]);
    await clickButton(page);
  } else {
    await page.waitForSelector('#pay');
    await page.click('#pay');
  }
  const done = `#done-${language}`;
  await page.waitForFunction(
    (selector, paid) => document.querySelector(`${selector} .became`)?.textContent === paid,
    {},
    done,
    seen.paid,
  );
  expect(await barriers(page)).toEqual([]);
  await page.waitForSelector(`${done} .link:not([hidden]) a[href*="/order/#"]`);
  expect(await page.evaluate(() => localStorage.getItem('lyngmo.cart'))).toBeNull();
  const orders = [...shop.orders.all.values()].map(({ order }) => order);
  const { amountMinor, currency } = seen;
  expect(orders).toMatchObject([{ amountMinor, currency, attempt: { gateway } }]);
}

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Storgata 12',
  postalCode: '0155',
  city: 'Oslo',
};

/** Orders two jugs in a browser that runs no script, and pays for them on PayPal's page. */
async function buyWithoutScript({ hosts, browser }: EveryHost, shop: OpenedShop): Promise<void> {
  const shopper = await visit(browser, shop.url);
  const { page } = shopper;
  try {
    await page.setJavaScriptEnabled(false);
    await page.goto(`${shop.url}/kasse/en/`);
    for (const [name, typed] of Object.entries(address)) await page.type(`#plain-${name}`, typed);
    await page.select('#plain-country', 'FR');
    await page.focus('#plain-barkmugge');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await Promise.all([page.waitForNavigation(), page.click('noscript button')]);
    expect(shop.orders.all.size).toBe(0);
    expect(await page.$$eval('dt, dd', (all) => all.map(({ textContent }) => textContent))).toEqual([
      '2 × Barkmugge',
      '€80.00',
      'Pakke / parcel',
      '€18.00',
      'To pay',
      '€98.00',
    ]);
    await Promise.all([page.waitForNavigation(), page.click('button')]);
    expect(new URL(page.url()).host).toBe('www.sandbox.paypal.com');
    await Promise.all([page.waitForNavigation(), page.click('#pay')]);
    const { origin, pathname } = new URL(page.url());
    expect(`${origin}${pathname}`).toBe(`${shop.url}/kasse/takk/`);
    expect(await page.$eval('noscript [lang=en]', ({ textContent }) => textContent)).toContain(
      'PayPal has told you whether you have paid',
    );
    const orders = [...shop.orders.all.values()].map(({ order }) => order);
    expect(orders).toMatchObject([{ amountMinor: 9800, currency: 'EUR', state: 'paid' }]);
    expect(shopper.violations).toEqual([]);
    expect(cardDataSent(hosts, shop.url)).toEqual([]);
  } finally {
    await shopper.end();
  }
}
