import { once } from 'node:events';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attacksDocument } from '../../../lib/preview/attacks/attack-text.ts';
import { everyAttack } from '../../../lib/preview/attacks/every-attack.ts';
import { http2Answers } from '../../../lib/preview/attacks/http2-frames.ts';
import { networkAttacker } from '../../../lib/preview/attacks/network-attacker.ts';
import { http2 } from '../../../lib/preview/attacks/rows/http2.ts';
import { smuggling } from '../../../lib/preview/attacks/rows/smuggling.ts';
import { type Attacker, runAttack } from '../../../lib/preview/attacks/run-attacks.ts';
import { makeCertificate } from '../../../lib/preview/edge/listener/certificate.ts';
import { expectGolden } from '../../support/golden.ts';

const props = { stripeKey: 'whsec_test', now: () => 0, looks: 1 };
const attacks = everyAttack.flatMap((group) => group.attacks);

test('docs/attacks.md has every attack with the line that does it', () => {
  expectGolden('../../docs/attacks.md', attacksDocument(everyAttack));
});

test('no two attacks have one name', () => {
  const names = attacks.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('a shop that answers everything with its orders stands no attack', async () => {
  const open: Attacker = {
    send: () => Promise.resolve({ status: 200, headers: { 'x-cache': 'Hit' }, body: leaked }),
    sendBytes: () => Promise.resolve({ statuses: [200, 200], isEnded: false }),
    close: () => undefined,
  };
  const leaked =
    'root:x: "state" paid order 4111 moss mug moss-mug evil.example 1337 "priceMinor":1} set-cookie access-control-allow-origin /order/#o.1.a" 5f0c7a0e-3b59-4d0e-9c43-0d5f4f1f2b11';
  const stopped: string[] = [];
  for (const attack of attacks) {
    if ((await runAttack(attack, open, props)).isAsExpected) stopped.push(attack.name);
  }
  expect(stopped).toEqual([]);
});

describe('a server that ends requests where an empty line is', () => {
  const { certificate, privateKey } = makeCertificate(['localhost'], new Date());
  const naive = createServer({ cert: certificate, key: privateKey }, answerEveryEmptyLine);
  let port = 0;
  beforeAll(async () => {
    port = await portOf(naive);
  });
  afterAll(() => void naive.close());

  test.each(smuggling.attacks)('lets through $name', async (attack) => {
    const attacker = networkAttacker({ shop: `https://localhost:${port}`, address: '127.0.0.1' });
    expect(await runAttack(attack, attacker, props)).toMatchObject({ isAsExpected: false });
  });
});

test('what a server sends back in HTTP/2 is read for statuses, and for requests that it ends as none', () => {
  const frame = (type: number, payload: readonly number[]) =>
    Buffer.of(0, 0, payload.length, type, 4, 0, 0, 0, 1, ...payload);
  const answers = (...frames: readonly Buffer[]) => http2Answers(Buffer.concat(frames));
  const settings = frame(4, []);
  expect(answers(settings, frame(1, [0x88]))).toEqual({ statuses: [200], isEnded: false });
  // 403 as digits, and 421 in Huffman's code.
  expect(answers(frame(1, [0x48, 3, 0x34, 0x30, 0x33]))).toEqual({ statuses: [403], isEnded: false });
  expect(answers(frame(1, [0x48, 0x82, 0x68, 0x41]), frame(1, [0x8c])).statuses).toEqual([421, 400]);
  expect(answers(frame(3, [0, 0, 0, 1]))).toEqual({ statuses: [], isEnded: true });
  expect(answers(frame(7, [0, 0, 0, 1, 0, 0, 0, 0]))).toEqual({ statuses: [], isEnded: false });
  expect(answers(frame(7, [0, 0, 0, 1, 0, 0, 0, 1]))).toEqual({ statuses: [], isEnded: true });
});

describe('a server that answers every request of HTTP/2', () => {
  const { certificate, privateKey } = makeCertificate(['localhost'], new Date());
  const settings = Buffer.of(0, 0, 0, 4, 0, 0, 0, 0, 0);
  const ok = Buffer.of(0, 0, 1, 1, 5, 0, 0, 0, 1, 0x88);
  const naive = createServer({ cert: certificate, key: privateKey, ALPNProtocols: ['h2'] }, (socket) => {
    socket.once('data', () => socket.end(Buffer.concat([settings, ok])));
  });
  let port = 0;
  beforeAll(async () => {
    port = await portOf(naive);
  });
  afterAll(() => void naive.close());

  test.each(http2.attacks)('lets through $name', async (attack) => {
    const attacker = networkAttacker({ shop: `https://localhost:${port}`, address: '127.0.0.1' });
    expect(await runAttack(attack, attacker, props)).toMatchObject({ answer: '200', isAsExpected: false });
  });
});

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { readonly port: number }).port;
}

function answerEveryEmptyLine(socket: TLSSocket): void {
  socket.on('data', (part) => {
    const requests = part.toString('latin1').split(/\r?\n\r?\n/).length - 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'.repeat(requests));
  });
}
