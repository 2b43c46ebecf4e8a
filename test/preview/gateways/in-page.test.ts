import { describe, expect, test } from '@jest/globals';
import type { GatewayConfig, Integration } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayNames, pageScripts, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import type { Session } from '../../../lambda/gateways/session-request.ts';
import { hostsOf } from '../../../lib/preview/gateways/hosts.ts';
import { testCards } from '../../../lib/preview/gateways/test-cards.ts';
import { type FakedShop, openFakedShop } from './support/shop.ts';

/** What the gateway's script is started with, for those that charge in a frame of their own. */
const names: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => unknown>> = {
  stripe: ({ clientSecret }) => clientSecret,
  adyen: ({ sessionId }) => sessionId,
  checkoutcom: ({ paymentSession }) => (paymentSession as { readonly id: string }).id,
  razorpay: ({ orderId }) => orderId,
  paystack: ({ accessCode }) => accessCode,
};

const inPage = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration === 'fields' || integration === 'iframe')
    .map((integration) => [name, integration] as const),
);
const charging = inPage.filter(([name]) => Object.hasOwn(names, name));
const tokens = inPage.filter(([name]) => !Object.hasOwn(names, name));

function openInPage(name: string, integration: Integration): FakedShop {
  const threeDSecure: GatewayConfig['threeDSecure'] = integration === 'fields' ? 'inline' : 'redirect';
  return openFakedShop(name, { integration, threeDSecure });
}

async function startedName(shop: FakedShop): Promise<unknown> {
  const session: Session = await shop.start();
  if (session.outcome !== 'page') throw new Error(`the page was told ${session.outcome}`);
  return names[shop.account.config.name]?.(session.data);
}

/** Sends what the card page of a gateway sends to its own host. */
async function typeCard(shop: FakedShop, more: object): Promise<unknown> {
  const url = `https://${hostsOf(shop.account.config).at(-1)}/fake/pay`;
  const { body } = await shop.send({
    method: 'POST',
    url,
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ charges: true, ...more }),
  });
  return JSON.parse(body);
}

describe.each(charging)('%s as %s', (name, integration) => {
  test('charges a card in its own frame, and tells the shop', async () => {
    const shop = openInPage(name, integration);
    const of = await startedName(shop);
    expect(await typeCard(shop, { of, number: testCards.paid })).toMatchObject({ result: 'paid' });
    expect(await shop.order()).toMatchObject({ state: 'paid' });
  });

  test('charges nothing to a card that is declined, and takes another one', async () => {
    const shop = openInPage(name, integration);
    const of = await startedName(shop);
    expect(await typeCard(shop, { of, number: testCards.declined })).toMatchObject({ result: 'declined' });
    expect(await shop.order()).toMatchObject({ state: 'failed' });
    await typeCard(shop, { of, number: testCards.paid });
    expect(await shop.order()).toMatchObject({ state: 'paid' });
  });

  test('charges a card whose bank asks only when its owner agrees', async () => {
    const shop = openInPage(name, integration);
    const of = await startedName(shop);
    expect(await typeCard(shop, { of, number: testCards.challenge })).toMatchObject({ result: 'challenge' });
    expect(await shop.order()).toMatchObject({ state: 'open' });
    await typeCard(shop, { of, challenge: 'pass' });
    expect(await shop.order()).toMatchObject({ state: 'paid' });
  });
});

describe.each(tokens)('%s as %s', (name, integration) => {
  const start = async (token: string) => {
    const shop = openInPage(name, integration);
    const session = await shop.start({ card: { token, brand: 'visa' } });
    return { shop, session };
  };

  test('charges the token of a card', async () => {
    const { session, shop } = await start('tok-paid');
    expect(session).toMatchObject({ outcome: 'paid' });
    const [{ payment } = {}] = shop.gateways.payments();
    expect(payment).toMatchObject({ state: 'paid', amountMinor: 4250 });
  });

  test('says so where the card is declined', async () => {
    const { session } = await start('tok-declined');
    expect(session).toMatchObject({ outcome: 'refused', reason: 'declined' });
  });
});

test('answers for each script of a page', () => {
  for (const [name, integration] of inPage) {
    const { account, gateways } = openInPage(name, integration);
    for (const { url } of pageScripts(account.config)) {
      expect(gateways.responders).toHaveProperty([new URL(url).host]);
    }
  }
});

describe('braintree, of whose cards the answer alone tells', () => {
  const paid = async () => {
    const shop = openInPage('braintree', 'fields');
    await shop.start({ card: { token: 'tok-paid' } });
    return shop;
  };

  test('tells of what goes back, and of a dispute, by a form that its key signs', async () => {
    const shop = await paid();
    shop.gateways.happen('refunded', { gateway: 'braintree', amountMinor: 1250 });
    expect(await shop.order()).toMatchObject({ money: { refundedMinor: 1250 } });
    shop.gateways.happen('disputed', { gateway: 'braintree' });
    expect(await shop.order()).toMatchObject({ state: 'disputed' });
    shop.gateways.happen('won', { gateway: 'braintree' });
    expect((await shop.order()).money).toMatchObject({ disputedMinor: 0 });
    expect(new Set(shop.arrived.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
