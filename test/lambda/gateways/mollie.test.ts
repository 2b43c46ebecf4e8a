import { expect, test } from '@jest/globals';
import { deliveryOf } from '../../../lambda/gateways/delivery.ts';
import { mollie } from '../../../lambda/gateways/mollie.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, frameOf, now, payment, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { sent, talk } from './support/talk.ts';

const account = accountOf('mollie');
const classic = (body: string) => mollie.receive(deliveryOf({ body }, 'https://shop.example'), account, now);

test('takes an unsigned id for an unverified notification, without a name for the delivery', () => {
  expect(classic('id=tr_7UhSN1zuXS')).toEqual({
    result: 'unverified',
    notification: { type: 'payment', resource: 'payment', id: 'tr_7UhSN1zuXS' },
  });
});

test.each([
  'id=tr_1/../refunds',
  'id=tr_1&id=tr_2',
  'id=',
  'ord_1',
  'id=tr_%2e%2e%2f',
  `id=tr_${'1'.repeat(41)}`,
])('refuses %s', (body) => {
  expect(classic(body)).toEqual({ result: 'malformed' });
});

const receiveSigned = (content: object) =>
  mollie.receive(signed('mollie', content, secretOf('mollie')), account, now);

test('takes a signed pointer for an unverified notification that has a name', () => {
  const type = 'payment-link.paid';
  expect(receiveSigned({ resource: 'event', id: 'event_1', type, entityId: 'pl_1' })).toEqual({
    result: 'unverified',
    notification: { deliveryId: 'event_1', type, resource: 'payment-link', id: 'pl_1' },
  });
});

test.each([
  ['payout.completed', { class: 'informational' }],
  ['unheard.of', { class: 'ignored', ignored: 'unknown_kind' }],
])('takes a signed event %s at its word, which is about no payment', (type, expected) => {
  expect(receiveSigned({ resource: 'event', id: 'event_1', type, entityId: 'po_1' })).toEqual({
    result: 'authentic',
    events: [{ id: 'event_1', type, ...expected }],
  });
});

test('takes one of several signatures, on lines of their own or on one', () => {
  const delivery = signed('mollie', { id: 'event_1', type: 'payout.completed' }, secretOf('mollie'));
  const [right = ''] = delivery.headers.get('x-mollie-signature') ?? [];
  const foreign = `sha256=${'0'.repeat(64)}`;
  const results = [[foreign, right], [`${foreign},${right}`], [`${right}, ${foreign}`], [foreign]].map(
    (lines) => {
      const headers = new Map([['x-mollie-signature', lines]]);
      return mollie.receive({ ...delivery, headers }, account, now).result;
    },
  );
  expect(results).toEqual(['authentic', 'authentic', 'authentic', 'forged']);
});

test('refuses more signatures than any gateway sends, before it tries them', () => {
  const delivery = signed('mollie', { id: 'event_1', type: 'payout.completed' }, secretOf('mollie'));
  const [right = ''] = delivery.headers.get('x-mollie-signature') ?? [];
  const withSignatures = (count: number) => {
    const headers = new Map([['x-mollie-signature', [Array.from({ length: count }, () => right).join()]]]);
    return mollie.receive({ ...delivery, headers }, account, now).result;
  };
  expect([withSignatures(20), withSignatures(21)]).toEqual(['authentic', 'malformed']);
});

test('never takes a delivery with a wrong signature for an unsigned one', () => {
  const headers = { 'X-Mollie-Signature': `sha256=${'0'.repeat(64)}` };
  const delivery = deliveryOf({ headers, body: 'id=tr_1' }, 'https://shop.example');
  expect(mollie.receive(delivery, account, now)).toEqual({ result: 'forged' });
});

const ask = (...answers: readonly object[]) =>
  talk(
    mollie.confirm?.({ type: 'payment', resource: 'payment', id: 'tr_1' }, account, now) ?? missing(),
    ...answers,
  );

const missing = () => {
  throw new Error('mollie cannot be asked');
};

const money = (value: string) => ({ value, currency: 'EUR' });
const paid = { id: 'tr_1', status: 'paid', amount: money('42.50'), metadata: { order_reference: 'order-1' } };
const about = { type: 'payment', orderReference: 'order-1', paymentId: 'tr_1', at: now.getTime() };
const cents = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const paidEvent: PaymentEvent = {
  id: 'payment:tr_1:paid:4250',
  ...about,
  class: 'moneyIn',
  ...cents(4250),
};
const chargebacks = (outcome: 'open' | 'ended') =>
  ({ kind: 'dispute', stage: now.getTime(), outcome }) as const;
const undisputed: PaymentEvent = {
  id: 'payment:tr_1:reversed:',
  ...about,
  class: 'moneyBack',
  effect: chargebacks('ended'),
  onlyAfter: 'dispute',
};

const unrefunded: PaymentEvent = {
  id: 'payment:tr_1:unrefunded:0',
  ...about,
  class: 'moneyBack',
  ...cents(0),
  effect: { kind: 'refunded' },
  onlyAfter: 'refund',
};

test.each<[object, readonly PaymentEvent[]]>([
  [paid, [paidEvent, unrefunded, undisputed]],
  [
    { ...paid, amountCaptured: money('40.00') },
    [{ ...paidEvent, id: 'payment:tr_1:paid:4000', ...cents(4000) }, unrefunded, undisputed],
  ],
  [
    { ...paid, status: 'open' },
    [
      {
        id: 'payment:tr_1:open:',
        type: 'payment',
        class: 'informational',
        orderReference: 'order-1',
        paymentId: 'tr_1',
      },
    ],
  ],
  [{ ...paid, status: 'expired' }, [{ id: 'payment:tr_1:expired:', ...about, class: 'failed' }]],
  [
    { ...paid, status: 'expired', authorizedAt: '2026-01-01T00:00:00Z' },
    [{ id: 'payment:tr_1:released:', ...about, class: 'voided' }],
  ],
  [
    { ...paid, amountRefunded: money('10.00'), amountChargedBack: money('0.00') },
    [
      paidEvent,
      {
        id: 'payment:tr_1:refunded:1000',
        ...about,
        class: 'moneyOut',
        ...cents(1000),
        effect: { kind: 'refunded' },
      },
      undisputed,
    ],
  ],
  [
    { ...paid, amountChargedBack: money('42.50') },
    [
      paidEvent,
      unrefunded,
      {
        id: 'payment:tr_1:charged_back:4250',
        ...about,
        class: 'atRisk',
        ...cents(4250),
        effect: chargebacks('open'),
      },
    ],
  ],
])('takes the gateway at its word: %j is %j', (answer, events) => {
  const { requests, result } = ask(answer);
  expect(requests).toEqual([
    {
      method: 'GET',
      url: 'https://api.mollie.com/v2/payments/tr_1',
      headers: { authorization: 'Bearer live_apiKey_a' },
    },
  ]);
  expect(result).toEqual({ outcome: 'confirmed', events });
});

test('does not believe in a payment that the gateway does not know', () => {
  expect(ask({ status: 404, body: '{}' }).result).toEqual({ outcome: 'unknown' });
});

test('asks again later when the gateway cannot answer', () => {
  expect(ask({ status: 503, body: '' }).result).toEqual({
    outcome: 'refused',
    status: 503,
    reason: 'status',
  });
});

test.each([
  ['order', 'ord_1', { type: 'order', class: 'informational' }],
  ['other', 'chb_1', { type: 'other', class: 'ignored', ignored: 'unknown_kind' }],
])('settles a notification of the kind %s at once, without asking', (resource, id, expected) => {
  const notification = { type: resource, resource, id };
  expect(talk(mollie.confirm?.(notification, account, now) ?? missing())).toEqual({
    requests: [],
    result: { outcome: 'confirmed', events: [{ id: `${resource}:${id}`, ...expected }] },
  });
});

test.each([
  ['a payment', { resource: 'payment', id: 'tr_1/../refunds' }],
  ['a refund whose payment nobody named', { resource: 'refund', id: 're_1' }],
])('does not ask for %s', (_, notification) => {
  expect(
    talk(mollie.confirm?.({ type: 'refund.failed', ...notification }, account, now) ?? missing()),
  ).toEqual({
    requests: [],
    result: { outcome: 'unknown' },
  });
});

const body = {
  amount: money('42.50'),
  description: 'Order 1',
  redirectUrl: 'https://shop.example/return',
  cancelUrl: 'https://shop.example/cart',
  webhookUrl: 'https://shop.example/api/callback/x',
  metadata: { order_reference: 'order-1' },
  billingAddress: { email: 'shopper@example.com' },
};
const href = 'https://www.mollie.com/checkout/select-method/1';

test('starts a redirect with a payment', () => {
  const { requests, result } = talk(mollie.session(payment, account), {
    id: 'tr_1',
    _links: { checkout: { href } },
  });
  const headers = { 'idempotency-key': 'e4f49a62-1727-fbb1-18c5-e98b891fe617' };
  expect(requests).toMatchObject([{ method: 'POST', url: 'https://api.mollie.com/v2/payments', headers }]);
  expect(requests.map(sent)).toEqual([body]);
  expect(result).toMatchObject({ outcome: 'redirect', url: href });
});

const fields = accountOf('mollie', { mode: 'test', integration: 'fields' });

test('gives the script of fields what it needs without asking the gateway', () => {
  const data = { profileId: 'profileId_a', testmode: true };
  expect(talk(mollie.session(payment, fields)).result).toEqual({ ...frameOf(fields), data });
});

test.each([
  [
    { id: 'tr_1', _links: { checkout: { href } } },
    { outcome: 'redirect', url: href },
  ],
  [
    { id: 'tr_1', status: 'paid', _links: {} },
    { outcome: 'paid', paymentId: 'tr_1' },
  ],
])('charges the card that its script read: %j is %j', (answer, expected) => {
  const { requests, result } = talk(mollie.session({ ...payment, card: { token: 'tkn_1' } }, fields), answer);
  expect(requests.map(sent)).toEqual([{ ...body, method: 'creditcard', cardToken: 'tkn_1' }]);
  const name = { resource: 'payment', id: 'tr_1' };
  expect(result).toMatchObject({ ...expected, inquiry: name, session: name });
});
