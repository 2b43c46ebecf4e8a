import { afterEach, expect, test } from '@jest/globals';
import type { Secret } from '../../../lambda/gateways/gateway.ts';
import { type Kept, setupKey, startWebhookFake, type WebhookFake } from './fakes.ts';
import { addressOf, apply, storedSecret } from './support.ts';

let fake: WebhookFake;
afterEach(() => fake.close());

const current: Secret = { clientId: 'client-1', clientSecret: setupKey, webhookId: 'old' };
const given: Secret = { clientId: 'client-1', clientSecret: setupKey };
const foreign = (number: number): Kept => ({
  ...{ id: `foreign_${number}`, url: `https://other${number}.example/hooks`, events: ['x'], isEnabled: true },
});

test.each([
  [
    'has as many webhooks as it may',
    Array.from({ length: 10 }, (_, index) => foreign(index)),
    'the application has as many webhooks as it may: delete one in the Developer Dashboard, and run this again',
  ],
  [
    'shares the address with another one',
    [{ ...foreign(1), url: `elsewhere ${addressOf('paypal')}` }],
    'another application has a webhook with this address: delete it there, and run this again',
  ],
])(
  "an application that %s is told in PayPal's own terms, and nothing is stored",
  async (_, kept, sentence) => {
    fake = await startWebhookFake('paypal', ...kept);
    const stored = storedSecret(current);
    const { code, out, err } = await apply('paypal', fake, stored, given);
    expect([code, out.includes('made an endpoint'), err]).toEqual([
      2,
      false,
      `palisade: PayPal answered 400: ${sentence}\n`,
    ]);
    expect([fake.kept, stored.writes()]).toEqual([kept, 0]);
  },
);

test('a change that somebody else has made in the meantime is done', async () => {
  const own: Kept = { id: 'raced', url: addressOf('paypal'), events: ['x'], isEnabled: true };
  fake = await startWebhookFake('paypal', own);
  const { code, out } = await apply('paypal', fake, storedSecret({ ...current, webhookId: 'raced' }), given);
  expect([code, out]).toEqual([0, expect.stringContaining('now has')]);
});

test.each([
  [500, 'PayPal answered 500, or something that cannot be read'],
  [403, 'PayPal answered 403, use a key of this mode that may write webhooks'],
])('an answer of %i that names no error of webhooks is a sentence too', async (status, sentence) => {
  fake = await startWebhookFake('paypal');
  fake.failNext(...Array.from({ length: 9 }, () => ({ kind: 'status', status }) as const));
  const { code, err } = await apply('paypal', fake, storedSecret(current), given);
  expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
});
