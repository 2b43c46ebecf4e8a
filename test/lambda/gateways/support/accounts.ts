import type { MerchantAccount } from '../../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../../lambda/gateways/gateway-config.ts';
import { pageScripts, settingsOf, takesCurrency } from '../../../../lambda/gateways/registry.ts';
import type { SessionRequest } from '../../../../lambda/gateways/session-request.ts';
import { secretOf } from '../../../../lib/preview/made-up-secret.ts';

export { secretOf };

/** A time that every test of a signature agrees on. */
export const now = new Date('2026-01-01T00:00:00Z');

/** A shop's account at a gateway, with the gateway registry's examples as its settings and a made-up secret. */
export function accountOf(
  name: string,
  { secrets = [secretOf(name)], ...config }: Partial<GatewayConfig & MerchantAccount> = {},
): MerchantAccount {
  const settings = Object.fromEntries(settingsOf(name).map((setting) => [setting.name, setting.example]));
  const plain: GatewayConfig = {
    ...{ name, mode: 'live', integration: 'redirect', threeDSecure: 'redirect', settings },
    ...config,
  };
  // Tests pay in euros at every gateway: what an adapter does with an amount is the same in each currency.
  const isTaken = takesCurrency(plain, payment.currency, [payment.currency, 'JPY']);
  return { config: { ...(isTaken ? {} : { currencies: [payment.currency] }), ...plain }, secrets };
}

/** What a page is told of `payment` besides its data. */
export function frameOf({ config }: MerchantAccount): object {
  return {
    outcome: 'page',
    gateway: config.name,
    integration: config.integration,
    mode: config.mode,
    scripts: pageScripts(config),
    amount: { minor: 4250, gatewayUnits: 4250, decimal: '42.50', currency: 'EUR' },
    returnUrl: payment.returnUrl,
    challenge: config.threeDSecure,
    expiresAt: payment.expiresAt,
  };
}

/** A payment that a shopper wants to make. */
export const payment: SessionRequest = {
  orderReference: 'order-1',
  attempt: 1,
  amountMinor: 4250,
  currency: 'EUR',
  description: 'Order 1',
  country: 'NL',
  email: 'shopper@example.com',
  returnUrl: 'https://shop.example/return',
  cancelUrl: 'https://shop.example/cart',
  expiresAt: '2026-01-01T01:00:00.000Z',
  callbackUrl: 'https://shop.example/api/callback/x',
};
