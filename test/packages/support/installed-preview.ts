import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { testCards } from '../../../lib/preview/gateways/test-cards.ts';
import { clickButton, typeCard } from '../../client/support/shopper.ts';

/** A preview that was started by the installed command, as somebody at a terminal would. */
export interface InstalledPreview {
  /** `https://localhost:PORT` */
  readonly shop: string;
  /** Presses Ctrl-C. */
  readonly interrupt: () => Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Starts it in the folder of a shop, and waits until the shop can be opened. Throws what it said where it ends before. */
export async function startInstalledPreview(folder: string): Promise<InstalledPreview> {
  const options = ['preview', '--format', 'json', '--port', String(await freePort())];
  // By itself, since npx ends by the signal whatever the command makes of it. A terminal sends Ctrl-C to a whole group of processes.
  const child = spawn(join(folder, 'node_modules', '.bin', 'palisade'), options, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const interrupt = async () => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await ended;
  };
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => {
      throw new Error(said);
    }),
  ]);
  return { shop: JSON.parse(line).shop, interrupt, ended };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

const address = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  line1: 'Rue du Bac 12',
  postalCode: '75007',
  city: 'Paris',
};

/** Buys a mug of a new shop, by card in its page or at PayPal, up to the page that says that it is paid. */
export async function buyMug(page: Page, shop: string, gateway: 'stripe' | 'paypal'): Promise<void> {
  const follow = (selector: string) =>
    Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
  await page.goto(`${shop}/product/mug/`);
  await page.locator('#add').click();
  await follow('#onwards a');
  await follow('#cart a');
  await page.waitForSelector('.palisade-secure:not([hidden])');
  for (const [name, typed] of Object.entries(address)) await page.locator(`#${name}`).fill(typed);
  await page.select('#country', 'FR');
  await page.locator(`[name=gateway][value=${gateway}]`).click();
  await page.waitForFunction(() => document.querySelector('#total')?.textContent === '€23.00');
  await clickButton(page);
  if (gateway === 'stripe') await payInPage(page);
  else await payAtPayPal(page);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.became')].some(
      ({ textContent }) => textContent === 'Your payment has arrived. Thank you.',
    ),
  );
  const { origin, pathname } = new URL(page.url());
  expect(`${origin}${pathname}`).toBe(`${shop}/checkout/done/`);
}

async function payInPage(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    /^Pay /.test(document.querySelector('button[type=submit]')?.textContent ?? ''),
  );
  await typeCard(page, testCards.paid);
  await clickButton(page);
}

async function payAtPayPal(page: Page): Promise<void> {
  await page.waitForSelector('#pay');
  expect(new URL(page.url()).hostname).toBe('www.paypal.com.localhost');
  await page.click('#pay');
}
