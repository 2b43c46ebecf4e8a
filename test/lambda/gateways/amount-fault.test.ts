import { expect, test } from '@jest/globals';
import { amountFault } from '../../../lambda/gateways/amount-fault.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { accountOf, payment } from './support/accounts.ts';

test.each([
  ['stripe', 1001, 'BHD', 'Stripe takes BHD with 2 digits at most after the point, and not 1.001'],
  ['stripe', 1010, 'BHD', undefined],
  ['stripe', 1001, 'ISK', undefined],
  [
    'checkoutcom',
    12345,
    'KWD',
    'Checkout.com takes KWD with 2 digits at most after the point, and not 12.345',
  ],
  ['checkoutcom', 12340, 'KWD', undefined],
  ['mercadopago', 100050, 'COP', 'Mercado Pago takes COP with no digits after the point, and not 1000.50'],
  ['mercadopago', 100000, 'COP', undefined],
  ['paypal', 4250, 'HUF', 'PayPal takes HUF with no digits after the point, and not 42.50'],
  ['adyen', 150, 'IDR', 'Adyen takes IDR with no digits after the point, and not 1.50'],
  ['square', 1001, 'BHD', undefined],
])('%s cannot be asked for %i %s: %s', (name, amountMinor, currency, fault) => {
  expect(amountFault(name, amountMinor, currency)).toBe(fault);
});

const cases = gatewayNames.flatMap((name) =>
  [
    [1001, 'BHD'],
    [100050, 'COP'],
    [4250, 'HUF'],
    [4250, 'EUR'],
  ].map(([amountMinor, currency]) => [name, Number(amountMinor), String(currency)] as const),
);

test.each(cases)(
  '%s starts no payment of %i %s that would have to be rounded',
  (name, amountMinor, currency) => {
    const fault = amountFault(name, amountMinor, currency);
    for (const integration of supportedIntegrations(name).filter((each) => each !== 'server')) {
      const start = () =>
        gatewayOf(name).session({ ...payment, amountMinor, currency }, accountOf(name, { integration }));
      if (fault === undefined) expect(start).not.toThrow();
      else expect(start).toThrow(fault);
    }
  },
);
