import { expect, test } from '@jest/globals';
import type { ErrorKind } from '../../client/checkout-error.ts';
import { kindOf } from '../../client/shop.ts';
import { documentedAnswers } from '../support/checkout-api/document.ts';

/** What the file of the API says that the client's requests may be refused with. */
const asked = ['listPaymentMethods', 'startSession', 'readPaymentState'];
const codes = new Set(
  [...documentedAnswers]
    .map((answer) => answer.split(' '))
    .filter(([operation = '', , type]) => asked.includes(operation) && type === 'application/problem+json')
    .map(([, , , code = '']) => code),
);

/** What a shopper can do about each. With `unavailable` and `cart` the shop's own sentence says it. */
const chosen: Readonly<Record<string, ErrorKind>> = {
  invalid_fields: 'fields',
  card_data_refused: 'fields',
  declined: 'declined',
  card_token_expired: 'expired',
  payment_uncertain: 'uncertain',
  malformed_cart: 'cart',
  cart_outdated: 'cart',
  not_in_currency: 'cart',
  currency_not_taken: 'cart',
  no_delivery: 'cart',
  already_paid: 'cart',
  order_cancelled: 'cart',
  too_many_attempts: 'cart',
  quote_unavailable: 'unavailable',
  concurrent_requests: 'unavailable',
  internal_error: 'unavailable',
  malformed_request: 'unavailable',
  payload_too_large: 'unavailable',
  unsupported_media_type: 'unavailable',
  cross_site_request: 'unavailable',
  unknown_gateway: 'unavailable',
  gateway_unavailable: 'unavailable',
  gateway_not_ready: 'unavailable',
  gateway_failed: 'unavailable',
};

test('each problem of the API’s file that the client can meet is told by what a shopper can do', () => {
  const told = [...codes].map((code) => [code, kindOf(code)] as const);
  expect(Object.fromEntries(told)).toEqual(chosen);
});
