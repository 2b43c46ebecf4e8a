import { describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { createCertificates } from '../../../lambda/payment-callback/certificates.ts';
import { createLog } from '../../../lambda/shared/log/log.ts';
import { specimenOf } from '../gateways/fuzz/specimens/index.ts';
import { now, secretOf } from '../gateways/support/accounts.ts';
import { eventOf } from '../gateways/support/message.ts';
import { randomOf } from '../gateways/support/random.ts';
import { type ShopSettings, shopWith } from './support/shop.ts';

const address = 'https://api.paypal.com/v1/notifications/certs/CERT-1';

function setup(answer: (url: string) => HttpResponse | Error = () => ({ status: 200, body: 'PEM' })) {
  const asked: string[] = [];
  const lines: string[] = [];
  const clock = { seconds: 0 };
  const time = () => new Date(clock.seconds * 1000);
  const certificates = createCertificates({
    send: async ({ method, url, headers }) => {
      asked.push(`${method} ${url} ${JSON.stringify(headers)}`);
      const answered = answer(url);
      if (answered instanceof Error) throw answered;
      return answered;
    },
    roots: ['ROOT 1', 'ROOT 2'],
    now: time,
    log: createLog((line) => lines.push(line), { service: 'payment-callback', now: time }),
  });
  return { certificates, asked, lines, clock };
}

const found = { outcome: 'found', certificate: { chain: 'PEM', roots: ['ROOT 1\nROOT 2'] } };

describe('a certificate', () => {
  test('is fetched once an hour', async () => {
    const { certificates, asked, clock } = setup();
    for (const seconds of [0, 1, 3599, 3600, 3601]) {
      clock.seconds = seconds;
      expect(await certificates.at(address)).toEqual(found);
    }
    expect(asked).toEqual([`GET ${address} {}`, `GET ${address} {}`]);
  });

  test.each([
    [404, 'absent'],
    [400, 'absent'],
    [410, 'absent'],
    [302, 'unavailable'],
    [429, 'unavailable'],
    [500, 'unavailable'],
  ])('answered with %d is %s, and asked for again', async (status, outcome) => {
    const { certificates, asked } = setup(() => ({ status, body: 'PEM' }));
    expect(await certificates.at(address)).toEqual({ outcome });
    await certificates.at(address);
    expect(asked).toHaveLength(2);
  });

  test('for which no answer came is unavailable, and the log says why', async () => {
    const { certificates, lines } = setup(() =>
      Object.assign(new Error('secret'), { name: 'NoAnswerError' }),
    );
    expect(await certificates.at(address)).toEqual({ outcome: 'unavailable' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', message: 'a certificate cannot be fetched', error: 'NoAnswerError' },
    ]);
  });

  test('is asked for ten times a minute at most, whatever names are made up', async () => {
    const { certificates, asked, clock } = setup(() => ({ status: 404, body: '' }));
    const outcomes: string[] = [];
    for (let name = 0; name < 12; name += 1)
      outcomes.push((await certificates.at(`${address}${name}`)).outcome);
    expect(outcomes).toEqual([...Array(10).fill('absent'), 'too-many', 'too-many']);
    clock.seconds = 60;
    expect(await certificates.at(address)).toEqual({ outcome: 'absent' });
    expect(asked).toHaveLength(11);
  });

  test('that was kept still counts for a day while it cannot be fetched anew', async () => {
    const answers = [{ status: 200, body: 'PEM' }];
    const { certificates, clock } = setup(() => answers.shift() ?? { status: 503, body: '' });
    await certificates.at(address);
    for (const [seconds, outcome] of [
      [3600, 'found'],
      [86_399, 'found'],
      [86_400, 'unavailable'],
    ] as const) {
      clock.seconds = seconds;
      expect([seconds, (await certificates.at(address)).outcome]).toEqual([seconds, outcome]);
    }
  });

  test('that was kept still counts while somebody makes up names and uses up what may be fetched', async () => {
    const { certificates, clock } = setup((url) => ({ status: url === address ? 200 : 404, body: 'PEM' }));
    await certificates.at(address);
    clock.seconds = 3600;
    for (let name = 0; name < 12; name += 1) await certificates.at(`${address}${name}`);
    expect(await certificates.at(address)).toEqual(found);
  });

  test('that the gateway says it has no more does not count', async () => {
    const answers = [{ status: 200, body: 'PEM' }];
    const { certificates, clock } = setup(() => answers.shift() ?? { status: 404, body: '' });
    await certificates.at(address);
    clock.seconds = 3600;
    expect(await certificates.at(address)).toEqual({ outcome: 'absent' });
  });

  test('is kept with the last seven others', async () => {
    const { certificates, asked } = setup();
    for (let name = 0; name < 9; name += 1) await certificates.at(`${address}${name}`);
    await certificates.at(`${address}1`);
    expect(asked).toHaveLength(9);
    await certificates.at(`${address}0`);
    expect(asked).toHaveLength(10);
  });
});

describe('a delivery that names a certificate', () => {
  const paypal = specimenOf('paypal');
  const message = paypal.write(randomOf('1'), secretOf('paypal'), 1000);
  const call = { ...eventOf(message), path: '/callbacks/paypal' };
  const certificateAt: ShopSettings['certificateAt'] = (url) => {
    const certificate = paypal.certificateAt?.(url);
    return certificate ? { outcome: 'found', certificate } : { outcome: 'absent' };
  };
  const paypalShop = (settings: ShopSettings = {}) =>
    shopWith({ gateways: ['paypal'], certificateAt, ...settings });

  test('is a verified event when the certificate signed it', async () => {
    const shop = paypalShop();
    expect(await shop.call(call)).toMatchObject({ statusCode: 200 });
    expect([...shop.events.values()]).toMatchObject([{ kind: 'verified', gateway: 'paypal' }]);
    expect(shop.fetched).toHaveLength(1);
  });

  test.each([
    ['is refused when there is none of that name', 'absent', 401, 'CallbackRefused'],
    ['is to come again when it cannot be fetched', 'unavailable', 503, 'CallbackUndecidable'],
    ['is to come again later when too many were named', 'too-many', 429, 'CallbackRefused'],
  ] as const)('%s', async (_, outcome, statusCode, metric) => {
    const shop = paypalShop({ certificateAt: () => ({ outcome }) });
    expect(await shop.call(call)).toMatchObject({ statusCode });
    expect([shop.events.size, shop.counted()]).toEqual([0, [metric]]);
  });

  test('makes nobody fetch it when it is too old', async () => {
    const shop = paypalShop({ now: () => new Date(now.getTime() + 5 * 24 * 3600 * 1000) });
    expect(await shop.call(call)).toMatchObject({ statusCode: 401 });
    expect(shop.fetched).toEqual([]);
  });

  test('makes nobody fetch it from a foreign host', async () => {
    const shop = paypalShop();
    const headers = {
      ...call.multiValueHeaders,
      'paypal-cert-url': ['https://evil.example/v1/notifications/certs/1'],
    };
    expect(await shop.call({ ...call, multiValueHeaders: headers })).toMatchObject({ statusCode: 401 });
    expect(shop.fetched).toEqual([]);
  });
});
