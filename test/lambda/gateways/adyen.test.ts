import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { adyen } from '../../../lambda/gateways/adyen.ts';
import { deliveryOf } from '../../../lambda/gateways/delivery.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, now, payment, secretOf } from './support/accounts.ts';
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

const whole = { orderReference: 'order-1', paymentId: 'P1', amountMinor: 4250, currency: 'EUR' };

test.each<[string, string, Partial<PaymentEvent>]>([
  ['AUTHORISATION', 'true', { class: 'moneyIn' }],
  ['AUTHORISATION', 'false', { class: 'failed' }],
  ['CANCELLATION', 'true', { class: 'failed' }],
  ['REFUND', 'true', { class: 'moneyOut' }],
  ['REFUND', 'false', { class: 'informational' }],
  ['CHARGEBACK', 'true', { class: 'atRisk' }],
  ['REPORT_AVAILABLE', 'true', { class: 'informational' }],
])('reads %s %s as %j', (eventCode, success, expected) => {
  expect(receive({ ...item, eventCode, success })).toMatchObject({
    result: 'authentic',
    events: [{ id: `P1:${eventCode}:${success}`, type: eventCode, ...whole, ...expected }],
  });
});

test('names a refund by the payment that it goes back on', () => {
  const refund = {
    ...item,
    pspReference: 'R1',
    originalReference: 'P1',
    eventCode: 'REFUND',
    success: 'true',
  };
  expect(receive(refund)).toMatchObject({ events: [{ id: 'R1:REFUND:true', paymentId: 'P1' }] });
});

test('counts in the units of ISO 4217 where Adyen does not', () => {
  const amount = { value: 50000, currency: 'CLP' };
  expect(receive({ ...item, amount, eventCode: 'AUTHORISATION', success: 'true' })).toMatchObject({
    events: [{ amountMinor: 500, currency: 'CLP' }],
  });
});

test('reads no checks of the card from a delivery, since they are not signed', () => {
  const additionalData = { avsResult: '4', cvcResult: '1' };
  const receipt = receive({ ...item, additionalData, eventCode: 'AUTHORISATION', success: 'true' });
  expect(receipt).toMatchObject({ events: [expect.not.objectContaining({ checks: expect.anything() })] });
});

test('refuses a whole delivery for one bad item', () => {
  const good = { ...item, eventCode: 'AUTHORISATION', success: 'true' };
  expect(receive(good, { ...good, merchantAccountCode: 'another' })).toEqual({ result: 'forged' });
  expect(receive(good, { ...good, merchantReference: 'order:1' })).toEqual({ result: 'malformed' });
});

const paid = { ...item, eventCode: 'AUTHORISATION', success: 'true' };
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

test('accepts a message that is signed as a whole, as of no consequence', () => {
  const body = '{"type":"balancePlatform.accountHolder.created"}';
  const key = Buffer.from(secretOf('adyen')['hmacKey'] ?? '', 'hex');
  const HmacSignature = createHmac('sha256', key).update(body).digest('base64');
  const delivery = deliveryOf({ headers: { HmacSignature }, body }, 'https://shop.example');
  expect(adyen.receive(delivery, account, now)).toMatchObject({
    result: 'authentic',
    events: [{ type: 'balancePlatform.accountHolder.created', class: 'informational' }],
  });
});

const body = {
  amount: { value: 4250, currency: 'EUR' },
  merchantAccount: 'merchantAccount_a',
  reference: 'order-1',
  countryCode: 'NL',
  returnUrl: 'https://shop.example/return',
  captureDelayHours: 0,
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
  expect(requests.map(sent)).toEqual([{ ...body, channel: 'Web' }]);
  const data = { sessionId: 'CS1', sessionData: 'data', clientKey: 'clientKey_a', environment };
  expect(result).toEqual({ outcome: 'page', data });
});
