import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { adyen } from '../../../lambda/gateways/adyen.ts';
import { deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('adyen');
const item = {
  pspReference: 'P1',
  merchantAccountCode: 'merchantAccount_a',
  merchantReference: 'order-1',
  amount: { value: 4250, currency: 'EUR' },
};

const receive = (...items: readonly object[]) => {
  const notificationItems = items.map((each) => ({ NotificationRequestItem: each }));
  return adyen.receive(signed('adyen', { notificationItems }, secretOf('adyen')), account, now);
};

const paid = { ...item, eventCode: 'AUTHORISATION', success: 'true' };
const order = { orderReference: 'order-1', paymentId: 'P1' };
const money = { amountMinor: 4250, currency: 'EUR' };
const capturesAtOnce = { kind: 'authorised', capturesAtOnce: true } as const;

const paidEvent: PaymentEvent = {
  id: 'P1:AUTHORISATION:true',
  type: 'AUTHORISATION',
  class: 'authorised',
  ...order,
  ...money,
  effect: capturesAtOnce,
};

test.each<[string, string, Omit<PaymentEvent, 'id' | 'type'>]>([
  ['AUTHORISATION', 'true', { class: 'authorised', ...order, ...money, effect: capturesAtOnce }],
  ['AUTHORISATION', 'false', { class: 'failed', ...order }],
  ['EXPIRE', 'true', { class: 'voided', ...order, ...money, effect: { kind: 'voided', extent: 'rest' } }],
  ['REPORT_AVAILABLE', 'true', { class: 'informational', orderReference: 'order-1' }],
])('reads %s %s as %j', (eventCode, success, expected) => {
  expect(receive({ ...item, eventCode, success })).toEqual({
    result: 'authentic',
    events: [{ id: `P1:${eventCode}:${success}`, type: eventCode, ...expected }],
  });
});

test('expects a capture of its own where the server of the shop asks the gateway', () => {
  const notificationItems = [{ NotificationRequestItem: paid }];
  const delivery = signed('adyen', { notificationItems }, secretOf('adyen'));
  expect(adyen.receive(delivery, accountOf('adyen', { integration: 'server' }), now)).toEqual({
    result: 'authentic',
    events: [{ id: 'P1:AUTHORISATION:true', type: 'AUTHORISATION', class: 'authorised', ...order, ...money }],
  });
});

test.each<[string, string, Omit<PaymentEvent, 'id' | 'type'>]>([
  ['CANCELLATION', 'true', { class: 'voided', ...order }],
  ['REFUND', 'true', { class: 'moneyOut', ...order, ...money, effect: { kind: 'refunded', item: 'R1' } }],
  ['REFUND', 'false', { class: 'informational', ...order }],
  [
    'CHARGEBACK',
    'true',
    { class: 'atRisk', ...order, ...money, effect: { kind: 'dispute', stage: 3, outcome: 'open' } },
  ],
])('names %s %s by the payment that it is about: %j', (eventCode, success, expected) => {
  const about = { ...item, pspReference: 'R1', originalReference: 'P1' };
  expect(receive({ ...about, eventCode, success })).toEqual({
    result: 'authentic',
    events: [{ id: `R1:${eventCode}:${success}`, type: eventCode, ...expected }],
  });
});

test('counts in the units of ISO 4217 where Adyen does not', () => {
  const amount = { value: 50000, currency: 'CLP' };
  expect(receive({ ...paid, amount })).toEqual({
    result: 'authentic',
    events: [{ ...paidEvent, amountMinor: 500, currency: 'CLP' }],
  });
});

test('reads no checks of the card from a delivery, since they are not signed', () => {
  const additionalData = { avsResult: '4', cvcResult: '1' };
  expect(receive({ ...paid, additionalData })).toEqual({ result: 'authentic', events: [paidEvent] });
});

test('refuses a whole delivery for one item that is forged', () => {
  const notificationItems = ['a', 'x'].map((version) => {
    const delivery = signed(
      'adyen',
      { notificationItems: [{ NotificationRequestItem: paid }] },
      secretOf('adyen', version),
    );
    return JSON.parse(delivery.body.toString('utf8')).notificationItems[0];
  });
  expect(receiveText(JSON.stringify({ notificationItems }))).toEqual({ result: 'forged' });
});

test.each([
  ['of another merchant account', { merchantAccountCode: 'another' }],
  ['with a border in its reference', { merchantReference: 'order:1' }],
  ['with a border in its name', { pspReference: 'P1:2' }],
])('ignores an item %s, and takes the good one beside it', (_, changed) => {
  const receipt = receive(paid, { ...paid, ...changed });
  const id = expect.stringMatching(/^sha256:/);
  const ignored = { id, type: 'AUTHORISATION', class: 'ignored', ignored: 'other_account' };
  expect(receipt).toEqual({ result: 'authentic', events: [paidEvent, ignored] });
});

test('takes a reference with a null character, as it was signed', () => {
  const merchantReference = 'order\u00001';
  expect(receive({ ...paid, merchantReference })).toEqual({
    result: 'authentic',
    events: [{ ...paidEvent, orderReference: merchantReference }],
  });
});

const receiveText = (json: string) =>
  adyen.receive(deliveryOf({ body: json }, 'https://shop.example'), account, now);

test.each([
  ['a list', { ...paid, pspReference: ['P1'] }],
  ['a list of nothing', { ...paid, originalReference: [] }],
  ['an amount as text', { ...paid, amount: { value: '4250', currency: 'EUR' } }],
  ['a reference as a number', { ...paid, merchantReference: 1 }],
])('refuses a field that is %s, whose text is what was signed', (_, changed) => {
  expect(receive(changed)).toEqual({ result: 'malformed' });
});

test('takes success as text and as a truth value, since their text is the same', () => {
  expect(receive({ ...paid, success: true })).toEqual(receive(paid));
});

test('refuses a field that cannot be made text, without an error', () => {
  const withReference = (json: string) => {
    const text = JSON.stringify({ ...paid, pspReference: '?', additionalData: { hmacSignature: 'AAAA' } });
    return `{"notificationItems":[{"NotificationRequestItem":${text.replace('"?"', json)}}]}`;
  };
  for (const json of ['{"toString":1,"valueOf":1}', '['.repeat(50_000) + ']'.repeat(50_000)]) {
    expect(receiveText(withReference(json))).toEqual({ result: 'malformed' });
  }
});

test.each(['a'.repeat(62), `${'a'.repeat(62)}zz`, ''])(
  'cannot decide with the key %j, which is none',
  (hmacKey) => {
    const content = { notificationItems: [{ NotificationRequestItem: paid }] };
    const secrets = [{ ...secretOf('adyen'), hmacKey }] as const;
    const delivery = signed('adyen', content, secrets[0]);
    expect(adyen.receive(delivery, accountOf('adyen', { secrets }), now)).toEqual({ result: 'undecidable' });
  },
);

test.each([
  ['balancePlatform.accountHolder.created', { class: 'informational' }],
  ['unheard.of', { class: 'ignored', ignored: 'unknown_kind' }],
])('accepts a message %s that is signed as a whole, as of no consequence', (type, expected) => {
  const body = JSON.stringify({ type });
  const key = Buffer.from(secretOf('adyen')['hmacKey'] ?? '', 'hex');
  const HmacSignature = createHmac('sha256', key).update(body).digest('base64');
  const delivery = deliveryOf({ headers: { HmacSignature }, body }, 'https://shop.example');
  expect(adyen.receive(delivery, account, now)).toEqual({
    result: 'authentic',
    events: [{ id: expect.stringMatching(/^sha256:/), type, ...expected }],
  });
});

const authenticationData = { threeDSRequestData: { nativeThreeDS: 'disabled' } };
const body = {
  amount: { value: 4250, currency: 'EUR' },
  merchantAccount: 'merchantAccount_a',
  reference: 'order-1',
  countryCode: 'NL',
  returnUrl: 'https://shop.example/return',
  shopperEmail: 'shopper@example.com',
  captureDelayHours: 0,
  expiresAt: '2026-01-01T01:00:00.000+00:00',
};

test('starts a redirect with a payment link at the live prefix, and asks for capture at once', () => {
  const { requests, result } = talk(adyen.session(payment, account), { url: 'https://eu.adyen.link/PL1' });
  expect(requests).toMatchObject([
    {
      url: 'https://1797a841fbb37ca7-adyendemo-checkout-live.adyenpayments.com/checkout/v72/paymentLinks',
      headers: { 'x-api-key': 'apiKey_a', 'idempotency-key': 'e4f49a62-1727-fbb1-18c5-e98b891fe617' },
    },
  ]);
  expect(requests.map(sent)).toEqual([{ ...body, requiredShopperFields: ['billingAddress'] }]);
  expect(result).toEqual({ outcome: 'redirect', url: 'https://eu.adyen.link/PL1' });
});

test.each([
  ['test', 'eu', 'test'],
  ['live', 'eu', 'live'],
  ['live', 'apse', 'live-apse'],
] as const)('starts fields of a %s account in %s in the environment %s', (mode, region, environment) => {
  const settings = { ...account.config.settings, region };
  const fields = accountOf('adyen', { mode, integration: 'fields', settings });
  const { requests, result } = talk(adyen.session(payment, fields), { id: 'CS1', sessionData: 'data' });
  expect(requests.map(sent)).toEqual([{ ...body, channel: 'Web', authenticationData }]);
  const data = { sessionId: 'CS1', sessionData: 'data', clientKey: 'clientKey_a', environment };
  expect(result).toEqual({ ...frameOf(fields), data, isMute: true });
});
