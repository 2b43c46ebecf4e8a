import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type SecureVersion } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Listener, startListener } from '../../../lib/preview/edge/listener/start-listener.ts';
import type { Responder, ViewerRequest } from '../../../lib/preview/responder.ts';

const shop = 'shop.boutique.example';
const gateway = 'js.stripe.com';
const seen: ViewerRequest[] = [];
const told: string[] = [];
const respond: Responder = async (request) => {
  seen.push(request);
  if (request.target === '/broken') throw new Error('a fault of ours');
  return {
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: `https://${shop}${request.target} ${request.body}`,
  };
};

function start(
  port = 0,
  minimumProtocol = 'TLSv1.2_2025',
  limits = { headers: 300, request: 600 },
): Promise<Listener> {
  return startListener({
    port,
    shop,
    responders: new Map([
      [shop, respond],
      [gateway, respond],
    ]),
    distribution: { minimumProtocol, httpVersion: 'http2and3' },
    tell: (line) => told.push(line),
    limits,
  });
}

let listener: Listener;
beforeAll(async () => {
  listener = await start();
});
beforeEach(() => {
  seen.length = 0;
  told.length = 0;
});
afterAll(() => listener.close());

function openTls(servername = shop, minVersion?: SecureVersion, maxVersion?: SecureVersion): Socket {
  return connectTls({
    port: listener.port,
    host: '127.0.0.1',
    ca: listener.certificate,
    servername,
    ...(minVersion && { minVersion }),
    ...(maxVersion && { maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' }),
  });
}

function openHttp2(): ClientHttp2Session {
  return connectHttp2(`https://${shop}`, {
    createConnection: () =>
      connectTls({
        port: listener.port,
        host: '127.0.0.1',
        ca: listener.certificate,
        servername: shop,
        ALPNProtocols: ['h2'],
      }),
  });
}

/** Sends bytes as they are, and gives all that is answered until the connection ends. */
async function exchanged(bytes: string, socket = openTls()): Promise<string> {
  socket.write(bytes);
  return text(socket);
}

function request(lines: readonly string[], body = ''): string {
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

const last = 'Connection: close';

describe('a request that two servers could read differently is refused:', () => {
  const host = `Host: ${shop}`;
  const chunked = 'Transfer-Encoding: chunked';
  test.each([
    [
      'two lengths of one body',
      request(['POST / HTTP/1.1', host, 'Content-Length: 4', chunked], '0\r\n\r\n'),
    ],
    [
      'two different lengths',
      request(['POST / HTTP/1.1', host, 'Content-Length: 4', 'Content-Length: 5'], 'abcd'),
    ],
    ['a length that is no number', request(['POST / HTTP/1.1', host, 'Content-Length: +4'], 'abcd')],
    ['a chunk without a size', request(['POST / HTTP/1.1', host, chunked], 'x\r\nabcd\r\n0\r\n\r\n')],
    [
      'a chunk that is longer than its size',
      request(['POST / HTTP/1.1', host, chunked], '2\r\nabcd\r\n0\r\n\r\n'),
    ],
    [
      'a coding beside chunks',
      request(['POST / HTTP/1.1', host, 'Transfer-Encoding: chunked, x'], '0\r\n\r\n'),
    ],
    ['a header that is folded', request(['GET / HTTP/1.1', host, 'X-A: 1', ' 2', last])],
    ['a space before a colon', request(['GET / HTTP/1.1', host, 'X-A : 1', last])],
    ['a line that ends with a line feed alone', `GET / HTTP/1.1\nHost: ${shop}\n\n`],
    ['a byte of zero in a header', request(['GET / HTTP/1.1', host, 'X-A: a\0b', last])],
    ['an address in the first line', request([`GET https://${shop}/ HTTP/1.1`, host, last])],
    ['a first line without a path', request(['GET * HTTP/1.1', host, last])],
    ['no host', request(['GET / HTTP/1.1', last])],
    ['two hosts', request(['GET / HTTP/1.1', host, 'Host: stranger.example', last])],
    ['the same host twice', request(['GET / HTTP/1.1', host, host, last])],
    ['a host with a user before it', request(['GET / HTTP/1.1', `Host: a@${shop}`, last])],
    ['a host with a path behind it', request(['GET / HTTP/1.1', `Host: ${shop}/x`, last])],
    ['a method that nobody knows', request(['FETCH / HTTP/1.1', host, last])],
    ['a tunnel', request([`CONNECT ${shop}:443 HTTP/1.1`, host])],
    ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    expect(await exchanged(bytes)).toMatch(/^HTTP\/1\.1 400 /);
    expect(seen).toEqual([]);
  });
});

describe('a request', () => {
  test('is read to its last byte, and the next one on the same connection after it', async () => {
    const first = request(
      ['POST /1 HTTP/1.1', `Host: ${shop}`, 'Transfer-Encoding: chunked'],
      '3\r\na\r\n\r\n0\r\n\r\n',
    );
    const answers = await exchanged(`${first}${request(['GET /2 HTTP/1.1', `Host: ${shop}`, last])}`);
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
    expect(seen.map(({ target, body }) => [target, body.toString()]).sort()).toEqual([
      ['/1', 'a\r\n'],
      ['/2', ''],
    ]);
  });

  test('keeps its path as it was written, and is normalized only in its address', async () => {
    await exchanged(request(['GET /a/../%2e%2e//b?c=%7e HTTP/1.1', `Host: ${shop}`, last]));
    expect(seen.map(({ target, url }) => [target, url.href])).toEqual([
      ['/a/../%2e%2e//b?c=%7e', `https://${shop}//b?c=%7e`],
    ]);
  });

  test('that comes too slowly is ended', async () => {
    expect(await exchanged(`GET / HTTP/1.1\r\nHost: ${shop}\r\n`)).toMatch(/^HTTP\/1\.1 408 /);
    const slow = request(['POST / HTTP/1.1', `Host: ${shop}`, 'Content-Length: 10'], 'abc');
    expect(await exchanged(slow)).toMatch(/^HTTP\/1\.1 408 /);
    expect(seen).toEqual([]);
  });

  test('with a body that is too long for memory is refused', async () => {
    const patient = await start(0, 'TLSv1.2_2025', { headers: 30_000, request: 30_000 });
    const socket = connect(patient.port, '127.0.0.1');
    const answer = text(socket);
    socket.write(request(['POST / HTTP/1.1', `Host: ${shop}`, 'Content-Length: 11534336', last]));
    for (let sent = 0; sent < 11; sent += 1) socket.write(Buffer.alloc(1_048_576));
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
    await patient.close();
    expect(seen).toEqual([]);
  });

  test('that meets a fault of ours is answered 500, and the fault is told', async () => {
    expect(await exchanged(request(['GET /broken HTTP/1.1', `Host: ${shop}`, last]))).toMatch(
      /^HTTP\/1\.1 500 /,
    );
    expect(told).toEqual([expect.stringContaining('a fault of ours')]);
  });
});

describe('names', () => {
  const ask = (host: string) => exchanged(request(['GET /x HTTP/1.1', `Host: ${host}`, last]));

  test('of this machine are translated, and real ones are not', async () => {
    expect(await ask(`localhost:${listener.port}`)).toContain(`https://localhost:${listener.port}/x`);
    expect(await ask(shop)).toContain(`https://${shop}/x`);
    expect(await ask(`${gateway}.localhost:${listener.port}`)).toContain(
      `https://localhost:${listener.port}/x`,
    );
    expect(seen.map(({ url }) => url.host)).toEqual([shop, shop, gateway]);
  });

  test('that nobody knows are left to the shop, which refuses them', async () => {
    await ask('stranger.example');
    expect(seen.map(({ url }) => url.host)).toEqual(['stranger.example']);
  });

  test('other than the shop’s are served by HTTPS alone', async () => {
    const plain = connect(listener.port, '127.0.0.1');
    const answer = await exchanged(request(['GET /x HTTP/1.1', `Host: ${gateway}`, last]), plain);
    expect(answer).toMatch(/^HTTP\/1\.1 301 /);
    expect(answer).toContain(`location: https://${gateway}/x`);
    expect(seen).toEqual([]);
  });
});

describe('TLS', () => {
  test('has a certificate for each name, here and real', () => {
    const certificate = new X509Certificate(listener.certificate);
    for (const name of ['localhost', shop, gateway, `${gateway}.localhost`]) {
      expect(certificate.checkHost(name)).toBe(name);
    }
    expect(certificate.checkHost('stranger.example')).toBeUndefined();
    expect([certificate.ca, certificate.verify(certificate.publicKey)]).toEqual([false, true]);
  });

  test('is spoken from the version on that the distribution wants', async () => {
    const [error] = await once(openTls(shop, 'TLSv1.1', 'TLSv1.1'), 'error');
    expect((error as NodeJS.ErrnoException).code).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/);
    const answer = await exchanged(
      request(['GET / HTTP/1.1', `Host: ${shop}`, last]),
      openTls(shop, 'TLSv1.2', 'TLSv1.2'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('is spoken in older versions where the distribution takes them', async () => {
    const weakened = await start(0, 'TLSv1');
    const socket = connectTls({
      port: weakened.port,
      ca: weakened.certificate,
      servername: shop,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    await once(socket, 'secureConnect');
    expect(socket.getProtocol()).toBe('TLSv1.1');
    await weakened.close();
  });

  test('is refused at start with a security policy that nobody knows', async () => {
    await expect(start(0, 'TLSv9')).rejects.toThrow(
      'the distribution has the security policy TLSv9, which the preview does not enact',
    );
  });

  test('carries HTTP/2, whose bodies have to be whole in time as well', async () => {
    const session = openHttp2();
    const stream = session.request({ ':path': '/slow', ':method': 'POST' });
    const drip = setInterval(() => stream.write('a'), 50);
    stream.on('error', () => undefined);
    await once(stream, 'close');
    clearInterval(drip);
    expect([stream.rstCode, seen, told]).toEqual([8, [], []]);
    session.destroy();
  });

  test('carries HTTP/2 for whoever asks for it', async () => {
    const session = openHttp2();
    const stream = session.request({ ':path': '/h2', ':method': 'POST', cookie: 'a=1' });
    stream.end('body');
    expect(await text(stream)).toBe(`https://${shop}/h2 body`);
    expect(seen[0]).toMatchObject({ target: '/h2', headers: { host: [`${shop}:443`], cookie: ['a=1'] } });
    session.close();
  });
});

describe('the end', () => {
  test('leaves no connection and no port behind', async () => {
    const ended = await start();
    const idle = connect(ended.port, '127.0.0.1');
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    await ended.close();
    await closed;
    const again = await start(ended.port);
    expect(again.port).toBe(ended.port);
    await again.close();
  });

  test('of a port that is taken is a sentence', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(start(port)).rejects.toThrow(
      `port ${port} of 127.0.0.1 is in use, stop what listens there or write another with --port`,
    );
    taken.close();
  });
});
