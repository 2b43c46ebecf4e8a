import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../../lambda/gateways/delivery.ts';
import type { MerchantAccount, Receipt, Secret } from '../../../lambda/gateways/gateway.ts';
import { integrations } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf, gateways } from '../../../lambda/gateways/index.ts';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { accountOf, now, payment, secretOf } from './support/accounts.ts';
import { signed, signingGateways } from './support/signers.ts';

const [current, previous, foreign] = ['a', 'b', 'c'];

/** A body that each gateway would send, or at least sign. */
const contents: Readonly<Record<string, object | string>> = {
  adyen: {
    notificationItems: [
      {
        NotificationRequestItem: {
          pspReference: 'P1',
          merchantAccountCode: 'merchantAccount_a',
          merchantReference: 'order-1',
          amount: { value: 4250, currency: 'EUR' },
          eventCode: 'AUTHORISATION',
          success: 'true',
        },
      },
    ],
  },
  braintree: '<notification><kind>check</kind></notification>',
};

const receive = (name: string, delivery: Delivery, ...versions: readonly Secret[]): Receipt =>
  gatewayOf(name).receive(
    delivery,
    accountOf(name, { secrets: versions as MerchantAccount['secrets'] }),
    now,
  );

const content = (name: string) => contents[name] ?? { id: 'e-1', type: 'unheard.of', event: 'unheard.of' };
const accepted = ['authentic', 'unverified'];

test('there is one gateway for each name of the gateway registry, in its order', () => {
  expect(gateways.map(({ name }) => name)).toEqual(gatewayNames);
});

test.each(['worldpay', 'unheard-of', ''])('throws for the name %j', (name) => {
  expect(() => gatewayOf(name)).toThrow(`the kit has no gateway '${name}'`);
});

describe.each(gatewayNames)('%s', (name) => {
  const gateway = gatewayOf(name);

  test('starts payments in each integration of the gateway registry but server', () => {
    const started = integrations.filter((integration) => {
      try {
        gateway.session(payment, accountOf(name, { integration }));
        return true;
      } catch {
        return false;
      }
    });
    expect(started).toEqual(supportedIntegrations(name).filter((integration) => integration !== 'server'));
  });

  test('says what its secret holds, with patterns for the whole of a value', () => {
    for (const [field, { meaning, pattern = '^$' }] of Object.entries(gateway.secretFields)) {
      expect(field).toMatch(/^[a-z][A-Za-z]+$/);
      expect(meaning).not.toBe('');
      expect(pattern).toMatch(/^\^.*\$$/);
    }
  });

  test('says who changes its keys and how long the previous one counts', () => {
    expect(gateway.rotation.overlap).not.toBe('');
  });

  test('refuses a delivery that is empty', () => {
    const empty = { ...signed(name, '{}', secretOf(name)), body: Buffer.alloc(0) };
    expect(receive(name, empty, secretOf(name))).toEqual({ result: 'malformed' });
  });

  test('refuses a delivery with neither signature nor content', () => {
    const bare: Delivery = {
      ...signed(name, '{}', secretOf(name)),
      headers: new Map(),
      body: Buffer.from('{}'),
    };
    expect(receive(name, bare, secretOf(name))).toEqual({ result: 'malformed' });
  });
});

describe.each(signingGateways)('%s', (name) => {
  const delivery = (version: string | undefined) => signed(name, content(name), secretOf(name, version));
  const secret = (version: string | undefined) => ({
    ...secretOf(name, version),
    merchantAccount: 'merchantAccount_a',
  });

  test('accepts what the current key signed', () => {
    expect(accepted).toContain(receive(name, delivery(current), secret(current), secret(previous)).result);
  });

  test('still accepts what the previous key signed', () => {
    expect(accepted).toContain(receive(name, delivery(previous), secret(current), secret(previous)).result);
  });

  test('accepts nothing that a foreign key signed', () => {
    const { result } = receive(name, delivery(foreign), secret(current), secret(previous));
    expect(result).toBe('forged');
  });

  test('cannot decide without a key', () => {
    const { result } = receive(name, delivery(foreign), { merchantAccount: 'merchantAccount_a' });
    expect(result).toBe('undecidable');
  });

  test('cannot decide with a key that a line end was copied into', () => {
    const copied = Object.entries(secret(current)).map(([field, value]) => [field, `${value}\n`]);
    const secrets = { ...Object.fromEntries(copied), merchantAccount: 'merchantAccount_a' };
    expect(receive(name, delivery(current), secrets).result).toBe('undecidable');
  });

  test('reads no event from what it does not accept', () => {
    expect(Object.keys(receive(name, delivery(foreign), secret(current)))).toEqual(['result']);
  });

  test('names each event of an accepted delivery, the same when it comes again', () => {
    const receipt = receive(name, delivery(current), secret(current));
    expect(receive(name, delivery(current), secret(current))).toEqual(receipt);
    const ids = receipt.result === 'authentic' ? receipt.events.map(({ id }) => id) : ['unverified'];
    expect(ids.filter((id) => id !== '')).not.toEqual([]);
  });
});

const inHeader = signingGateways.filter(
  (name) => signed(name, content(name), secretOf(name)).headers.size > 0,
);

describe.each(inHeader)('%s', (name) => {
  const genuine = signed(name, content(name), secretOf(name));
  const [header = '', values = []] = [...genuine.headers].find(([each]) => each.includes('signature')) ?? [];
  const withHeader = (...all: readonly string[]): Delivery => ({
    ...genuine,
    headers: new Map([...genuine.headers, [header, all]]),
  });

  test('refuses a signature header that arrived twice', () => {
    const [value = ''] = values;
    // Mollie alone documents several headers, one for each key.
    const expected = name === 'mollie' ? 'notification or authentic' : 'malformed';
    const { result } = receive(name, withHeader(value, value), secretOf(name));
    expect(accepted.includes(result) ? 'notification or authentic' : result).toBe(expected);
  });

  test('refuses a signature header that holds two', () => {
    const { result } = receive(name, withHeader(`${values[0]},${values[0]}`), secretOf(name));
    // Whoever passes Mollie's several headers on may join them.
    expect(result).toBe(name === 'mollie' ? 'authentic' : 'malformed');
  });

  test.each([
    ['', 'malformed'],
    [' ', 'malformed'],
    [`${values[0]} `, 'malformed'],
    [`${values[0]},`, 'malformed'],
  ])('refuses %j for a signature', (value, result) => {
    expect(receive(name, withHeader(value), secretOf(name))).toEqual({ result });
  });

  test('refuses the signature of another body', () => {
    const other = { ...genuine, body: Buffer.concat([genuine.body, Buffer.from(' ')]) };
    const receipt = receive(name, other, secretOf(name));
    // Mercado Pago does not sign the body, which is why its deliveries are unverified notifications.
    expect(receipt.result).toBe(name === 'mercadopago' ? 'unverified' : 'forged');
  });
});

test('each gateway can be asked: for an unverified notification, the details of an event, or what nobody told', () => {
  expect(gateways.filter(({ confirm }) => !confirm)).toEqual([]);
});
