import { expect, test } from '@jest/globals';
import { riskOf } from '../../../lambda/gateways/fraud-signals.ts';
import type { Receipt } from '../../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { PaymentEvent } from '../../../lambda/gateways/payment-event.ts';
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
  data: { object: { payment } },
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
  ['stripe', stripe('review.opened', { payment_intent: 'pi_1' }), 'elevated'],
  ['stripe', stripe('review.closed', { payment_intent: 'pi_1' }), undefined],
  ['stripe', stripe('radar.early_fraud_warning.created', { payment_intent: 'pi_1' }), 'elevated'],
  ['square', square({ risk_evaluation: { risk_level: 'NORMAL' } }), 'normal'],
  ['square', square({ risk_evaluation: { risk_level: 'MODERATE' } }), 'elevated'],
  ['square', square({ risk_evaluation: { risk_level: 'HIGH' } }), 'elevated'],
  ['square', square({ risk_evaluation: { risk_level: 'PENDING' } }), undefined],
  ['square', square({}), undefined],
  ['adyen', adyen('AUTHORISATION'), undefined],
  ['adyen', adyen('MANUAL_REVIEW_REJECT'), 'elevated'],
  ['adyen', adyen('NOTIFICATION_OF_FRAUD'), 'elevated'],
  ['braintree', braintree('<risk-data><decision>Approve</decision></risk-data>'), 'normal'],
  ['braintree', braintree('<risk-data><decision>Review</decision></risk-data>'), 'elevated'],
  ['braintree', braintree('<risk-data><decision>Decline</decision></risk-data>'), 'elevated'],
  ['braintree', braintree('<risk-data><decision>Not Evaluated</decision></risk-data>'), undefined],
  ['braintree', braintree(''), undefined],
  ['checkoutcom', checkoutcom({ risk: { flagged: true } }), 'elevated'],
  ['checkoutcom', checkoutcom({ risk: { flagged: false } }), 'normal'],
  ['checkoutcom', checkoutcom({ risk: { flagged: 'true' } }), undefined],
  ['authorizenet', authorizenet('fraud.held', 1), 'elevated'],
  ['authorizenet', authorizenet('authcapture.created', 4), 'elevated'],
  ['authorizenet', authorizenet('authcapture.created', 1), undefined],
])('%s says of %j the risk %s', (name, content, risk) => {
  const secret = secretOf(name);
  const receipt = gatewayOf(name).receive(signed(name, content, secret), accountOf(name), now);
  expect(risksIn(receipt)).toEqual([risk]);
});

const capture = { id: 'C1', status: 'PENDING' };

test.each<[string, string, string, readonly object[], PaymentEvent['risk']]>([
  ['paypal', 'capture', 'C1', [{ ...capture, status_details: { reason: 'PENDING_REVIEW' } }], 'elevated'],
  [
    'paypal',
    'capture',
    'C1',
    [{ ...capture, status_details: { reason: 'DECLINED_BY_RISK_FRAUD_FILTERS' } }],
    'elevated',
  ],
  ['paypal', 'capture', 'C1', [{ ...capture, status_details: { reason: 'ECHECK' } }], undefined],
  ['paypal', 'capture', 'C1', [capture], undefined],
  [
    'mercadopago',
    'payment',
    '1',
    [{ id: 1, status: 'in_process', status_detail: 'pending_review_manual' }],
    'elevated',
  ],
  ['mercadopago', 'payment', '1', [{ id: 1, status: 'approved', status_detail: 'accredited' }], undefined],
])('%s, asked for the %s %s, says by %j the risk %s', (name, resource, id, answers, risk) => {
  const exchange = gatewayOf(name).confirm?.({ type: '', resource, id }, accountOf(name), now);
  if (!exchange) throw new Error(`${name} cannot be asked`);
  const access = name === 'paypal' ? [{ access_token: 't' }] : [];
  const { result } = talk(exchange, ...access, ...answers);
  expect(result.outcome === 'confirmed' && result.events[0]?.risk).toBe(risk);
});
