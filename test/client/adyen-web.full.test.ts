import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { de } from '../../client/texts/de.ts';
import { en } from '../../client/texts/en.ts';
import { fr } from '../../client/texts/fr.ts';
import { nb } from '../../client/texts/nb.ts';
import { packagePath } from '../../lib/package-root.ts';
import { everyHost } from '../e2e/support/every-host.ts';
import type { BrowserAnswer, BrowserRequest } from '../e2e/support/hosts.ts';
import { accountOf } from '../lambda/gateways/support/accounts.ts';
import { builtClient, deployFolder, type OpenedShop, writeShop } from './support/open-shop.ts';
import { clickButton, newShopper, type Shopper } from './support/shopper.ts';

const adyen = 'https://checkoutshopper-test.adyen.com';
const words = 'https://checkoutshopper-test.cdn.adyen.com';
const choice = { name: 'adyen', integration: 'fields' } as const;

let shop: OpenedShop;
let shopper: Shopper;
const world = everyHost(
  async (request) => realScript(request) ?? adyenAnswer(request) ?? shop.answer(request),
);
afterEach(() => shopper?.end());

/** Adyen Web as the kit ships it: the client has its hash. */
function realScript({ url }: BrowserRequest): BrowserAnswer | undefined {
  if (url.pathname !== '/assets/palisade-adyen.js') return undefined;
  const body = readFileSync(packagePath('dist', 'client', 'palisade-adyen.js'));
  return { status: 200, headers: { 'content-type': 'text/javascript' }, body };
}

/** What Adyen tells of a session, its words in each language, and a page for each of its fields. */
function adyenAnswer({ url, method }: BrowserRequest): BrowserAnswer | undefined {
  if (url.origin !== adyen && url.origin !== words) return undefined;
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': '*',
    'content-type': 'application/json',
  };
  if (url.pathname.includes('securedfields') || url.pathname.includes('securedFields')) {
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>Field</title><input>',
    };
  }
  const language = /\/translations\/(.+)\.json$/.exec(url.pathname)?.[1];
  if (language)
    return { status: 200, headers, body: JSON.stringify({ [numberTitle]: `Number ${language}` }) };
  const setup = {
    id: 'CS1',
    sessionData: 'data',
    amount: { value: 2800, currency: 'EUR' },
    countryCode: 'FR',
    expiresAt: '2099-01-01T00:00:00Z',
    returnUrl: `${shop.url}/checkout/done/`,
    paymentMethods: { paymentMethods: [{ type: 'scheme', name: 'Cards', brands: ['visa', 'mc'] }] },
    configuration: {},
  };
  const body = method === 'OPTIONS' ? '' : JSON.stringify(url.pathname.endsWith('/setup') ? setup : {});
  return { status: 200, headers, body };
}

const numberTitle = 'creditCard.encryptedCardNumber.aria.iframeTitle';

test.each([
  ['en', en, 'Card number'],
  ['de', de, 'Number de-DE'],
  ['fr', fr, 'Number fr-FR'],
  ['nb', nb, 'Number no-NO'],
])(
  'in a shop in the language %s Adyen’s own script mounts its card in it too, with a title, and the policy of the page blocks nothing',
  async (language, texts, title) => {
    const { config } = accountOf('adyen', { ...choice, mode: 'test' });
    shop = deployFolder(writeShop(builtClient(language), language), [config]).open();
    shopper = await newShopper(world.browser, { hosts: world.hosts, shop, choice });
    const { page, visit } = shopper;
    await shopper.comeToCheckout();
    expect(await page.$eval('button[type=submit]', ({ textContent }) => textContent)).toBe(texts.next);
    await clickButton(page);
    // The frames of the other fields follow when this one has answered, which only Adyen's own page can.
    await page.waitForSelector('.palisade-fields iframe');
    const frames = await page.$$eval('.palisade-fields iframe', (all) =>
      all.map((each) => {
        const { src, title } = each as HTMLIFrameElement;
        return { origin: new URL(src).origin, title };
      }),
    );
    expect(frames).toEqual([{ origin: adyen, title }]);
    expect(visit.violations).toEqual([]);
  },
  60_000,
);
