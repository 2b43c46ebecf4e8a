import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { createSend } from '../../../lambda/shared/http/send.ts';
import { sessionsOf } from '../../../lib/cli/webhooks/sessions.ts';
import {
  createAdyenFake,
  createMollieFake,
  createSquareFake,
  createStripeFake,
} from '../fakes/gateway-fake.ts';
import type { Fake } from '../fakes/loopback.ts';
import { accountOf, payment } from '../gateways/support/accounts.ts';
import { sent } from '../gateways/support/talk.ts';
import { through } from '../shared/http/support/through.ts';
import { formEvent, shopWith } from './support/shop.ts';

let fakes: readonly Fake[];
beforeAll(async () => {
  fakes = await Promise.all<Fake>([
    createStripeFake(),
    createMollieFake(),
    createAdyenFake(),
    createSquareFake(),
  ]);
});
afterAll(() => Promise.all(fakes.map(({ close }) => close())));

let before: readonly number[];
beforeEach(() => {
  before = fakes.map(({ requests }) => requests.length);
});

/** What arrived at all gateways on loopback in this test. */
const arrived = () =>
  fakes.flatMap(({ requests }, index) =>
    requests.slice(before[index]).map(({ method, path }) => `${method} ${path}`),
  );

function open() {
  const accounts = ['stripe', 'mollie', 'adyen', 'square'].map((name) => accountOf(name));
  const send = createSend({
    fetch: through(...fakes),
    now: () => shop.clock.time,
    wait: async () => undefined,
  });
  const shop = shopWith({ accounts, send });
  return shop;
}

test.each([
  ['stripe', /^POST \/v1\/checkout\/sessions\/cs_test_\d+\/expire$/],
  ['mollie', /^DELETE \/v2\/payments\/tr_\d+$/],
  ['adyen', /^PATCH \/checkout\/v72\/paymentLinks\/PL\d+$/],
  ['square', /^DELETE \/v2\/online-checkout\/payment-links\/\w+$/],
])('%s ends the older session once, when the shopper wants to pay otherwise', async (gateway, ending) => {
  const shop = open();
  await shop.post(formEvent({ gateway }));
  expect(shop.order().attempt.session).toBeDefined();
  const answer = await shop.post(formEvent({ gateway, city: 'Lyon' }));
  expect(answer.statusCode).toBe(303);
  expect(arrived().filter((line) => ending.test(line))).toHaveLength(1);
  expect(shop.logged()).toContainEqual(expect.objectContaining({ gateway, outcome: 'ended' }));
});

test('the session of another gateway is ended at that gateway', async () => {
  const shop = open();
  await shop.post(formEvent({ gateway: 'mollie' }));
  await shop.post(formEvent({ gateway: 'stripe' }));
  expect(arrived().filter((line) => line.startsWith('DELETE /v2/payments/'))).toHaveLength(1);
  expect(shop.order().attempt).toMatchObject({
    gateway: 'stripe',
    session: { resource: 'checkout.session' },
  });
});

test('a repeated request ends nothing: it is led to the session that there is', async () => {
  const shop = open();
  await shop.post(formEvent({ gateway: 'stripe' }));
  await shop.post(formEvent({ gateway: 'stripe' }));
  expect(arrived().filter((line) => line.endsWith('/expire'))).toEqual([]);
});

const link = 'https://www.mercadopago.com.br/checkout/v1/redirect?pref_id=1';
const answered = { id: 'P-1', init_point: link, short_url: 'https://rzp.io/i/x', external_reference: 'o' };

test.each([
  ['mercadopago', 'PUT https://api.mercadopago.com/checkout/preferences/P-1'],
  ['razorpay', 'POST https://api.razorpay.com/v1/payment_links/P-1/cancel'],
])('%s is told to end what it made for the earlier attempt', async (gateway, ending) => {
  const shop = shopWith({
    accounts: [accountOf(gateway)],
    answers: () => ({ status: 200, body: JSON.stringify(answered) }),
  });
  await shop.post(formEvent({ gateway }));
  await shop.post(formEvent({ gateway, city: 'Lyon' }));
  expect(shop.requests.map(({ method, url }) => `${method} ${url}`)).toContain(ending);
});

test.each([
  ['is refused, because it was paid', () => ({ status: 400, body: '{}' })],
  ['comes to nothing', () => new Error('broken')],
])('an ending that %s keeps nobody from paying', async (_, failing) => {
  const answers = ({ url }: HttpRequest) =>
    url.endsWith('/expire')
      ? failing()
      : { status: 200, body: '{"id":"cs_1","url":"https://checkout.stripe.com/c/pay/cs_1"}' };
  const shop = shopWith({ answers });
  await shop.post();
  expect((await shop.post(formEvent({ city: 'Lyon' }))).statusCode).toBe(303);
  expect(shop.order().attempt).toMatchObject({ number: 2, session: { id: 'cs_1' } });
});

/** The members in which gateways are told when a session ends. */
const ends = ['expires_at', 'expiresAt', 'expires_on', 'expiration_date_to', 'expire_by'];

test('each session is told its end, or the facts say how it ends otherwise', () => {
  const starts = gatewayNames.flatMap((name) =>
    sessionsOf(name).flatMap(({ integrations, ends: text }) =>
      integrations.map((integration) => ({ name, account: accountOf(name, { integration }), text })),
    ),
  );
  const said = starts.map(({ name, account, text }) => {
    const step = gatewayOf(name).session(payment, account).next();
    const body = step.done ? {} : sent(step.value);
    const isTold = Object.keys(body as object).some((member) => ends.includes(member));
    return { name, integration: account.config.integration, isTold, text };
  });
  expect(
    said.filter(({ isTold, text }) => isTold !== text.startsWith('at the time that the kit sends')),
  ).toEqual([]);
});
