import { describe, expect, test } from '@jest/globals';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { run } from '../../support/run.ts';
import {
  historyOf,
  now,
  order,
  paid,
  signedDelivery,
  simulate,
  simulateText,
  stripeEvent,
} from './support.ts';

/** The lines that a history of Stripe's events becomes, taken as verified. */
const told = (...bodies: readonly object[]) => simulate(historyOf(bodies), '--unsigned');
const lines = (...texts: readonly string[]) => ({
  code: 0,
  out: texts.map((text) => `${text}\n`).join(''),
  err: '',
});
const fullyPaid = 'order paid, captured 4250, refunded 0, disputed 0, review: none';

describe('palisade order simulate', () => {
  test('says what became of each delivery, and of the order', () => {
    expect(told(paid())).toEqual(lines('accepted moneyIn 4250 EUR', fullyPaid));
  });

  test('says the same as JSON', () => {
    const { code, out } = simulate(historyOf([paid()]), '--unsigned', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      deliveries: [
        {
          outcome: 'accepted',
          class: 'moneyIn',
          type: 'payment_intent.succeeded',
          amountMinor: 4250,
          currency: 'EUR',
        },
      ],
      order: { state: 'paid', capturedMinor: 4250, refundedMinor: 0, disputedMinor: 0, review: [] },
    });
  });

  test('leaves the order open where nothing was delivered', () => {
    expect(told()).toEqual(lines('order open, captured 0, refunded 0, disputed 0, review: none'));
  });

  test('counts a delivery that comes twice once', () => {
    const delivery = paid();
    expect(told(delivery, delivery)).toEqual(
      lines('accepted moneyIn 4250 EUR', 'ignored it came before', fullyPaid),
    );
  });

  test('counts a payment of another order as nothing', () => {
    expect(told(paid({ metadata: { order_reference: 'ozzzzzzzzzzzzzzzzzzz' } }))).toEqual(
      lines('ignored it names another order', 'order open, captured 0, refunded 0, disputed 0, review: none'),
    );
  });

  test('sends an order to review of which only a part was captured', () => {
    expect(told(paid({ amount_received: 1000 }))).toEqual(
      lines(
        'accepted moneyIn 1000 EUR',
        'order paid, captured 1000, refunded 0, disputed 0, review: amount mismatch',
      ),
    );
  });

  test.each([
    ['all', 4250, 'order refunded, captured 4250, refunded 4250, disputed 0, review: none'],
    ['a part', 1000, 'order paid, captured 4250, refunded 1000, disputed 0, review: partly refunded'],
  ])('counts a refund of %s', (_, amount, last) => {
    const refund = stripeEvent('refund.created', { id: 're_1', amount, status: 'succeeded' });
    expect(told(paid(), refund)).toEqual(
      lines('accepted moneyIn 4250 EUR', `accepted moneyOut ${amount} EUR`, last),
    );
  });

  describe('of a dispute', () => {
    const dispute = (type: string, status: string) => stripeEvent(type, { id: 'dp_1', amount: 4250, status });
    const opened = dispute('charge.dispute.created', 'needs_response');

    test.each([
      [
        'that is open counts the amount as disputed',
        [],
        [],
        'order disputed, captured 4250, refunded 0, disputed 4250, review: none',
      ],
      [
        'that is won counts the order as paid again',
        [dispute('charge.dispute.closed', 'won')],
        ['accepted riskEnded 4250 EUR'],
        fullyPaid,
      ],
      [
        'that is lost counts the amount as gone',
        [dispute('charge.dispute.closed', 'lost')],
        ['accepted moneyOut 4250 EUR'],
        'order refunded, captured 4250, refunded 4250, disputed 0, review: none',
      ],
    ])('%s', (_, bodies, more, last) => {
      expect(told(paid(), opened, ...bodies)).toEqual(
        lines('accepted moneyIn 4250 EUR', 'accepted atRisk 4250 EUR', ...more, last),
      );
    });

    test('says the same in whatever order the deliveries come', () => {
      const closed = dispute('charge.dispute.closed', 'won');
      const { out } = told(closed, opened, paid());
      expect(out.trimEnd().split('\n').at(-1)).toBe(fullyPaid);
    });
  });

  test('says that a kind of event is in no table, and shows no control character of it', () => {
    expect(told(stripeEvent('\u001b[2J', {})).out).toBe(
      'ignored the table of event kinds has no row for it\norder open, captured 0, refunded 0, disputed 0, review: none\n',
    );
  });

  test('prints its help', () => {
    expect(run('order', 'simulate', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: palisade order simulate FILE'),
    });
    expect(run('order', '--help').out).toContain('simulate FILE');
    expect(run('--help').out).toMatch(/^ {2}order {2,}\S/m);
  });
});

describe('a delivery with a signature', () => {
  const { signingSecret = '' } = secretOf('stripe');
  const stripe = (deliveries: readonly object[], more: object = {}) =>
    simulate({ order, gateway: 'stripe', secret: signingSecret, deliveries, ...more });

  test('counts when Stripe made it', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret });
    expect(stripe([delivery])).toEqual(lines('accepted moneyIn 4250 EUR', fullyPaid));
  });

  test('counts when Adyen made it, which captures a payment by a link without another word', () => {
    const { hmacKey = '', merchantAccount = '' } = secretOf('adyen');
    const item = {
      pspReference: 'P1',
      originalReference: '',
      merchantAccountCode: merchantAccount,
      merchantReference: order.reference,
      amount: { value: 4250, currency: 'EUR' },
      eventCode: 'AUTHORISATION',
      eventDate: now,
      success: 'true',
    };
    const body = { live: 'true', notificationItems: [{ NotificationRequestItem: item }] };
    const delivery = signedDelivery('adyen', body, { hmacKey });
    const secret = { hmacKey, merchantAccount };
    expect(
      simulate({ order, gateway: 'adyen', integration: 'redirect', now, secret, deliveries: [delivery] }),
    ).toEqual(lines('accepted authorised 4250 EUR', fullyPaid));
  });

  test('is refused when another secret made it', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret: 'whsec_other' });
    const { code, out } = stripe([delivery]);
    expect([code, out]).toEqual([0, expect.stringMatching(/^refused forged: .+\norder open, captured 0, /)]);
  });

  test('counts when the previous secret made it', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret });
    expect(stripe([delivery], { secret: ['whsec_new', signingSecret] })).toEqual(
      lines('accepted moneyIn 4250 EUR', fullyPaid),
    );
  });

  test('is refused when it is too old at the time that the file names', () => {
    const delivery = signedDelivery('stripe', paid(), { signingSecret });
    expect(stripe([delivery], { now: '2026-01-01T01:00:00Z' }).out).toMatch(/^refused stale: /);
  });
});

describe('a file that cannot be used is refused in one sentence', () => {
  const good = historyOf([paid()]);
  const refused = (sentence: string) => ({ code: 2, out: '', err: `palisade: FILE: ${sentence}\n` });

  test.each([
    [
      'an order that is no object',
      { order: 1 },
      'order: found a number, write { "reference": "…", "amountMinor": 4250, "currency": "EUR" }',
    ],
    [
      'an order without a reference',
      { order: { ...order, reference: undefined } },
      'order: found no reference, write it as text',
    ],
    [
      'an empty reference',
      { order: { ...order, reference: '' } },
      "order: reference is empty, write the order's reference",
    ],
    [
      'a currency in small letters',
      { order: { ...order, currency: 'eur' } },
      'order: currency is none of ISO 4217, write three capital letters such as EUR',
    ],
    [
      'an amount with a fraction',
      { order: { ...order, amountMinor: 42.5 } },
      'order: amountMinor is 42.5, write a whole number in the smallest unit, such as 4250',
    ],
    [
      'an amount as text',
      { order: { ...order, amountMinor: '4250' } },
      'order: amountMinor is text, write a whole number in the smallest unit, such as 4250',
    ],
    [
      'a misspelt member of the order',
      { order: { ...order, currenzy: 'EUR' } },
      'order: found currenzy, did you mean currency?',
    ],
    ['a misspelt member', { deliverys: [] }, 'found deliverys, did you mean deliveries?'],
    ['a misspelt gateway', { gateway: 'stirpe' }, 'gateway is none that the kit knows, did you mean stripe?'],
    [
      'an integration that there is not',
      { integration: 'popup' },
      'integration is none of its values, write redirect, iframe, fields, server',
    ],
    ['a mode that there is not', { mode: 'sandbox' }, 'mode is none of its values, write live, test'],
    ['settings that are a list', { settings: [] }, 'settings: found a list, write { "currency": "EUR" }'],
    [
      'a time that is none',
      { now: 'yesterday' },
      'now is no time, write one such as 2026-01-01T00:00:00Z or 1767225600',
    ],
    ['no list of deliveries', { deliveries: {} }, 'deliveries is an object, write a list'],
    ['a delivery that is text', { deliveries: ['x'] }, 'deliveries[0]: found text, write { "body": { … } }'],
    [
      'a delivery without a body',
      { deliveries: [{}] },
      'deliveries[0]: found no body, write body, bodyBase64, form or xml',
    ],
    [
      'a delivery with two bodies',
      { deliveries: [{ body: {}, xml: '' }] },
      'deliveries[0]: found body and xml, write one of them',
    ],
    [
      'a misspelt member of a delivery',
      { deliveries: [{ boddy: {} }] },
      'deliveries[0]: found boddy, did you mean body?',
    ],
    [
      'a body that is no base64',
      { deliveries: [{ bodyBase64: '%' }] },
      'deliveries[0]: bodyBase64: found text that is not padded base64 on one line, encode the bytes anew',
    ],
    [
      'a form with a list',
      { deliveries: [{ form: { a: [] } }] },
      'deliveries[0]: form: a is a list, write text',
    ],
    [
      'a query that is a list',
      { deliveries: [{ body: {}, query: [] }] },
      'deliveries[0]: query: found a list, write text, or { "name": "value" }',
    ],
    [
      'headers that are text',
      { deliveries: [{ body: {}, headers: 'x' }] },
      'deliveries[0]: found no headers, write { "Name": "value" } or [["Name", "value"]]',
    ],
    [
      'a delivery at no time',
      { deliveries: [{ body: {}, at: true }] },
      'deliveries[0]: at is no time, write one such as 2026-01-01T00:00:00Z or 1767225600',
    ],
    [
      'answers that are no list',
      { deliveries: [{ body: {}, answers: {} }] },
      'deliveries[0]: answers is an object, write a list of JSON bodies',
    ],
  ])('%s', (_, change, sentence) => {
    expect(simulate({ ...good, ...change }, '--unsigned')).toEqual(refused(sentence));
  });

  test.each([
    [
      'no secret',
      {},
      'secret: found none, write the secret that signed the deliveries, or take them as verified with --unsigned',
    ],
    [
      'a secret that is a number',
      { secret: 1 },
      'secret: found a number, write text, or { "signingSecret": "…" }',
    ],
    [
      'three secrets',
      { secret: ['a', 'b', 'c'] },
      'secret: found 3 of them, write one, or the current and the previous',
    ],
  ])('%s, where signatures are judged', (_, change, sentence) => {
    expect(simulate({ ...good, ...change })).toEqual(refused(sentence));
  });

  test.each([
    [
      'text that is not JSON',
      '{',
      'found text that is not JSON, write { "order": { "reference": "…", "amountMinor": 4250, "currency": "EUR" }, "gateway": "stripe", "deliveries": [ … ] }',
    ],
    [
      'a list',
      '[]',
      'found a list, write { "order": { "reference": "…", "amountMinor": 4250, "currency": "EUR" }, "gateway": "stripe", "deliveries": [ … ] }',
    ],
  ])('%s', (_, text, sentence) => {
    expect(simulateText(text)).toEqual(refused(sentence));
  });

  test('one that is not there', () => {
    expect(run('order', 'simulate', '/nowhere.json')).toEqual({
      code: 2,
      out: '',
      err: 'palisade: /nowhere.json: cannot be read (ENOENT), name a file that exists and that you may read\n',
    });
  });

  test('and so are a call without one, and a format that there is not', () => {
    expect(run('order', 'simulate')).toMatchObject({
      code: 2,
      err: expect.stringContaining('found no file, name one'),
    });
    expect(simulate(good, '--format', 'xml')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--format: found xml, write text or json'),
    });
  });
});
