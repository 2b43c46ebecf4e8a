import { describe, expect, test } from '@jest/globals';
import json from '../../../lambda/gateways/charge-codes.json' with { type: 'json' };
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import type { Charged, Session } from '../../../lambda/gateways/session-request.ts';
import { accountOf, payment } from './support/accounts.ts';
import { randomOf } from './support/random.ts';

const card = { token: 'card-token', brand: 'visa' };

/** What a gateway's answer to a card comes to. */
function charged(name: string, response: HttpResponse): Session {
  const account = accountOf(name, { integration: 'fields', threeDSecure: 'inline' });
  const exchange = gatewayOf(name).session({ ...payment, card }, account);
  exchange.next();
  const step = exchange.next(response);
  if (!step.done) throw new Error('the exchange asks for more');
  return step.value;
}

const wordOf = (session: Session) => (session.outcome === 'refused' ? session.reason : session.outcome);
const isCharged = (session: Session): session is Extract<Session, Charged> =>
  ['paid', 'authorised', 'pending'].includes(session.outcome);
/** What the events of a charged card tell of money. */
const classesOf: Readonly<Record<string, readonly string[]>> = {
  paid: ['moneyIn'],
  authorised: ['authorised'],
  pending: [],
};
const body = (status: number, content: object | string): HttpResponse => ({
  status,
  body: typeof content === 'string' ? content : JSON.stringify(content),
});

const square = (status: string) => body(200, { payment: { id: 'P1', status } });
const squareError = (code: string, status = 400) => body(status, { errors: [{ code }] });
const sale = (status: string, more = '') =>
  `<transaction><id>tx1</id><status>${status}</status>${more}</transaction>`;
const braintree = (content: string, status = 422) =>
  body(status, `<api-error-response>${content}</api-error-response>`);
const validation = (code: string) =>
  braintree(
    `<errors><errors type="array"/><transaction><errors type="array"><error><code>${code}</code><attribute type="symbol">payment_method_nonce</attribute></error></errors></transaction></errors>`,
  );
const mollie = (status: string) => body(201, { id: 'tr_1', status, _links: {} });
const authorizenet = (responseCode: string, transId: string, errorCode?: string) =>
  body(200, {
    transactionResponse: { responseCode, transId, ...(errorCode && { errors: [{ errorCode }] }) },
    messages: { resultCode: 'Ok', message: [{ code: 'I00001' }] },
  });
const authorizenetError = (code: string) =>
  body(200, { messages: { resultCode: 'Error', message: [{ code }] } });
const mercadopago = (status: string, more: object = {}) => body(201, { id: 77, status, ...more });
const cause = (code: number) => body(400, { message: 'x', error: 'bad_request', cause: [{ code }] });
const challenge = { external_resource_url: 'https://acs.example/challenge', creq: 'eyJ0' };

const answers: readonly (readonly [string, string, HttpResponse, string])[] = [
  ['square', 'a payment that is complete', square('COMPLETED'), 'paid'],
  ['square', 'a payment that is approved', square('APPROVED'), 'authorised'],
  ['square', 'a payment that is pending', square('PENDING'), 'pending'],
  ['square', 'a payment that failed, with 200', square('FAILED'), 'declined'],
  ['square', 'a payment that was cancelled, with 200', square('CANCELED'), 'declined'],
  ['square', 'a payment in a state that nobody knows', square('PONDERED'), 'unreadable'],
  ['square', 'a refused card', squareError('CARD_DECLINED', 402), 'declined'],
  ['square', 'a wrong code', squareError('CVV_FAILURE'), 'declined'],
  ['square', 'a used token', squareError('CARD_TOKEN_USED'), 'token used up'],
  ['square', 'an expired token', squareError('CARD_TOKEN_EXPIRED'), 'token used up'],
  ['square', 'a place that it lacks', squareError('NOT_FOUND', 404), 'status'],
  ['square', 'a key that stands for another request', squareError('IDEMPOTENCY_KEY_REUSED'), 'unreadable'],
  ['square', 'a refused card, with an error of its own', squareError('CARD_DECLINED', 500), 'status'],

  ['braintree', 'a sale to be settled', body(201, sale('submitted_for_settlement')), 'paid'],
  ['braintree', 'a sale that is authorised', body(201, sale('authorized')), 'authorised'],
  ['braintree', 'a sale that waits for the bank', body(201, sale('settlement_pending')), 'pending'],
  ['braintree', 'a sale that was refused, with 201', body(201, sale('processor_declined')), 'declined'],
  ['braintree', 'a sale in a state that nobody knows', body(201, sale('pondered')), 'unreadable'],
  ['braintree', 'a card that its issuer refused', braintree(sale('processor_declined')), 'declined'],
  [
    'braintree',
    'a card without the challenge that was demanded',
    braintree(
      sale('gateway_rejected', '<gateway-rejection-reason>three_d_secure</gateway-rejection-reason>'),
    ),
    'declined',
  ],
  [
    'braintree',
    'a sale that came a moment before',
    braintree(sale('gateway_rejected', '<gateway-rejection-reason>duplicate</gateway-rejection-reason>')),
    'unreadable',
  ],
  ['braintree', 'a used nonce', validation('91564'), 'token used up'],
  ['braintree', 'an unknown nonce', validation('91565'), 'token used up'],
  ['braintree', 'a brand that the account does not take', validation('81703'), 'declined'],
  ['braintree', 'a merchant account that there is not', validation('91513'), 'status'],
  ['braintree', 'nothing but its status', braintree(''), 'status'],

  ['mollie', 'a payment that is paid', mollie('paid'), 'paid'],
  ['mollie', 'a payment that is authorised', mollie('authorized'), 'authorised'],
  ['mollie', 'a payment that is open', mollie('open'), 'pending'],
  ['mollie', 'a payment that failed, with 201', mollie('failed'), 'declined'],
  ['mollie', 'a payment that was cancelled, with 201', mollie('canceled'), 'declined'],
  ['mollie', 'a payment in a state that nobody knows', mollie('pondered'), 'unreadable'],
  ['mollie', 'a used token', body(422, { status: 422, field: 'cardToken' }), 'token used up'],
  ['mollie', 'an amount that it refuses', body(422, { status: 422, field: 'amount' }), 'status'],
  [
    'mollie',
    'a page on which the issuer sees the shopper',
    body(201, {
      id: 'tr_1',
      status: 'open',
      _links: { checkout: { href: 'https://pay.mollie.com/authenticate/x' } },
    }),
    'redirect',
  ],
  [
    'mollie',
    'a page of somebody else',
    body(201, { id: 'tr_1', status: 'open', _links: { checkout: { href: 'https://evil.example/x' } } }),
    'foreign redirect',
  ],

  ['authorizenet', 'an approved transaction', authorizenet('1', '600'), 'paid'],
  ['authorizenet', 'a transaction that is held', authorizenet('4', '600'), 'pending'],
  ['authorizenet', 'a refused card', authorizenet('2', '600', '2'), 'declined'],
  ['authorizenet', 'a refused card without a transaction', authorizenet('2', '0', '2'), 'declined'],
  ['authorizenet', 'an expired card', authorizenet('3', '0', '8'), 'declined'],
  ['authorizenet', 'an amount that it refuses', authorizenet('3', '0', '5'), 'not charged'],
  ['authorizenet', 'a transaction that came a moment before', authorizenet('3', '0', '11'), 'unreadable'],
  ['authorizenet', 'an error of a transaction that there is', authorizenet('3', '600', '5'), 'unreadable'],
  ['authorizenet', 'a code that nobody knows', authorizenet('9', '600'), 'unreadable'],
  ['authorizenet', 'an approval that names no transaction', authorizenet('1', '0'), 'unreadable'],
  ['authorizenet', 'a used nonce', authorizenetError('E00114'), 'token used up'],
  ['authorizenet', 'a wrong key', authorizenetError('E00007'), 'not charged'],
  ['authorizenet', 'an error of its own', authorizenetError('E00001'), 'unreadable'],

  ['mercadopago', 'an approved payment', mercadopago('approved'), 'paid'],
  ['mercadopago', 'an authorised payment', mercadopago('authorized'), 'authorised'],
  ['mercadopago', 'a payment under review', mercadopago('in_process'), 'pending'],
  [
    'mercadopago',
    'a refused card, with 201',
    mercadopago('rejected', { status_detail: 'cc_rejected_other_reason' }),
    'declined',
  ],
  ['mercadopago', 'a cancelled payment, with 201', mercadopago('cancelled'), 'declined'],
  ['mercadopago', 'a payment in a state that nobody knows', mercadopago('pondered'), 'unreadable'],
  [
    'mercadopago',
    'a challenge',
    mercadopago('pending', { status_detail: 'pending_challenge', three_ds_info: challenge }),
    'challenge',
  ],
  [
    'mercadopago',
    'a challenge that no page may post to',
    mercadopago('pending', {
      status_detail: 'pending_challenge',
      three_ds_info: { ...challenge, external_resource_url: 'http://acs.example/' },
    }),
    'pending',
  ],
  ['mercadopago', 'a used token', cause(3003), 'token used up'],
  ['mercadopago', 'a value that it refuses', cause(4037), 'status'],
];

describe('what an answer to a card says about the money', () => {
  test.each(answers.map(([name, what, response, word]) => [name, what, word, response] as const))(
    'of %s with %s is: %s',
    (name, _, word, response) => {
      expect(wordOf(charged(name, response))).toBe(word);
    },
  );

  test('is known of each gateway that takes a card in a second step', () => {
    const takes = gatewayNames.filter((name) => Object.hasOwn(json.gateways, name));
    expect(takes).toEqual(['square', 'braintree', 'mollie', 'authorizenet', 'mercadopago']);
    expect([...new Set(answers.map(([name]) => name))].toSorted()).toEqual(takes.toSorted());
  });

  test.each(answers.filter(([, , , word]) => ['paid', 'authorised', 'pending'].includes(word)))(
    'of %s with %s is told as an event of the payment, and can be asked about',
    (name, _, response, word) => {
      const session = charged(name, response);
      if (!isCharged(session)) throw new Error('nothing was charged');
      expect(session.inquiry?.id).toBe(session.paymentId);
      const events = session.events ?? [];
      const classes: readonly string[] = events.map((event) => event.class);
      expect(['moneyIn', 'authorised'].filter((each) => classes.includes(each))).toEqual(classesOf[word]);
      expect(new Set(events.map(({ paymentId }) => paymentId))).toEqual(new Set([session.paymentId]));
    },
  );

  test('hands the challenge of a card’s issuer over, and names the payment that can be cancelled', () => {
    const response = mercadopago('pending', {
      status_detail: 'pending_challenge',
      three_ds_info: challenge,
    });
    expect(charged('mercadopago', response)).toEqual({
      outcome: 'challenge',
      paymentId: '77',
      challenge: { url: challenge.external_resource_url, creq: challenge.creq },
      inquiry: { resource: 'payment', id: '77' },
      session: { resource: 'payment', id: '77' },
    });
  });

  test('keeps the name of a payment in a state that nobody knows, so that it can be asked about', () => {
    expect(charged('mercadopago', mercadopago('pondered'))).toMatchObject({
      reason: 'unreadable',
      inquiry: { resource: 'payment', id: '77' },
    });
  });

  test('is one of its words where a character was changed by chance, and never that money came where it was cut short', () => {
    const random = randomOf('charges');
    const taken = ['paid', 'authorised', 'pending', 'challenge', 'redirect'];
    const changed = answers.filter(([, , , word]) => word === 'paid');
    for (const [name, , { status, body: text }] of changed) {
      for (let round = 0; round < 200; round += 1) {
        const place = random.integer(text.length);
        const body = text.slice(0, place) + random.text(1) + text.slice(place + 1);
        const word = wordOf(charged(name, { status, body }));
        const cut = wordOf(charged(name, { status, body: text.slice(0, place) }));
        expect([...taken, 'declined', 'not charged', 'unreadable']).toContain(word);
        expect(['unreadable', 'not charged']).toContain(cut);
      }
    }
  });
});
