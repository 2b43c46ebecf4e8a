import { afterEach, describe, expect, test } from '@jest/globals';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { labels } from '../../../lambda/gateways/rotation/labels.ts';
import { subscriptionOf } from '../../../lib/cli/webhooks/subscription.ts';
import { type Kept, setupKey, startWebhookFake, type WebhookFake } from './fakes.ts';
import { addressOf, apply, marker, storedSecret } from './support.ts';

let fake: WebhookFake;
afterEach(() => fake.close());

const foreign: Kept = { id: 'foreign_1', url: 'https://other.example/hooks', events: ['x'], isEnabled: true };

interface Case {
  readonly name: string;
  readonly given: Secret;
  /** Asked for beside `given` where there is no secret yet. */
  readonly first: Secret;
  /** What the secret has of the endpoint afterwards. */
  readonly made: Secret;
  readonly current: Secret;
}

const cases: readonly Case[] = [
  {
    name: 'stripe',
    given: { setupKey },
    first: { secretKey: `sk_live_${marker}` },
    made: { signingSecret: `whsec_${marker}_own_2` },
    current: { secretKey: `sk_live_${marker}`, signingSecret: `whsec_${marker}_old` },
  },
  {
    name: 'square',
    given: { setupKey },
    first: { accessToken: `access_${marker}`, locationId: 'L1' },
    made: { signatureKey: `signature_${marker}_own_2`, webhookSubscriptionId: 'own_2' },
    current: { accessToken: `access_${marker}`, locationId: 'L1', signatureKey: `old_${marker}` },
  },
  {
    name: 'paypal',
    given: { clientId: 'client-1', clientSecret: setupKey },
    first: {},
    made: { webhookId: 'own_2' },
    current: { clientId: 'client-1', clientSecret: setupKey, webhookId: 'old' },
  },
  {
    name: 'adyen',
    given: { setupKey, merchantAccount: 'Merchant-1' },
    first: { apiKey: `api_${marker}` },
    made: { hmacKey: 'C0FFEE'.padEnd(64, '0'), webhookId: 'own_2' },
    current: { apiKey: `api_${marker}`, merchantAccount: 'Merchant-1', hmacKey: 'a'.repeat(64) },
  },
];

/** The kinds that the fake offers of those that are wanted. */
const offered: Readonly<Record<string, readonly string[]>> = {
  square: ['payment.created', 'payment.updated', 'refund.created'],
  paypal: ['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED', 'CUSTOMER.DISPUTE.CREATED'],
};
const eventsOf = (name: string) => offered[name] ?? subscriptionOf(name).events;

describe.each(cases)('$name', ({ name, given, first, made, current }) => {
  const own = { url: addressOf(name), events: eventsOf(name), isEnabled: true };

  test('makes the endpoint, and the first secret is current at once', async () => {
    fake = await startWebhookFake(name, foreign);
    const stored = storedSecret();
    const { code, err } = await apply(name, fake, stored, { ...given, ...first });
    expect([code, err]).toEqual([0, '']);
    expect(fake.kept).toEqual([foreign, { ...own, id: 'own_2' }]);
    expect(stored.withLabel(labels.current)).toMatchObject({ ...first, ...made });
    expect(stored.withLabel(labels.current)).not.toHaveProperty('setupKey');
  });

  test('stages what a new endpoint told, for the rotation to put beside the members in use', async () => {
    fake = await startWebhookFake(name, foreign);
    const stored = storedSecret(current);
    expect((await apply(name, fake, stored, given)).code).toBe(0);
    expect(stored.withLabel(labels.stagedPart)).toEqual(made);
    expect(stored.withLabel(labels.current)).toEqual(current);
  });

  test('changes nothing when it is run again', async () => {
    fake = await startWebhookFake(name, foreign, { ...own, id: 'own_2' });
    const stored = storedSecret({ ...current, ...made });
    const { code, out } = await apply(name, fake, stored, given);
    expect([code, out]).toEqual([0, expect.stringContaining('already.\n')]);
    expect(fake.kept).toEqual([foreign, { ...own, id: 'own_2' }]);
    expect(stored.writes()).toBe(0);
    const changing = fake.requests.filter(
      ({ method, path }) => method !== 'GET' && !path.endsWith('/oauth2/token'),
    );
    expect(changing).toEqual([]);
  });

  test("sets the events of its own endpoint, and of nobody else's", async () => {
    fake = await startWebhookFake(name, foreign, { ...own, id: 'own_2', events: ['payment.created'] });
    const { code } = await apply(name, fake, storedSecret({ ...current, ...made }), given);
    expect(code).toBe(0);
    expect(fake.kept).toEqual([foreign, { ...own, id: 'own_2' }]);
  });

  test('says that a key may not do this, and changes nothing', async () => {
    fake = await startWebhookFake(name, foreign);
    const wrong: Secret =
      name === 'paypal' ? { clientId: 'client-1', clientSecret: 'wrong' } : { setupKey: 'wrong' };
    const stored = storedSecret(name === 'paypal' ? { ...current, ...wrong } : current);
    const { code, out, err } = await apply(name, fake, stored, { ...given, ...wrong });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^palisade: .* answered 401, use a key of this mode that may write webhooks\n$/);
    expect([fake.kept, stored.writes()]).toEqual([[foreign], 0]);
  });

  test('prints no secret', async () => {
    fake = await startWebhookFake(name);
    const { out, err } = await apply(name, fake, storedSecret(), { ...given, ...first });
    expect(out).toContain('made an endpoint');
    expect(`${out}${err}`.toLowerCase()).not.toContain(marker);
  });
});

const stripeSecret: Secret = { secretKey: `sk_live_${marker}`, signingSecret: `whsec_${marker}_old` };
const squareSecret: Secret = { accessToken: 'a', locationId: 'L1', signatureKey: 'k' };

test('deletes the endpoint again whose signing secret could not be stored', async () => {
  fake = await startWebhookFake('stripe', foreign);
  const stored = storedSecret(stripeSecret);
  stored.failNext();
  expect((await apply('stripe', fake, stored, { setupKey })).code).toBe(2);
  expect(fake.kept).toEqual([foreign]);
});

test('finds its endpoint on a later page', async () => {
  const own = { id: 'own_3', url: addressOf('stripe'), events: [], isEnabled: true };
  fake = await startWebhookFake('stripe', foreign, { ...foreign, id: 'foreign_2' }, own);
  expect((await apply('stripe', fake, storedSecret(stripeSecret), { setupKey })).code).toBe(0);
  expect(fake.kept).toHaveLength(3);
  expect(fake.kept[2]?.events).toEqual(subscriptionOf('stripe').events);
});

test('enables an endpoint that is disabled', async () => {
  const { events } = subscriptionOf('stripe');
  fake = await startWebhookFake('stripe', { id: 'own', url: addressOf('stripe'), events, isEnabled: false });
  await apply('stripe', fake, storedSecret(stripeSecret), { setupKey });
  expect(fake.kept[0]?.isEnabled).toBe(true);
});

test('does not guess the signing secret of an endpoint that told it before', async () => {
  fake = await startWebhookFake('stripe', {
    id: 'own',
    url: addressOf('stripe'),
    events: [],
    isEnabled: true,
  });
  const given = { setupKey, secretKey: `sk_live_${marker}` };
  const { code, err } = await apply('stripe', fake, storedSecret(), given);
  expect(code).toBe(2);
  expect(err).toContain('told its signing secret once');
  expect(fake.kept[0]?.events).toEqual([]);
});

test('changes nothing while deliveries may be signed with the previous keys', async () => {
  fake = await startWebhookFake('square');
  const stored = storedSecret(squareSecret, new Date());
  await stored.client.write({
    secretId: '',
    text: JSON.stringify({ ...squareSecret, signatureKey: 'k0' }),
    labels: [labels.previous, labels.overlap],
  });
  const { code, err } = await apply('square', fake, stored, { setupKey });
  expect(code).toBe(1);
  expect(err).toContain('may send deliveries signed with the previous keys until');
  expect(fake.kept).toEqual([]);
});

test('names the kinds that the gateway does not offer', async () => {
  fake = await startWebhookFake('square');
  const { out } = await apply('square', fake, storedSecret(squareSecret), { setupKey });
  expect(out).toMatch(/^Not offered to this account: refund\.updated, dispute\.created, /);
});

test.each([
  ['stripe', {}, 'found no setupKey, pipe in { "setupKey": "…" }'],
  ['stripe', { setupKey, whsec: 'x' }, 'found a member that is not asked for, pipe in { "setupKey": "…" }'],
])('answers a mistake in what is piped into %s with a sentence', async (name, given, sentence) => {
  fake = await startWebhookFake(name);
  const { code, err } = await apply(name, fake, storedSecret(stripeSecret), given);
  expect([code, err]).toEqual([2, `palisade: standard input: ${sentence}\n`]);
});

test('says that the gateway gave no answer', async () => {
  fake = await startWebhookFake('stripe');
  fake.failNext({ kind: 'dropped' }, { kind: 'dropped' }, { kind: 'dropped' });
  const { code, err } = await apply('stripe', fake, storedSecret(stripeSecret), { setupKey });
  expect([code, err]).toEqual([2, 'palisade: Stripe gave no answer, check the network and run this again\n']);
});

test('makes no second endpoint where the list cannot be read', async () => {
  fake = await startWebhookFake('stripe');
  fake.failNext({ kind: 'malformed' });
  expect((await apply('stripe', fake, storedSecret(stripeSecret), { setupKey })).code).toBe(2);
  expect(fake.kept).toEqual([]);
});
