import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { HttpRequest } from '../../../../lambda/gateways/exchange.ts';
import { createSend, type SendParts } from '../../../../lambda/shared/http/send.ts';
import { type Fake, type FakeAnswer, startLoopback } from '../../fakes/loopback.ts';
import { through } from './support/through.ts';

const ok: FakeAnswer = { status: 200, body: 'done' };
const answers: FakeAnswer[] = [];
let gateway: Fake;

beforeAll(async () => {
  gateway = await startLoopback(['gateway.example'], () => answers.shift() ?? ok);
});
afterEach(() => {
  answers.length = 0;
});
afterAll(() => gateway.close());

const request: HttpRequest = {
  method: 'POST',
  url: 'https://gateway.example/payments',
  headers: { authorization: 'Bearer key', 'idempotency-key': 'k-1' },
  body: '{"amount":1}',
};
const noon = Date.parse('2026-11-22T12:00:00Z');

/** Sends to the gateway on loopback. Waiting takes no time but is told; half of each pause is drawn. */
function sending(parts: SendParts = {}) {
  let time = noon;
  const wait = jest.fn(async (milliseconds: number) => {
    time += milliseconds;
  });
  const now = () => time;
  return { send: createSend({ fetch: through(gateway), now, wait, random: () => 0.5, ...parts }), wait };
}

const pauses = (wait: { mock: { calls: readonly (readonly number[])[] } }) => wait.mock.calls.flat();

test('a request arrives as it was made, and its answer comes back', async () => {
  const { send } = sending();
  const before = gateway.requests.length;
  expect(await send(request)).toEqual({ status: 200, body: 'done' });
  expect(gateway.requests.slice(before)).toMatchObject([
    {
      method: 'POST',
      host: 'gateway.example',
      path: '/payments',
      headers: { 'idempotency-key': 'k-1' },
      body: '{"amount":1}',
    },
  ]);
});

test.each([500, 503, 429, 409])(
  'a status of %i is tried again, with the same idempotency key',
  async (status) => {
    const { send, wait } = sending();
    const before = gateway.requests.length;
    gateway.failNext({ kind: 'status', status }, { kind: 'status', status });
    expect(await send(request)).toEqual({ status: 200, body: 'done' });
    expect(gateway.requests.slice(before).map(({ headers }) => headers['idempotency-key'])).toEqual([
      'k-1',
      'k-1',
      'k-1',
    ]);
    expect(pauses(wait)).toEqual([125, 250]);
  },
);

test('a gateway in trouble is given up after two more tries, with its own last word', async () => {
  const { send } = sending();
  const before = gateway.requests.length;
  gateway.failNext(...[500, 502, 503].map((status) => ({ kind: 'status', status }) as const));
  expect(await send(request)).toEqual({ status: 503, body: '{}' });
  expect(gateway.requests).toHaveLength(before + 3);
});

test.each([400, 401, 402, 404, 422])('a status of %i is an answer, not trouble', async (status) => {
  const { send, wait } = sending();
  gateway.failNext({ kind: 'status', status });
  expect(await send(request)).toEqual({ status, body: '{}' });
  expect(wait).not.toHaveBeenCalled();
});

test('a connection that breaks is tried again, and told as a network error if it goes on', async () => {
  const { send } = sending();
  gateway.failNext({ kind: 'dropped' }, { kind: 'dropped' });
  expect(await send(request)).toEqual({ status: 200, body: 'done' });
  gateway.failNext({ kind: 'dropped' }, { kind: 'dropped' }, { kind: 'dropped' });
  await expect(send(request)).rejects.toMatchObject({ name: 'NoAnswerError', code: 'network' });
});

test('an answer that does not come in time is given up, and asked for again', async () => {
  const { send } = sending({ limits: { requestMilliseconds: 200 } });
  gateway.failNext({ kind: 'late', milliseconds: 60_000 });
  expect(await send(request)).toEqual({ status: 200, body: 'done' });
  const late = { kind: 'late', milliseconds: 60_000 } as const;
  gateway.failNext(late, late, late);
  await expect(send(request)).rejects.toMatchObject({ name: 'NoAnswerError', code: 'timeout' });
});

describe('a pause', () => {
  test('is as long as the gateway asks for', async () => {
    const { send, wait } = sending();
    answers.push(
      { status: 429, body: '', headers: { 'retry-after': '2' } },
      { status: 429, body: '', headers: { 'retry-after': 'Sun, 22 Nov 2026 12:00:05 GMT' } },
    );
    expect(await send(request)).toEqual({ status: 200, body: 'done' });
    expect(pauses(wait)).toEqual([2000, 3000]);
  });

  test.each(['soon', '', '-1', '1e3'])('is the usual one after %j, which is no time', async (header) => {
    const { send, wait } = sending();
    answers.push({ status: 429, body: '', headers: { 'retry-after': header } });
    expect(await send(request)).toEqual({ status: 200, body: 'done' });
    expect(pauses(wait)).toEqual([125]);
  });

  test('that would last too long is not made: the gateway is given up', async () => {
    const { send, wait } = sending();
    answers.push({ status: 503, body: 'later', headers: { 'retry-after': '3600' } });
    expect(await send(request)).toEqual({ status: 503, body: 'later' });
    expect(wait).not.toHaveBeenCalled();
  });
});

describe('time runs out', () => {
  test('and no further try begins', async () => {
    const { send } = sending();
    const before = gateway.requests.length;
    gateway.failNext({ kind: 'status', status: 500 });
    expect(await send(request, noon + 400)).toEqual({ status: 500, body: '{}' });
    expect(gateway.requests).toHaveLength(before + 1);
  });

  test('before the first try, and nothing is sent', async () => {
    const { send } = sending();
    const before = gateway.requests.length;
    await expect(send(request, noon)).rejects.toMatchObject({ name: 'NoAnswerError', code: 'timeout' });
    expect(gateway.requests).toHaveLength(before);
  });
});

test('without retries, nothing is sent twice', async () => {
  const { send } = sending({ limits: { retries: 0 } });
  const before = gateway.requests.length;
  gateway.failNext({ kind: 'dropped' });
  await expect(send(request)).rejects.toMatchObject({ code: 'network' });
  expect(gateway.requests).toHaveLength(before + 1);
});

test('a redirect is an answer: the key in the headers goes nowhere else', async () => {
  const { send } = sending();
  const before = gateway.requests.length;
  answers.push({ status: 307, body: 'over there', headers: { location: '/elsewhere' } });
  expect(await send(request)).toEqual({ status: 307, body: 'over there' });
  expect(gateway.requests).toHaveLength(before + 1);
});

test('an answer that is larger than any should be is not taken, and not asked for again', async () => {
  const { send, wait } = sending({ limits: { responseBytes: 10 } });
  answers.push({ status: 200, body: '0123456789' }, { status: 200, body: '0123456789a' });
  expect(await send(request)).toEqual({ status: 200, body: '0123456789' });
  await expect(send(request)).rejects.toMatchObject({ name: 'NoAnswerError', code: 'too large' });
  expect(wait).not.toHaveBeenCalled();
});

test.each(['http://gateway.example/', 'https://key@gateway.example/', 'file:///etc/passwd'])(
  '%s is never asked',
  async (url) => {
    const { send } = sending();
    const before = gateway.requests.length;
    await expect(send({ ...request, url })).rejects.toThrow(
      'only https addresses without credentials are asked',
    );
    expect(gateway.requests).toHaveLength(before);
  },
);
