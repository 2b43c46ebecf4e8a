import { beforeEach, describe, expect, test } from '@jest/globals';
import { orderLink } from '../../../lambda/shared/orders/order-link.ts';
import { referenceOf } from '../../../lambda/shared/orders/order-reference.ts';
import { type MemoryOrders, memoryOrders } from '../payment-session/support/memory-orders.ts';
import { openOrder, shopper } from '../shared/orders/support/orders.ts';
import { ada, type Clock, clockAt, grace, type Members, openMembers } from './support/members.ts';

const shopUrl = 'https://shop.example';
const checkout = '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b';
const reference = referenceOf(checkout);
const number = 'K7QF-2MXP';
const day = 24 * 60 * 60;

let clock: Clock;
let orders: MemoryOrders;
let members: Members;
beforeEach(async () => {
  clock = clockAt('2026-11-30T12:00:00Z');
  orders = memoryOrders();
  members = openMembers({ shopUrl, orders, clock, keys: ['current', 'previous'] });
  const startedAt = clock.now().toISOString();
  const order = { ...openOrder, reference, number, attempt: { ...openOrder.attempt, startedAt } };
  await orders.create(order, { ...shopper, customer: ada.subject });
});

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
}

async function ask(path: string, { method = 'POST', headers = {}, body, query = {} }: Asking = {}) {
  const all = {
    'content-type': 'application/json',
    origin: shopUrl,
    'sec-fetch-site': 'same-origin',
    ...headers,
  };
  const many = (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
  const event = {
    httpMethod: method,
    path,
    multiValueHeaders: many(all),
    multiValueQueryStringParameters: many(query),
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
  return members.handler(event, { awsRequestId: 'request-1' });
}

const tokenOf = (props: Partial<Parameters<typeof orderLink>[1]> = {}) =>
  orderLink(reference, { shopUrl, keys: ['current'], now: clock.now(), ...props }).url.split('#')[1] ?? '';
const view = (token: unknown) => ask('/api/orders/view', { body: { token } });
const refusal = { statusCode: 403, body: expect.stringContaining('"code":"no_such_order"') };

describe('a link', () => {
  test('is given to the browser that placed the order, and shows what was bought and nothing of who or where', async () => {
    const made = await ask('/api/orders/link', { body: { checkout } });
    const { url, expiresAt } = JSON.parse(made.body);
    expect(url).toMatch(/^https:\/\/shop\.example\/order\/#[a-z]{20}\.\d{10}\.[A-Za-z0-9_-]{43}$/);
    expect(expiresAt).toBe('2026-12-30T12:00:00.000Z');
    const shown = await view(url.split('#')[1]);
    expect(shown.statusCode).toBe(200);
    expect(Object.keys(JSON.parse(shown.body).order).sort()).toEqual(
      ['amountMinor', 'currency', 'digits', 'lines', 'number', 'placedAt', 'refundedMinor', 'status'].sort(),
    );
    for (const text of Object.values(shopper)) expect(shown.body).not.toContain(text);
    expect(shown.multiValueHeaders).toMatchObject({
      'cache-control': ['no-store'],
      'referrer-policy': ['no-referrer'],
      'content-security-policy': [expect.stringContaining("default-src 'none'")],
    });
    expect(members.lines.join('\n')).not.toContain(reference);
  });

  test('is given to no browser a day later, and for no checkout that nobody made', async () => {
    const unknown = await ask('/api/orders/link', { body: { checkout: checkout.replace('3', '4') } });
    clock.pass(day + 1);
    const late = await ask('/api/orders/link', { body: { checkout } });
    expect([unknown, late]).toEqual([expect.objectContaining(refusal), expect.objectContaining(refusal)]);
    expect(late).toEqual(unknown);
  });

  test('that the previous key signed still holds', async () => {
    expect((await view(tokenOf({ keys: ['previous'] }))).statusCode).toBe(200);
  });

  test('that holds no longer, that nobody signed, or that leads elsewhere has one answer, to the last header', async () => {
    const [head, expiry, mac = ''] = tokenOf().split('.');
    const other = referenceOf('another');
    const tokens = [
      tokenOf({ keys: ['stranger'] }),
      tokenOf({ shopUrl: 'https://other.example' }),
      tokenOf({ now: new Date(clock.now().getTime() - 30 * day * 1000) }),
      `${head}.${Number(expiry) + 1}.${mac}`,
      `${other}.${expiry}.${mac}`,
      orderLink(other, { shopUrl, keys: ['current'], now: clock.now() }).url.split('#')[1],
      `${tokenOf()}x`,
      '',
      7,
    ];
    const answers = await Promise.all(tokens.map(view));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject(refusal);
  });

  test('shows nobody an order whose shopper was erased', async () => {
    const erasure = { kind: 'erasure', by: 'arn', reason: 'asked', at: '', reasons: [], basis: {} } as never;
    orders.change(reference, { decisions: [erasure] });
    expect(await view(tokenOf())).toMatchObject(refusal);
    expect(await ask('/api/orders/link', { body: { checkout } })).toMatchObject(refusal);
  });

  test.each([
    ['another site', { origin: 'https://stranger.example' }],
    ['a browser that comes from elsewhere', { 'sec-fetch-site': 'cross-site' }],
  ])('is answered to no page of %s', async (_, headers) => {
    expect(await ask('/api/orders/view', { headers, body: { token: tokenOf() } })).toMatchObject({
      statusCode: 403,
      body: expect.stringContaining('"code":"cross_site_request"'),
    });
  });
});

describe('an account', () => {
  async function signedIn(user = ada) {
    const begun = await ask('/api/account/sign-in', { method: 'GET' });
    const [cookie = ''] = begun.multiValueHeaders['set-cookie'] ?? [];
    const url = new URL(begun.multiValueHeaders['location']?.[0] ?? '');
    const proof = new URLSearchParams({
      email: user.email,
      password: user.password,
      ...(user.totp && { totp: user.totp }),
    });
    const { headers } = members.pool.page({ method: 'POST', url, body: proof.toString() });
    const back = new URL(headers['location'] ?? '');
    const ended = await ask(back.pathname, {
      method: 'GET',
      headers: { cookie: cookie.split(';')[0] ?? '' },
      query: Object.fromEntries(back.searchParams),
    });
    const session = ended.multiValueHeaders['set-cookie']?.find((each) => each.startsWith('__Host-session='));
    return { ended, begun, cookie: session?.split(';')[0] ?? '' };
  }

  test('is reached by the code flow with PKCE, state and nonce, and asks for the sign-in each time', async () => {
    const { begun, ended } = await signedIn();
    const { searchParams: asked } = new URL(begun.multiValueHeaders['location']?.[0] ?? '');
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      prompt: 'login',
      redirect_uri: `${shopUrl}/api/account/callback`,
    });
    expect(new Set(['state', 'nonce', 'code_challenge'].map((name) => asked.get(name))).size).toBe(3);
    expect(begun.multiValueHeaders['set-cookie']?.[0]).toMatch(
      /^__Host-sign-in=[^;]+; Max-Age=900; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(ended.multiValueHeaders['set-cookie']).toEqual([
      '__Host-sign-in=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax',
      expect.stringMatching(
        /^__Host-session=[A-Za-z0-9_-]{43}; Max-Age=43200; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
      ),
    ]);
  });

  test('answers an order of somebody else and one that does not exist by the same steps, word for word', async () => {
    const { cookie } = await signedIn(grace);
    const show = async (name: string) => {
      const [looks, steps] = [members.looks.length, members.sessions.steps.length];
      const answer = await ask(`/api/account/orders/${name}`, { method: 'GET', headers: { cookie } });
      return { answer, looks: members.looks.slice(looks), steps: members.sessions.steps.slice(steps) };
    };
    const [ofAda, ofNobody] = [await show(number), await show('2222-2222')];
    expect(ofAda).toEqual(ofNobody);
    expect(ofAda.answer).toMatchObject(refusal);
  });

  test('is nobody’s with two cookies, of which somebody has planted one', async () => {
    const { cookie } = await signedIn();
    const answer = await ask('/api/account/orders', {
      method: 'GET',
      headers: { cookie: `${cookie}; __Host-session=${'a'.repeat(43)}` },
    });
    expect(answer.statusCode).toBe(401);
  });

  test('is signed out by pages of the shop alone', async () => {
    const { cookie } = await signedIn();
    const headers = { cookie, origin: 'https://stranger.example' };
    expect((await ask('/api/account/sign-out', { headers })).statusCode).toBe(403);
    const orderless = await ask('/api/account/sign-out', { method: 'GET', headers: { cookie } });
    expect(orderless.statusCode).toBe(405);
    expect((await ask('/api/account/orders', { method: 'GET', headers: { cookie } })).statusCode).toBe(200);
  });

  test('tells its log neither the code, nor the session, nor who it is', async () => {
    const { cookie } = await signedIn();
    await ask('/api/account/orders', { method: 'GET', headers: { cookie } });
    const lines = members.lines.join('\n');
    const secrets = [cookie.split('=')[1] ?? '', ada.subject, ada.email, ...members.pool.redeemed];
    for (const text of secrets) expect(lines).not.toContain(text);
  });
});
