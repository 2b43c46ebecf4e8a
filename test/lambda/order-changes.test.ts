import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { createOrderChanges } from '../../lambda/order-changes/order-changes.ts';
import { createTell } from '../../lambda/order-changes/tell.ts';
import { createWebhook } from '../../lambda/order-changes/webhook.ts';
import { createSend } from '../../lambda/shared/http/send.ts';
import { createLog } from '../../lambda/shared/log/log.ts';
import type { OrderChange } from '../../lambda/shared/orders/order-change.ts';
import { createSigningKeys } from '../../lambda/shared/secrets/signing-keys.ts';
import { type Fake, type FakeAnswer, type SeenRequest, startLoopback } from './fakes/loopback.ts';
import { through } from './shared/http/support/through.ts';
import { openOrder } from './shared/orders/support/orders.ts';

const host = 'erp.boutique.example';
const url = `https://${host}/orders`;
const key = () => `whsec_${randomBytes(24).toString('base64')}`;
const [current, previous] = [key(), key()];
const now = () => new Date();

/** The shop's own system, which verifies with the official library and takes every id once. */
let fake: Fake;
let taken: string[];
let answers: (FakeAnswer | undefined)[];
beforeEach(async () => {
  taken = [];
  answers = [];
  fake = await startLoopback([host], receive);
});
afterEach(() => fake.close());

function receive({ body, headers }: SeenRequest): FakeAnswer {
  const document = new Webhook(current).verify(body, { ...headers }) as { data: { id: string } };
  expect(headers['webhook-id']).toBe(document.data.id);
  const answer = answers.shift();
  if (answer) return answer;
  if (!taken.includes(document.data.id)) taken.push(document.data.id);
  return { status: 204, body: '' };
}

const { reference } = openOrder;
const changeOf = (sequence: number): OrderChange => ({
  ...{ reference, sequence, at: '2026-11-29T12:00:00.000Z', previousState: 'open', state: 'paid' },
  ...{ reviewReasons: [], isCancelled: false },
  money: { capturedMinor: 4250, refundedMinor: 0, disputedMinor: 0 },
});

const send = (limits = {}) =>
  createSend({ fetch: through(fake), wait: async () => undefined, limits: { retries: 0, ...limits } });

/** A shop in memory whose changes are told by its whole function, over HTTP. */
function shop(keys: () => Promise<readonly string[]> = async () => [current], limits = {}) {
  const waiting = [1, 2, 3].map(changeOf);
  const lines: string[] = [];
  const failing = { marks: 0 };
  const tell = createTell({
    findOrder: async () => ({ order: openOrder, version: 1 }),
    findShopper: async () => undefined,
    shop: { shop: 'boutique', environment: 'prod' },
    receivers: [createWebhook({ url, keys, send: send(limits), now })],
  });
  const handler = createOrderChanges({
    changes: {
      waitingOf: async () => [...waiting],
      waitingSince: async () => (waiting.length > 0 ? [reference] : []),
      markTold: async ({ sequence }) => {
        failing.marks -= 1;
        if (failing.marks >= 0) throw new Error('the table is throttled');
        waiting.splice(
          waiting.findIndex((change) => change.sequence === sequence),
          1,
        );
      },
    },
    tell,
    now,
    log: createLog((line) => lines.push(line), { service: 'order-changes', now }),
  });
  const sweep = () =>
    handler({}).then(
      () => true,
      () => false,
    );
  return { sweep, waiting, lines, failing };
}

const ids = [1, 2, 3].map((sequence) => `${reference}.${sequence}`);

describe('a receiver has each change once, in order', () => {
  test('signed as the official library verifies it', async () => {
    const { sweep, waiting } = shop();
    expect(await sweep()).toBe(true);
    expect([taken, waiting]).toEqual([ids, []]);
  });

  test.each<[string, FakeAnswer]>([
    ['is throttled', { status: 429, body: '' }],
    ['breaks', { status: 500, body: '' }],
    ['refuses one', { status: 400, body: '' }],
    ['is gone', { status: 410, body: '' }],
    ['leads elsewhere', { status: 302, body: '', headers: { location: 'https://evil.example/' } }],
  ])('when it %s at first', async (_, answer) => {
    const { sweep, waiting } = shop();
    answers.push(undefined, answer);
    expect(await sweep()).toBe(false);
    expect(taken).toEqual(ids.slice(0, 1));
    expect(waiting).toHaveLength(2);
    expect(await sweep()).toBe(true);
    expect(taken).toEqual(ids);
  });

  test('when its answer is lost', async () => {
    const { sweep } = shop();
    fake.failNext({ kind: 'dropped' });
    expect(await sweep()).toBe(false);
    expect(await sweep()).toBe(true);
    expect(taken).toEqual(ids);
    expect(fake.requests).toHaveLength(4);
  });

  test('when it does not answer in time', async () => {
    fake.failNext({ kind: 'late', milliseconds: 60_000 });
    expect(await shop(undefined, { requestMilliseconds: 20 }).sweep()).toBe(false);
    // Whatever came too late was not written down as told, so that all of it waits.
    expect(await shop().sweep()).toBe(true);
    expect(taken).toEqual(ids);
  });

  test('when the function ends after it was told and before that was written down', async () => {
    const { sweep, failing } = shop();
    failing.marks = 1;
    expect(await sweep()).toBe(false);
    expect(await sweep()).toBe(true);
    expect(fake.requests.map(({ headers }) => headers['webhook-id'])).toEqual([ids[0], ...ids]);
    expect(taken).toEqual(ids);
  });
});

describe('keys', () => {
  test('both sign while the receiver changes its own', async () => {
    const { sweep } = shop(async () => [previous, current]);
    expect(await sweep()).toBe(true);
    expect(taken).toEqual(ids);
  });

  const keysOf = (versions: Readonly<Record<string, string>>, lines: string[] = []) => {
    let reads = 0;
    const keys = createSigningKeys({
      client: {
        read: async (_, name) => {
          reads += 1;
          const text = versions['label' in name ? name.label : ''];
          return text === undefined
            ? undefined
            : { version: 'v', text: JSON.stringify({ signingSecret: text }) };
        },
      },
      secretId: 'boutique-prod/notify',
      log: createLog((line) => lines.push(line), { service: 'order-changes', now }),
      now: () => 0,
    });
    return { keys, reads: () => reads };
  };

  test('are the current one and then the previous one, and are read once for a while', async () => {
    const { keys, reads } = keysOf({ AWSCURRENT: current, AWSPREVIOUS: previous });
    expect(await keys()).toEqual([current, previous]);
    expect(await keys()).toEqual([current, previous]);
    expect(reads()).toBe(2);
  });

  test('that nobody has staged, or that are none, tell nobody', async () => {
    await expect(keysOf({}).keys()).rejects.toThrow('the secret has no signing key');
    const { sweep, waiting } = shop(async () => ['whsec_???']);
    expect(await sweep()).toBe(false);
    expect([waiting.length, fake.requests.length]).toEqual([3, 0]);
  });
});
