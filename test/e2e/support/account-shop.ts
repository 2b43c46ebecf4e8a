import type { Page } from 'puppeteer-core';
import { createCustomerOf } from '../../../lambda/shared/customers/customer-of.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import type { Fake } from '../../lambda/fakes/loopback.ts';
import type { PoolUser } from '../../lambda/fakes/user-pool.ts';
import { type MemoryOrders, memoryOrders } from '../../lambda/payment-session/support/memory-orders.ts';
import { type Clock, type Members, openMembers } from '../../lambda/shopper-orders/support/members.ts';
import { openBoutique, shopUrl } from './boutique.ts';
import type { BrowserAnswer, BrowserRequest } from './hosts.ts';

/** The example's shop where shoppers sign in, with the sign-in pages of its pool on another origin. */
export interface AccountShop extends Members {
  readonly orders: MemoryOrders;
  readonly answer: (request: BrowserRequest) => Promise<BrowserAnswer>;
}

export function openAccountShop(clock: Clock, fakes: Readonly<Record<string, Fake>> = {}): AccountShop {
  const orders = memoryOrders();
  const members = openMembers({ shopUrl, orders, clock });
  const log = createLog(() => undefined, { service: 'payment-session', now: clock.now });
  const boutique = openBoutique(fakes, {
    orders,
    shopperOrders: members.handler,
    customerOf: createCustomerOf({ findSession: members.sessions.find, log }),
  });
  const pages = new URL(members.pool.settings.pages).origin;
  return {
    ...members,
    orders,
    answer: async (request) => {
      if (request.url.origin === shopUrl) return boutique(request);
      if (request.url.origin === pages) return members.pool.page(request);
      return { status: 204, headers: {}, body: '' };
    },
  };
}

/** Signs somebody in, from the account page to the account page. */
export async function signIn(page: Page, { email, password, totp }: PoolUser): Promise<void> {
  await page.goto(`${shopUrl}/account/`);
  await page.waitForSelector('#signed-out:not([hidden])');
  await click(page, '#signed-out a');
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(password);
  await click(page, 'button');
  if (totp !== undefined) {
    await page.locator('#totp').fill(totp);
    await click(page, 'button');
  }
}

/** Follows a link or sends a form, and waits for the page that it leads to. */
export async function click(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
}

/** What a page of the shop is answered by the shop: status and text. */
export function asked(
  page: Page,
  path: string,
  init: { readonly method?: string; readonly body?: string } = {},
): Promise<{ readonly status: number; readonly body: string }> {
  return page.evaluate(
    async (url, { method = 'GET', body }) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(url, { method, ...(body !== undefined && { body, headers }) });
      return { status: answer.status, body: await answer.text() };
    },
    path,
    init,
  );
}
