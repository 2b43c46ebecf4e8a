import { once } from 'node:events';
import { createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { attacksDocument } from '../../../lib/preview/attacks/attack-text.ts';
import { everyAttack } from '../../../lib/preview/attacks/every-attack.ts';
import { networkAttacker } from '../../../lib/preview/attacks/network-attacker.ts';
import { smuggling } from '../../../lib/preview/attacks/rows/smuggling.ts';
import { type Attacker, runAttack } from '../../../lib/preview/attacks/run-attacks.ts';
import { makeCertificate } from '../../../lib/preview/edge/listener/certificate.ts';
import { expectGolden } from '../../support/golden.ts';

const props = { stripeKey: 'whsec_test', now: () => 0 };
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
    sendBytes: () => Promise.resolve('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'),
    close: () => undefined,
  };
  const leaked =
    'root:x: "state" paid order 4111 moss mug evil.example set-cookie access-control-allow-origin 5f0c7a0e-3b59-4d0e-9c43-0d5f4f1f2b11';
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
    naive.listen(0, '127.0.0.1');
    await once(naive, 'listening');
    port = (naive.address() as { readonly port: number }).port;
  });
  afterAll(() => void naive.close());

  test.each(smuggling.attacks)('lets through $name', async (attack) => {
    const attacker = networkAttacker({ shop: `https://localhost:${port}`, address: '127.0.0.1' });
    expect(await runAttack(attack, attacker, props)).toMatchObject({ isAsExpected: false });
  });
});

function answerEveryEmptyLine(socket: TLSSocket): void {
  socket.on('data', (part) => {
    const requests = part.toString('latin1').split(/\r?\n\r?\n/).length - 1;
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'.repeat(requests));
  });
}
