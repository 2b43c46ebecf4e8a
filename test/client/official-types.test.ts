import type { Card as AdyenCard, AdyenCheckout } from '@adyen/adyen-web';
import type { WindowCheckoutWebComponents } from '@checkout.com/checkout-web-components';
import { expect, test } from '@jest/globals';
import type PaystackPop from '@paystack/inline-js';
import type { Square } from '@square/web-payments-sdk-types';
import type { StripeConstructor } from '@stripe/stripe-js';
import type { client, dataCollector, hostedFields, threeDSecure } from 'braintree-web';
import type { AdyenScript } from '../../client/gateways/adyen.ts';
import type { BraintreeScript } from '../../client/gateways/braintree.ts';
import type { CheckoutcomScript } from '../../client/gateways/checkoutcom.ts';
import type { PaystackScript } from '../../client/gateways/paystack.ts';
import type { SquareScript } from '../../client/gateways/square.ts';
import type { StripeScript } from '../../client/gateways/stripe.ts';

interface OfficialAdyen {
  readonly AdyenCheckout: typeof AdyenCheckout;
  readonly Card: typeof AdyenCard;
}

interface OfficialBraintree {
  readonly client: typeof client;
  readonly dataCollector: typeof dataCollector;
  readonly hostedFields: typeof hostedFields;
  readonly threeDSecure: typeof threeDSecure;
}

/** The compiler takes each of these only where the gateway's own types allow all that the client, and so its fake, does. */
const officials = {
  adyen: (official: OfficialAdyen): AdyenScript => official,
  braintree: (official: OfficialBraintree): BraintreeScript => official,
  checkoutcom: (official: WindowCheckoutWebComponents): CheckoutcomScript => official,
  paystack: (official: typeof PaystackPop): PaystackScript => official,
  square: (official: Square): SquareScript => official,
  stripe: (official: StripeConstructor): StripeScript => official,
};

test('the gateways that publish types of their script are held to them', () => {
  expect(Object.keys(officials)).toEqual([
    'adyen',
    'braintree',
    'checkoutcom',
    'paystack',
    'square',
    'stripe',
  ]);
});
