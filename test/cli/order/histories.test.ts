import { describe, expect, test } from '@jest/globals';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { secretOf } from '../../lambda/gateways/support/accounts.ts';
import { signed, signingGateways } from '../../lambda/gateways/support/signers.ts';
import { adyenHistories } from './histories/adyen.ts';
import { authorizenetHistories } from './histories/authorizenet.ts';
import { braintreeHistories } from './histories/braintree.ts';
import { checkoutcomHistories } from './histories/checkoutcom.ts';
import type { ToldHistory } from './histories/history.ts';
import { mercadopagoHistories, mercadopagoPesos } from './histories/mercadopago.ts';
import { mollieHistories } from './histories/mollie.ts';
import { paypalHistories } from './histories/paypal.ts';
import { paystackHistories, paystackRand } from './histories/paystack.ts';
import { razorpayHistories } from './histories/razorpay.ts';
import { squareHistories } from './histories/square.ts';
import { stripeHistories } from './histories/stripe.ts';
import { now, order, simulate } from './support.ts';

const histories: Readonly<Record<string, readonly ToldHistory[]>> = {
  stripe: stripeHistories(),
  square: squareHistories(),
  paypal: paypalHistories(),
  adyen: adyenHistories(),
  braintree: braintreeHistories(),
  mollie: mollieHistories(),
  razorpay: razorpayHistories(),
  checkoutcom: checkoutcomHistories(),
  authorizenet: authorizenetHistories(),
  mercadopago: [...mercadopagoHistories(), mercadopagoPesos],
  paystack: [...paystackHistories(), paystackRand],
};

test('there are at least 150 histories, of every gateway', () => {
  expect(Object.keys(histories).sort()).toEqual([...gatewayNames].sort());
  expect(Object.values(histories).flat().length).toBeGreaterThanOrEqual(150);
});

describe.each(Object.entries(histories))('of %s', (gateway, told) => {
  const named = told.map((history) => [history.what, history] as const);

  test.each(named)('%s is told line by line, and the same as JSON', (_, { deliveries, lines, more = {} }) => {
    const file = { order, gateway, deliveries, ...more };
    expect(simulate(file, '--unsigned')).toEqual({
      code: 0,
      out: lines.map((line) => `${line}\n`).join(''),
      err: '',
    });
    const { code, out, err } = simulate(file, '--unsigned', '--format', 'json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(linesOf(JSON.parse(out))).toEqual(lines);
  });
});

describe('a delivery that is signed as the gateway signs is told like one that is taken as verified', () => {
  test.each(signingGateways)('by %s', (gateway) => {
    const known = histories[gateway] ?? [];
    // One that is told by itself, and in a body of its own.
    const found = known.find(({ deliveries: [first], lines: [line] }) => {
      const { body, xml } = Object(first);
      return (
        (xml !== undefined || body?._embedded !== undefined || (gateway !== 'mollie' && body)) &&
        line?.startsWith('accepted moneyIn')
      );
    });
    const [first] = found?.deliveries ?? [];
    const { body, xml, answers } = Object(first);
    const secret = secretOf(gateway);
    const delivery = signed(gateway, xml ?? body, secret);
    const written = {
      bodyBase64: delivery.body.toString('base64'),
      headers: Object.fromEntries(delivery.headers),
      query: delivery.query,
      url: delivery.registeredUrl,
      ...(answers && { answers }),
    };
    const { merchantAccount: _, ...keys } = secret;
    const file = { order, gateway, secret: keys, now, deliveries: [written], ...found?.more };
    expect(simulate(file).out.split('\n')[0]).toBe(found?.lines[0]);
    const forged = { ...file, secret: secretOf(gateway, 'b') };
    expect(simulate(forged).out).toMatch(/^refused forged: /);
  });
});

interface Told {
  readonly deliveries: readonly {
    readonly outcome: string;
    readonly class?: string;
    readonly type: string;
    readonly amountMinor?: number;
    readonly currency?: string;
    readonly why?: string;
  }[];
  readonly order: {
    readonly state: string;
    readonly capturedMinor: number;
    readonly refundedMinor: number;
    readonly disputedMinor: number;
    readonly review: readonly string[];
  };
}

/** The lines that the JSON stands for. */
function linesOf({ deliveries, order: end }: Told): readonly string[] {
  const review = end.review.join(', ').replaceAll('_', ' ') || 'none';
  return [
    ...deliveries.map(({ outcome, class: name, amountMinor, currency, why }) =>
      [outcome, name, amountMinor, currency, why].filter((part) => part !== undefined).join(' '),
    ),
    `order ${end.state}, captured ${end.capturedMinor}, refunded ${end.refundedMinor}, disputed ${end.disputedMinor}, review: ${review}`,
  ];
}
