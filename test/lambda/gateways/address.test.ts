import { expect, test } from '@jest/globals';
import type { Integration } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { at } from '../../../lambda/gateways/json.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import type { BillingAddress, SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { accountOf, payment } from './support/accounts.ts';
import { sent } from './support/talk.ts';

const address: BillingAddress = {
  name: 'Ada Shopper',
  line1: 'Main Street 1',
  line2: 'Flat 2',
  postalCode: '1011 AB',
  city: 'Amsterdam',
  region: 'NH',
  country: 'NL',
};
const { email: _, ...unmailed } = payment;
const card = { token: 'card-token', brand: 'visa' };

/** The request that carries the payment; PayPal asks for a token first. */
function asked(name: string, integration: Integration, request: SessionRequest): unknown {
  const exchange = gatewayOf(name).session(request, accountOf(name, { integration }));
  let step = exchange.next();
  if (name === 'paypal') step = exchange.next({ status: 200, body: '{"access_token":"t"}' });
  if (step.done) throw new Error(`${name} asks nothing`);
  return sent(step.value);
}

const ofSquare = {
  address_line_1: 'Main Street 1',
  address_line_2: 'Flat 2',
  locality: 'Amsterdam',
  administrative_district_level_1: 'NH',
  postal_code: '1011 AB',
  country: 'NL',
};
const ofCheckout = {
  address_line1: 'Main Street 1',
  address_line2: 'Flat 2',
  city: 'Amsterdam',
  state: 'NH',
  zip: '1011 AB',
  country: 'NL',
};
const ofAuthorize = {
  address: 'Main Street 1',
  city: 'Amsterdam',
  state: 'NH',
  zip: '1011 AB',
  country: 'NL',
};

const places: readonly (readonly [
  name: string,
  integration: Integration,
  path: readonly (string | number)[],
  written: object,
])[] = [
  ['square', 'redirect', ['pre_populated_data', 'buyer_address'], ofSquare],
  ['square', 'fields', ['billing_address'], ofSquare],
  [
    'paypal',
    'redirect',
    ['payment_source', 'paypal', 'address'],
    {
      address_line_1: 'Main Street 1',
      address_line_2: 'Flat 2',
      admin_area_2: 'Amsterdam',
      admin_area_1: 'NH',
      postal_code: '1011 AB',
      country_code: 'NL',
    },
  ],
  [
    'braintree',
    'fields',
    ['transaction', 'billing'],
    {
      street_address: 'Main Street 1',
      extended_address: 'Flat 2',
      locality: 'Amsterdam',
      region: 'NH',
      postal_code: '1011 AB',
      country_code_alpha2: 'NL',
    },
  ],
  [
    'mollie',
    'redirect',
    ['billingAddress'],
    {
      streetAndNumber: 'Main Street 1',
      streetAdditional: 'Flat 2',
      postalCode: '1011 AB',
      city: 'Amsterdam',
      region: 'NH',
      country: 'NL',
    },
  ],
  ['checkoutcom', 'redirect', ['billing', 'address'], ofCheckout],
  ['checkoutcom', 'fields', ['billing', 'address'], ofCheckout],
  ['authorizenet', 'redirect', ['getHostedPaymentPageRequest', 'transactionRequest', 'billTo'], ofAuthorize],
  ['authorizenet', 'fields', ['createTransactionRequest', 'transactionRequest', 'billTo'], ofAuthorize],
];

test.each(places)('%s with %s is told the address of the bill', (name, integration, path, written) => {
  expect(at(asked(name, integration, { ...unmailed, address, card }), ...path)).toEqual(written);
});

test.each(places)('%s with %s is told no address that there is not', (name, integration, path) => {
  const country = name === 'checkoutcom' ? { country: 'NL' } : undefined;
  expect(at(asked(name, integration, { ...unmailed, card }), ...path)).toEqual(country);
});

test.each(gatewayNames.filter((name) => !places.some(([each]) => each === name)))(
  '%s is told nothing of the address',
  (name) => {
    const integration = 'redirect';
    expect(asked(name, integration, { ...payment, address })).toEqual(asked(name, integration, payment));
  },
);

test('authorizenet is told no more of a value than it takes', () => {
  const long = {
    ...address,
    line1: 'a'.repeat(61),
    city: 'b'.repeat(41),
    region: 'd'.repeat(41),
    postalCode: 'c'.repeat(21),
  };
  const body = asked('authorizenet', 'fields', { ...payment, address: long, card });
  expect(at(body, 'createTransactionRequest', 'transactionRequest', 'billTo')).toEqual({
    address: 'a'.repeat(60),
    city: 'b'.repeat(40),
    state: 'd'.repeat(40),
    zip: 'c'.repeat(20),
    country: 'NL',
  });
});
