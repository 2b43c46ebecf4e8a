import { describe, expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import json from '../../../lambda/gateways/registry.json' with { type: 'json' };
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { shapeFault } from '../../../lambda/gateways/rotation/secret-shape.ts';
import { accountOf, secretOf } from './support/accounts.ts';

const stripe = gatewayOf('stripe');
const { config } = accountOf('stripe');
const whole = secretOf('stripe');

test.each(gatewayNames)('a whole secret of %s has no fault', (name) => {
  expect(shapeFault(gatewayOf(name), accountOf(name).config, secretOf(name))).toBeUndefined();
});

describe('a secret has a fault', () => {
  test.each([
    ['without a member', { signingSecret: 'whsec_1' }, 'secretKey'],
    ['with an empty member', { ...whole, secretKey: '' }, 'secretKey'],
    ['with a space in a member', { ...whole, secretKey: 'sk live' }, 'secretKey'],
    ['with a line end in a member', { ...whole, signingSecret: 'whsec_1\n' }, 'signingSecret'],
    ['with a member without its prefix', { ...whole, signingSecret: '1' }, 'signingSecret'],
    ['with a member as long as a book', { ...whole, secretKey: 'a'.repeat(5000) }, 'secretKey'],
    ['with a member that is none', { ...whole, toString: '1' }, ''],
  ])('%s', (_, secret, member) => {
    expect(shapeFault(stripe, config, secret)).toEqual({ member, sentence: expect.stringMatching(/^has /) });
  });

  test('without a member of the page, where the gateway has a script in the page', () => {
    const { publishableKey: _, ...secret } = whole;
    expect(shapeFault(stripe, config, secret)).toBeUndefined();
    expect(shapeFault(stripe, { ...config, integration: 'fields' }, secret)?.member).toBe('publishableKey');
  });
});

const rows: readonly (readonly [string, string, 'live' | 'test', string])[] = [
  ['stripe', 'secretKey', 'live', 'sk_test_1'],
  ['stripe', 'secretKey', 'live', 'rk_test_1'],
  ['stripe', 'secretKey', 'test', 'sk_live_1'],
  ['stripe', 'publishableKey', 'live', 'pk_test_1'],
  ['square', 'applicationId', 'live', 'sandbox-sq0idb-1'],
  ['square', 'applicationId', 'test', 'sq0idp-1'],
  ['adyen', 'clientKey', 'live', 'test_1'],
  ['mollie', 'apiKey', 'live', 'test_1'],
  ['razorpay', 'keyId', 'test', 'rzp_live_1'],
  ['checkoutcom', 'secretKey', 'live', 'sk_sbox_1'],
  ['checkoutcom', 'secretKey', 'test', 'sk_1'],
  ['mercadopago', 'accessToken', 'live', 'TEST-1'],
  ['paystack', 'secretKey', 'live', 'sk_test_1'],
];

test.each(rows)('a secret of %s has a fault when its %s in mode %s is %s', (name, member, mode, value) => {
  const secret = { ...secretOf(name), [member]: value };
  expect(shapeFault(gatewayOf(name), accountOf(name, { mode }).config, secret)).toEqual({
    member,
    sentence: `has a ${member} of mode ${mode === 'live' ? 'test' : 'live'}, and the shop uses ${name} in mode ${mode}`,
  });
});

test('every member of which the mode is known is one of its gateway', () => {
  const known = Object.entries(json.gateways).flatMap(([name, entry]) =>
    'keyModes' in entry ? [[name, Object.keys(entry.keyModes.members)] as const] : [],
  );
  expect(known.map(([name]) => name)).toContain('stripe');
  for (const [name, members] of known) {
    expect(Object.keys(gatewayOf(name).secretFields)).toEqual(expect.arrayContaining(members));
  }
});
