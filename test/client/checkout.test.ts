import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'puppeteer-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { type Hosts, startHosts } from '../e2e/support/hosts.ts';
import { kinds } from './support/kinds.ts';
import { type Choice, type DeployedShop, deployShop, type OpenedShop } from './support/open-shop.ts';
import { cardDataSent, newShopper, type Shopper } from './support/shopper.ts';

const choice: Choice = { name: 'stripe', integration: 'fields' };

let deployed: DeployedShop;
let shop: OpenedShop;
let hosts: Hosts;
let browser: Browser;
let shopper: Shopper;
beforeAll(async () => {
  deployed = deployShop([choice]);
  hosts = await startHosts((request) => shop.answer(request));
  browser = await openBrowser(hosts);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await hosts?.stop();
});
afterEach(() => shopper?.end());

describe('with Stripe’s fields in the page, a shopper', () => {
  test.each(Object.entries(kinds))('%s', async (_, kind) => {
    shop = deployed.open();
    shopper = await newShopper(browser, { hosts, shop, choice });
    await kind(shopper, choice);
    expect(shopper.visit.violations).toEqual([]);
    expect(cardDataSent(hosts, shop.url)).toEqual([]);
  });
});
