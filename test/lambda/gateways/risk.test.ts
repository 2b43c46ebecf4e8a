import { expect, test } from '@jest/globals';
import { riskOf } from '../../../lambda/gateways/fraud-signals.ts';
import type { Receipt } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { Effect, PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
import { accountOf, now, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { talk } from './support/talk.ts';

test.each([
  ['calm', { risk: 'normal' }],
  ['loud', { risk: 'elevated' }],
  ['unheard-of', {}],
  ['constructor', {}],
  [undefined, {}],
])('the word %j comes to %j', (word, expected) => {
  expect(riskOf(word, { calm: 'normal', loud: 'elevated' })).toEqual(expected);
});

const risksIn = (receipt: Receipt) =>
  receipt.result === 'authentic' ? receipt.events.map(({ risk }) => risk) : receipt.result;

const stripe = (type: string, object: object) => ({ id: 'evt_1', type, data: { object } });
const square = (payment: object) => ({
  event_id: 'e-1',
  type: 'payment.updated',
  data: { object: { payment: { status: 'COMPLETED', ...payment } } },
});
const adyen = (eventCode: string) => ({
  notificationItems: [
    { NotificationRequestItem: { pspReference: 'P1', merchantAccountCode: 'merchantAccount_a', eventCode } },
  ],
});
const braintree = (decision: string) =>
  `<notification><kind>transaction_settled</kind><subject><transaction><id>t1</id>${decision}</transaction></subject></notification>`;
const checkoutcom = (data: object) => ({ id: 'evt_1', type: 'payment_captured', data });
const authorizenet = (name: string, responseCode: number) => ({
  notificationId: 'n-1',
  eventType: `net.authorize.payment.${name}`,
  payload: { id: '600', responseCode },
});

test.each<[string, object | string, PaymentEvent['risk']]>([
  ['stripe', stripe('charge.succeeded', { outcome: { risk_level: 'normal' } }), 'normal'],
  ['stripe', stripe('charge.succeeded', { outcome: { risk_level: 'elevated' } }), 'elevated'],
  ['stripe', stripe('charge.succeeded', { outcome: { risk_level: 'highest' } }), 'elevated'],
  ['stripe', stripe('charge.succeeded', { outcome: { risk_level: 'not_assessed' } }), undefined],
  [
    'stripe',
    stripe('charge.succeeded', { outcome: { risk_level: 'normal', type: 'manual_review' } }),
    'elevated',
  ],
  ['stripe', stripe('charge.succeeded', {}), undefined],
  ['square', square({ risk_evaluation: { risk_level: 'NORMAL' } }), 'normal'],
  ['square', square({ risk_evaluation: { risk_level: 'MODERATE' } }), 'elevated'],
  ['square', square({ risk_evaluation: { risk_level: 'HIGH' } }), 'elevated'],
  ['square', square({ risk_evaluation: { risk_level: 'PENDING' } }), undefined],
  ['square', square({}), undefined],
  ['adyen', adyen('AUTHORISATION'), undefined],
  ['braintree', braintree('<risk-data><decision>Approve</decision></risk-data>'), 'normal'],
  ['braintree', braintree('<risk-data><decision>Review</decision></risk-data>'), 'elevated'],
  ['braintree', braintree('<risk-data><decision>Decline</decision></risk-data>'), 'elevated'],
  ['braintree', braintree('<risk-data><decision>Not Evaluated</decision></risk-data>'), undefined],
  ['braintree', braintree(''), undefined],
  ['checkoutcom', checkoutcom({ risk: { flagged: true } }), 'elevated'],
  ['checkoutcom', checkoutcom({ risk: { flagged: false } }), 'normal'],
  ['checkoutcom', checkoutcom({ risk: { flagged: 'true' } }), undefined],
  ['authorizenet', authorizenet('authcapture.created', 1), undefined],
])('%s says of %j the risk %s', (name, content, risk) => {
  const secret = secretOf(name);
  const receipt = gatewayOf(name).receive(signed(name, content, secret), accountOf(name), now);
  expect(risksIn(receipt)).toEqual([risk]);
});

const effectsIn = (receipt: Receipt) =>
  receipt.result === 'authentic'
    ? receipt.events.map(({ class: found, effect }) => ({ class: found, effect }))
    : receipt.result;

const about = (object: object) => ({ id: 'prv_1', payment_intent: 'pi_1', ...object });

test.each<[string, object, Omit<Extract<Effect, { readonly kind: 'review' }>, 'kind'>]>([
  ['stripe', stripe('review.opened', about({})), { item: 'prv_1', stage: 1, isCleared: false }],
  [
    'stripe',
    stripe('review.closed', about({ closed_reason: 'approved' })),
    { item: 'prv_1', stage: 2, isCleared: true },
  ],
  [
    'stripe',
    stripe('review.closed', about({ closed_reason: 'refunded_as_fraud' })),
    { item: 'prv_1', stage: 2, isCleared: false },
  ],
  [
    'stripe',
    stripe('radar.early_fraud_warning.created', about({ id: 'issfr_1' })),
    { item: 'issfr_1', stage: 1, isCleared: false },
  ],
  ['adyen', adyen('NOTIFICATION_OF_FRAUD'), { stage: 1, isCleared: false }],
  ['adyen', adyen('MANUAL_REVIEW_ACCEPT'), { stage: 2, isCleared: true }],
  ['adyen', adyen('MANUAL_REVIEW_REJECT'), { stage: 3, isCleared: false }],
  ['authorizenet', authorizenet('fraud.held', 1), { stage: 1, isCleared: false, endsWithPayment: true }],
  [
    'authorizenet',
    authorizenet('authcapture.created', 4),
    { stage: 1, isCleared: false, endsWithPayment: true },
  ],
])('%s opens or closes a review by %j: %j', (name, content, review) => {
  const receipt = gatewayOf(name).receive(signed(name, content, secretOf(name)), accountOf(name), now);
  expect(effectsIn(receipt)).toEqual([{ class: 'review', effect: { kind: 'review', ...review } }]);
});

const capture = { id: 'C1', status: 'PENDING' };

const declined = { reason: 'DECLINED_BY_RISK_FRAUD_FILTERS' };
const held = { id: 1, status: 'in_process', status_detail: 'pending_review_manual' };

function askedOf(name: string, resource: string, id: string, type: string, answer: object) {
  const exchange = gatewayOf(name).confirm?.({ type, resource, id }, accountOf(name), now);
  if (!exchange) throw new Error(`${name} cannot be asked`);
  const access = name === 'paypal' ? [{ access_token: 't' }] : [];
  const { result } = talk(exchange, ...access, answer);
  if (result.outcome !== 'confirmed') throw new Error(`${name} confirms nothing`);
  return result.events;
}

test.each([
  [{ ...capture, status: 'DECLINED', status_details: declined }, 'elevated'],
  [{ ...capture, status_details: declined }, 'elevated'],
  [{ ...capture, status_details: { reason: 'ECHECK' } }, undefined],
  [capture, undefined],
])('paypal, asked for a capture, says by %j the risk %s', (answer, expected) => {
  const events = askedOf('paypal', 'capture', 'C1', 'PAYMENT.CAPTURE.PENDING', answer);
  expect(events.map(({ risk }) => risk)).toEqual([expected]);
});

test.each([
  ['paypal', 'capture', 'C1', { ...capture, status_details: { reason: 'PENDING_REVIEW' } }],
  ['mercadopago', 'payment', '1', held],
])('%s, asked for the %s %s, opens a review by %j', (name, resource, id, answer) => {
  const [{ class: found, effect } = missing(), ...more] = askedOf(name, resource, id, resource, answer);
  const review = { kind: 'review', stage: 1, isCleared: false, endsWithPayment: true };
  expect({ class: found, effect, more }).toEqual({ class: 'review', effect: review, more: [] });
});

test('mercadopago says nothing of fraud where a payment was approved', () => {
  const answer = { id: 1, status: 'approved', status_detail: 'accredited' };
  const events = askedOf('mercadopago', 'payment', '1', 'payment', answer);
  expect(events.map(({ class: found, risk }) => [found, risk])).toEqual([
    ['moneyIn', undefined],
    ['moneyBack', undefined],
    ['riskEnded', undefined],
  ]);
});

function missing(): never {
  throw new Error('there is no event');
}
