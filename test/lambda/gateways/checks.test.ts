import { expect, test } from '@jest/globals';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import type { CardChecks } from '../../../lambda/gateways/payment-event.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { accountOf, now, secretOf } from './support/accounts.ts';
import { signed } from './support/signers.ts';
import { talk } from './support/talk.ts';

const passed = {
  stripe: { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' },
  square: { status: 'COMPLETED', card_details: { avs_status: 'AVS_ACCEPTED', cvv_status: 'CVV_ACCEPTED' } },
  braintree:
    '<avs-street-address-response-code>M</avs-street-address-response-code><avs-postal-code-response-code>M</avs-postal-code-response-code><cvv-response-code>M</cvv-response-code>',
};

/** Events of each gateway that says anything of the card, when the card's issuer agrees to everything. */
const signedContents: Readonly<Record<string, object | string>> = {
  stripe: {
    id: 'evt_1',
    type: 'charge.succeeded',
    data: { object: { payment_method_details: { card: { checks: passed.stripe } } } },
  },
  square: {
    event_id: 'e-1',
    type: 'payment.updated',
    data: { object: { payment: passed.square } },
  },
  braintree: `<notification><kind>transaction_settled</kind><subject><transaction><id>t1</id>${passed.braintree}</transaction></subject></notification>`,
  checkoutcom: {
    id: 'evt_1',
    type: 'payment_captured',
    data: { source: { avs_check: 'Y', cvv_check: 'Y' } },
  },
  authorizenet: {
    notificationId: 'n-1',
    eventType: 'net.authorize.payment.authcapture.created',
    payload: { responseCode: 1, avsResponse: 'Y' },
  },
};

function checksSaidBy(name: string): CardChecks {
  const [gateway, account] = [gatewayOf(name), accountOf(name)];
  const content = signedContents[name];
  if (content !== undefined) {
    const receipt = gateway.receive(signed(name, content, secretOf(name)), account, now);
    return (receipt.result === 'authentic' && receipt.events[0]?.checks) || {};
  }
  const answer = { id: 'C1', status: 'COMPLETED', processor_response: { avs_code: 'Y', cvv_code: 'M' } };
  const exchange = gateway.confirm?.(
    { type: 'PAYMENT.CAPTURE.COMPLETED', resource: 'capture', id: 'C1' },
    account,
    now,
  );
  const { result } = talk(exchange ?? missing(name), { access_token: 't' }, answer);
  return (result.outcome === 'confirmed' && result.events[0]?.checks) || {};
}

function missing(name: string): never {
  throw new Error(`${name} says nothing of the card, signed or asked`);
}

test('these gateways tell what the issuer of a card said', () => {
  const telling = gatewayNames.filter((name) => gatewayOf(name).checks.length > 0);
  expect(telling).toEqual(['stripe', 'square', 'paypal', 'braintree', 'checkoutcom', 'authorizenet']);
});

test.each(gatewayNames.filter((name) => gatewayOf(name).checks.length > 0))(
  '%s tells what it says that it tells, and nothing else',
  (name) => {
    const expected = gatewayOf(name).checks.map((check) => [check, 'match']);
    expect(checksSaidBy(name)).toEqual(Object.fromEntries(expected));
  },
);
