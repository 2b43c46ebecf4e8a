import { expect, jest, test } from '@jest/globals';
import type { HttpRequest, HttpResponse } from '../../../../lambda/gateways/exchange.ts';
import { createCircuitBreaker } from '../../../../lambda/shared/http/circuit-breaker.ts';

const request: HttpRequest = { method: 'GET', url: 'https://gateway.example/', headers: {} };
const answer = (status: number): HttpResponse => ({ status, body: '' });

/** A breaker before a gateway whose next answers are told one by one; an error is thrown. */
function breaking() {
  let time = 0;
  const opened = jest.fn();
  const breaker = createCircuitBreaker({ now: () => time, opened });
  const next: (HttpResponse | Error)[] = [];
  const asked = jest.fn(async () => {
    const outcome = next.shift() ?? answer(200);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  const send = breaker.guard(asked);
  const meets = async (...outcomes: readonly (HttpResponse | Error)[]) => {
    next.push(...outcomes);
    for (const _ of outcomes) await send(request).catch(() => undefined);
  };
  return {
    breaker,
    opened,
    asked,
    send: () => send(request),
    meets,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

const failures = [answer(500), answer(503), answer(429), new Error('dropped'), new Error('timeout')] as const;
const open = { name: 'CircuitOpenError' };

test('what is asked and answered passes through', async () => {
  const { send, breaker } = breaking();
  expect(await send()).toEqual(answer(200));
  expect(breaker.secondsToWait()).toBe(0);
});

test('after five failures in a row nothing is asked for half a minute', async () => {
  const { send, asked, meets, opened, breaker, pass } = breaking();
  await meets(...failures);
  expect(opened).toHaveBeenCalledTimes(1);
  expect(breaker.secondsToWait()).toBe(30);
  await expect(send()).rejects.toMatchObject(open);
  pass(29.5);
  expect(breaker.secondsToWait()).toBe(1);
  await expect(send()).rejects.toMatchObject(open);
  expect(asked).toHaveBeenCalledTimes(5);
});

test.each([200, 302, 400, 401, 404, 422])(
  'a status of %i between failures shows that the gateway works',
  async (status) => {
    const { meets, opened, breaker } = breaking();
    await meets(...failures.slice(1), answer(status), ...failures.slice(1));
    expect(opened).not.toHaveBeenCalled();
    expect(breaker.secondsToWait()).toBe(0);
  },
);

test('then one request tries whether the gateway is back, and only one', async () => {
  const { send, meets, asked, pass, breaker } = breaking();
  await meets(...failures);
  pass(30);
  expect(breaker.secondsToWait()).toBe(0);
  const trial = send();
  expect(breaker.secondsToWait()).toBe(1);
  await expect(send()).rejects.toMatchObject(open);
  expect(await trial).toEqual(answer(200));
  expect(await send()).toEqual(answer(200));
  expect(asked).toHaveBeenCalledTimes(7);
});

test('a try that fails opens the circuit for another half minute, and is told', async () => {
  const { send, meets, opened, pass, breaker } = breaking();
  await meets(...failures);
  pass(31);
  await meets(answer(500));
  expect(opened).toHaveBeenCalledTimes(2);
  expect(breaker.secondsToWait()).toBe(30);
  await expect(send()).rejects.toMatchObject(open);
});

test('a try that succeeds forgets the failures before it', async () => {
  const { meets, opened, pass, breaker } = breaking();
  await meets(...failures);
  pass(31);
  await meets(answer(200), ...failures.slice(1));
  expect(opened).toHaveBeenCalledTimes(1);
  expect(breaker.secondsToWait()).toBe(0);
});

test('requests that were under way when it opened are no news', async () => {
  const opened = jest.fn();
  const breaker = createCircuitBreaker({ now: () => 0, opened });
  const send = breaker.guard(() => Promise.reject(new Error('dropped')));
  const all = Array.from({ length: 8 }, () => send(request).catch((error: Error) => error.message));
  expect(await Promise.all(all)).toEqual(Array.from({ length: 8 }, () => 'dropped'));
  expect(opened).toHaveBeenCalledTimes(1);
  expect(breaker.secondsToWait()).toBe(30);
});
