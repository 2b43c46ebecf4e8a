import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { strangersKey } from '../lambda/fakes/user-pool.ts';
import { openOrder, shopper as placer } from '../lambda/shared/orders/support/orders.ts';
import { ada, type Clock, clockAt, grace, limits } from '../lambda/shopper-orders/support/members.ts';
import { type AccountShop, asked, click, openAccountShop, signIn } from './support/account-shop.ts';
import { shopUrl } from './support/boutique.ts';
import { type Visit, visit } from './support/browser.ts';
import { everyHost } from './support/every-host.ts';

let clock: Clock;
let shop: AccountShop;
let visits: Visit[];
/** What a page of somebody else holds. */
let strangersPage: string;
const world = everyHost(async (request) =>
  request.url.host === 'stranger.example'
    ? { status: 200, headers: { 'content-type': 'text/html' }, body: strangersPage }
    : shop.answer(request),
);
beforeEach(async () => {
  clock = clockAt('2026-11-30T12:00:00Z');
  shop = openAccountShop(clock);
  visits = [];
  const numbers = { ada: 'K7QF-2MXP', grace: 'B3CD-4FGH' };
  await shop.orders.create(
    { ...openOrder, reference: 'obbbbbbbbbbbbbbbbbbb', number: numbers.ada },
    { ...placer, customer: ada.subject },
  );
  await shop.orders.create(
    { ...openOrder, reference: 'occccccccccccccccccc', number: numbers.grace },
    { ...placer, customer: grace.subject },
  );
});
afterEach(async () => {
  await Promise.all(visits.map(({ end }) => end()));
});

async function newVisit() {
  const opened = await visit(world.browser, shopUrl);
  visits.push(opened);
  return opened.page;
}

async function signedIn(user = ada) {
  const page = await newVisit();
  await signIn(page, user);
  await page.waitForSelector('#signed-in:not([hidden])');
  return page;
}

const signedOut = { status: 401, body: expect.stringContaining('"code":"signed_out"') };
const refused = { status: 403, body: expect.stringContaining('"code":"no_such_order"') };

test('a customer sees their own orders and no other, and an order of somebody else is answered as none', async () => {
  const page = await signedIn();
  await page.waitForSelector('#orders li');
  expect(await page.$$eval('#orders h2', (all) => all.map(({ textContent }) => textContent))).toEqual([
    'Order K7QF-2MXP',
  ]);
  const before = shop.looks.length;
  expect(await asked(page, '/api/account/orders/B3CD-4FGH')).toEqual(refused);
  expect(await asked(page, '/api/account/orders/2222-2222')).toEqual(refused);
  expect(shop.looks.slice(before)).toEqual(['find', 'find']);
}, 60_000);

test('a session ends when nothing was asked for a while', async () => {
  const page = await signedIn();
  clock.pass(limits.idleSeconds - 1);
  expect((await asked(page, '/api/account/orders')).status).toBe(200);
  clock.pass(limits.idleSeconds);
  expect(await asked(page, '/api/account/orders')).toEqual(signedOut);
  await page.goto(`${shopUrl}/account/`);
  await page.waitForSelector('#signed-out:not([hidden])');
}, 60_000);

test('a session ends after its longest time, whatever was asked meanwhile', async () => {
  const page = await signedIn();
  for (let passed = 0; passed < limits.longestSeconds; passed += limits.idleSeconds / 2) {
    expect((await asked(page, '/api/account/orders')).status).toBe(200);
    clock.pass(limits.idleSeconds / 2);
  }
  expect(await asked(page, '/api/account/orders')).toEqual(signedOut);
}, 60_000);

test('a sign-out everywhere ends the sessions of every browser, and those of nobody else', async () => {
  const [here, there, other] = [await signedIn(), await signedIn(), await signedIn(grace)];
  clock.pass(5);
  await click(here, '#sign-out-everywhere');
  await here.waitForSelector('#signed-out:not([hidden])');
  expect(await asked(there, '/api/account/orders')).toEqual(signedOut);
  expect((await asked(other, '/api/account/orders')).status).toBe(200);
  expect(shop.pool.signedOut).toEqual([ada.subject]);
  clock.pass(5);
  await signIn(there, ada);
  await there.waitForSelector('#signed-in:not([hidden])');
}, 60_000);

test('a sign-in that began before a sign-out everywhere signs nobody in', async () => {
  const [here, there] = [await signedIn(), await newVisit()];
  shop.pool.forgeNext({ claims: { auth_time: clock.now().getTime() / 1000 } });
  clock.pass(5);
  await click(here, '#sign-out-everywhere');
  await signIn(there, ada);
  await there.waitForSelector('#signed-out:not([hidden])');
  expect(there.url()).toBe(`${shopUrl}/account/#sign-in-failed`);
}, 60_000);

test('a sign-out ends the session that the browser had, also for whoever has its cookie', async () => {
  const page = await signedIn();
  const [cookie] = await page.browserContext().cookies();
  await click(page, '#sign-out');
  await page.waitForSelector('#signed-out:not([hidden])');
  await page.browserContext().setCookie(cookie as NonNullable<typeof cookie>);
  expect(await asked(page, '/api/account/orders')).toEqual(signedOut);
}, 60_000);

test('a sign-in replaces the session that somebody knew before', async () => {
  const page = await signedIn(grace);
  const known = (await page.browserContext().cookies()).find(({ name }) => name === '__Host-session');
  await page.goto(`${shopUrl}/api/account/sign-in`);
  await page.locator('[name=email]').fill(ada.email);
  await page.locator('[name=password]').fill(ada.password);
  await click(page, 'button');
  await page.waitForSelector('#orders li');
  const after = (await page.browserContext().cookies()).find(({ name }) => name === '__Host-session');
  expect(after?.value).not.toBe(known?.value);
  const thief = await newVisit();
  await thief.goto(`${shopUrl}/account/`);
  await thief.browserContext().setCookie(known as NonNullable<typeof known>);
  expect(await asked(thief, '/api/account/orders')).toEqual(signedOut);
}, 60_000);

describe('nobody is signed in', () => {
  const failed = async (page: Awaited<ReturnType<typeof newVisit>>) => {
    await page.waitForSelector('#signed-out:not([hidden])');
    const names = (await page.browserContext().cookies()).map(({ name }) => name);
    expect([page.url(), names]).toEqual([`${shopUrl}/account/#sign-in-failed`, []]);
  };

  test('by a link of somebody else who has begun a sign-in', async () => {
    const [thief, victim] = [await newVisit(), await newVisit()];
    await thief.setRequestInterception(true);
    const link = new Promise<string>((tell) => {
      thief.on('request', (request) => {
        const isBack = request.url().includes('/api/account/callback');
        if (isBack) tell(request.url());
        (isBack ? request.abort() : request.continue()).catch(() => undefined);
      });
    });
    signIn(thief, ada).catch(() => undefined);
    const stolen = await link;
    await victim.goto(stolen);
    await failed(victim);
  }, 60_000);

  test.each([
    ['a token of another shop', { claims: { aud: 'client2' } }],
    ['a token of another pool', { claims: { iss: 'https://cognito-idp.eu-west-1.amazonaws.com/other' } }],
    ['a token of another sign-in', { claims: { nonce: 'other' } }],
    ['an access token', { claims: { token_use: 'access' } }],
    ['a token that is over', { claims: { exp: 1 } }],
    ['a token of an unconfirmed address', { claims: { email_verified: false } }],
    ['a token without a signature', { header: { alg: 'none' } }],
    ['a token of an unknown key', { header: { kid: 'key2' } }],
    ['a token that somebody else has signed', { key: strangersKey() }],
    ['a sign-in of long ago', { claims: { auth_time: 1_700_000_000 } }],
  ])(
    'by %s',
    async (_, forgery) => {
      const page = await newVisit();
      shop.pool.forgeNext(forgery);
      await signIn(page, ada);
      await failed(page);
    },
    60_000,
  );
});

test('a page of another site can neither sign anybody out nor read an answer', async () => {
  const page = await signedIn();
  strangersPage = `<!doctype html><form method="post" action="${shopUrl}/api/account/sign-out-everywhere"><button>Win</button></form>`;
  await page.goto('https://stranger.example/');
  await click(page, 'button');
  expect(await page.evaluate(() => document.body.textContent)).toContain('not sent from a page of our own');
  await page.goto('https://stranger.example/');
  const read = await page.evaluate(
    (url) => fetch(url, { credentials: 'include' }).then(String, String),
    `${shopUrl}/api/account/orders`,
  );
  expect(read).toMatch(/TypeError/);
  await page.goto(`${shopUrl}/account/`);
  expect((await asked(page, '/api/account/orders')).status).toBe(200);
}, 60_000);

test('the sign-in pages answer alike for an address that has no account', async () => {
  const says: (string | null)[] = [];
  for (const email of [ada.email, 'nobody@example.com']) {
    const page = await newVisit();
    await signIn(page, { ...ada, email, password: 'a wrong password' });
    says.push(await page.evaluate(() => document.body.innerHTML.replaceAll(/action="[^"]*"/g, '')));
  }
  expect(says[0]).toBe(says[1]);
}, 60_000);
