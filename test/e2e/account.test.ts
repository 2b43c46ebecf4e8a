import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createStripeFake, type StripeFake } from '../lambda/fakes/gateway-fake.ts';
import { clockAt, grace } from '../lambda/shopper-orders/support/members.ts';
import { type AccountShop, asked, click, openAccountShop, signIn } from './support/account-shop.ts';
import { shopUrl } from './support/boutique.ts';
import { visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';

let stripe: StripeFake;
let shop: AccountShop;
const world = everyHost((request) => shop.answer(request));
beforeAll(async () => {
  stripe = await createStripeFake();
  shop = openAccountShop(clockAt('2026-11-30T12:00:00Z'), { stripe });
});
afterAll(() => stripe?.close());

test('a customer signs in with a second factor, orders, sees the order as their own, and signs out', async () => {
  const { page, violations, end } = await visit(world.browser, shopUrl);
  await signIn(page, grace);
  await page.waitForSelector('#signed-in:not([hidden])');
  expect(page.url()).toBe(`${shopUrl}/account/`);

  const cookies = (await page.browserContext().cookies()).filter(
    ({ domain }) => domain === new URL(shopUrl).host,
  );
  expect(cookies).toEqual([
    expect.objectContaining({
      name: '__Host-session',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Strict',
      value: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    }),
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe('');

  const order = {
    items: [{ slug: 'moss-mug', quantity: 2 }],
    ...{ name: 'Grace Hopper', email: 'somebody@else.example', line1: '1 Yard', postalCode: '20374' },
    ...{ city: 'Washington', country: 'IE', gateway: 'stripe' },
    checkout: '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b',
  };
  const paid = await asked(page, '/api/session', { method: 'POST', body: JSON.stringify(order) });
  expect(paid.status).toBe(200);
  await page.reload();
  await page.waitForSelector('#orders li');
  const [number = ''] = [...shop.orders.all.values()].map(({ order: { number: each } }) => each);
  expect(await page.$eval('#orders h2', ({ textContent }) => textContent)).toBe(`Order ${number}`);
  const shown = await asked(page, `/api/account/orders/${number}`);
  expect([shown.status, shown.body]).toEqual([200, expect.not.stringMatching(/Grace|else\.example|1 Yard/)]);

  await click(page, '#sign-out');
  await page.waitForSelector('#signed-out:not([hidden])');
  expect(await asked(page, '/api/account/orders')).toEqual({
    status: 401,
    body: expect.stringContaining('"code":"signed_out"'),
  });
  expect((await page.browserContext().cookies()).map(({ name }) => name)).not.toContain('__Host-session');
  expect(violations).toEqual([]);
  expect(shop.lines.join('\n')).not.toMatch(/Grace|else\.example|grace@example/);
  await end();
}, 60_000);
