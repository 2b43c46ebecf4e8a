import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createFetchAnswer,
  retryingFetch,
  UnreachableError,
} from '../../../lambda/page-integrity/fetch-answer.ts';
import type { PageAnswer } from '../../../lambda/page-integrity/ports.ts';

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    if (url === '/hangs') return;
    if (url === '/moved') return void response.writeHead(302, { location: '/page' }).end();
    if (url === '/large') return void response.end(Buffer.alloc(2000));
    if (url === '/packed') {
      return void response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('packed'));
    }
    response
      .writeHead(
        200,
        [
          ['x-a', '1'],
          ['x-a', '2'],
          ['x-agent', headers['user-agent'] ?? ''],
        ].flat(),
      )
      .end('page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const fetchAnswer = createFetchAnswer({ milliseconds: 300, bytes: 1000 });

describe('an answer', () => {
  test('has all values of a header and its bytes', async () => {
    const { status, headers, body } = await fetchAnswer(`${origin}/page`);
    expect([status, headers.get('x-a'), body.toString()]).toEqual([200, '1, 2', 'page']);
  });

  test('is asked for by the name of a common browser', async () => {
    const { headers } = await fetchAnswer(`${origin}/page`);
    expect(headers.get('x-agent')).toMatch(/^Mozilla\/5\.0 .*Chrome\/[\d.]+ Safari\/[\d.]+$/);
  });

  test('is unpacked', async () => {
    expect((await fetchAnswer(`${origin}/packed`)).body.toString()).toBe('packed');
  });

  test('that leads elsewhere is not followed', async () => {
    expect((await fetchAnswer(`${origin}/moved`)).status).toBe(302);
  });

  test.each([
    ['takes too long', '/hangs', 'TimeoutError'],
    ['is too large', '/large', 'RangeError'],
  ])('that %s is none', async (_, path, cause) => {
    await expect(fetchAnswer(`${origin}${path}`)).rejects.toMatchObject({
      name: 'UnreachableError',
      message: 'no whole answer came',
      cause: { name: cause },
    });
  });

  test('of nobody is none', async () => {
    await expect(fetchAnswer('http://127.0.0.1:1/')).rejects.toThrow(UnreachableError);
  });
});

describe('patience', () => {
  const answer = (status: number): PageAnswer => ({ status, headers: new Map(), body: Buffer.alloc(0) });

  function attempts(...outcomes: readonly (PageAnswer | Error)[]) {
    const waits: number[] = [];
    let next = 0;
    const retrying = retryingFetch(
      async () => {
        const outcome = outcomes[next++];
        if (outcome instanceof Error || !outcome) throw outcome;
        return outcome;
      },
      { pauses: [1000, 4000], wait: async (milliseconds) => waits.push(milliseconds) },
    );
    return { fetch: () => retrying(origin), waits };
  }

  test.each([200, 301, 403, 404])('is not needed for the status %d, which is compared', async (status) => {
    const { fetch, waits } = attempts(answer(status));
    expect([(await fetch()).status, waits]).toEqual([status, []]);
  });

  test('outlasts what passes', async () => {
    const { fetch, waits } = attempts(new UnreachableError('no'), answer(503), answer(200));
    expect([(await fetch()).status, waits]).toEqual([200, [1000, 4000]]);
  });

  test('ends', async () => {
    const { fetch, waits } = attempts(answer(429), answer(500), answer(503), answer(200));
    await expect(fetch()).rejects.toMatchObject({ name: 'UnreachableError', statusCode: 503 });
    expect(waits).toEqual([1000, 4000]);
  });

  test('does not hide our own mistakes', async () => {
    const { fetch, waits } = attempts(new TypeError('ours'));
    await expect(fetch()).rejects.toThrow('ours');
    expect(waits).toEqual([]);
  });
});
