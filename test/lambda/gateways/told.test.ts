import { describe, expect, test } from '@jest/globals';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import type { Challenge, Integration } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { at } from '../../../lambda/gateways/json.ts';
import { localeOf } from '../../../lambda/gateways/locale.ts';
import { gatewayNames, supportedIntegrations, takesEmail } from '../../../lambda/gateways/registry.ts';
import type { SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { accountOf, payment } from './support/accounts.ts';
import { sent } from './support/talk.ts';

const card = { token: 'card-token', brand: 'visa' };

type Path = readonly (string | number)[];

/** The request that carries the payment; PayPal asks for a token first. */
function asked(
  name: string,
  integration: Integration,
  changes: Partial<SessionRequest> = {},
  threeDSecure: Challenge = 'redirect',
): HttpRequest {
  const account = accountOf(name, { integration, threeDSecure });
  const exchange = gatewayOf(name).session({ ...payment, card, ...changes }, account);
  let step = exchange.next();
  if (name === 'paypal') step = exchange.next({ status: 200, body: '{"access_token":"t"}' });
  if (step.done) throw new Error(`${name} asks nothing`);
  return step.value;
}

const uses = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration !== 'server')
    .map((integration) => [name, integration] as const),
);

describe('the address for mail', () => {
  test.each(uses)('reaches %s with %s as the gateway registry says', (name, integration) => {
    const { body = '' } = asked(name, integration);
    const isTold = body.includes('shopper@example.com') || body.includes('shopper%40example.com');
    expect(isTold).toBe(takesEmail({ name, integration }));
  });
});

describe('the language', () => {
  const places: readonly (readonly [string, Integration, Path, string])[] = [
    ['stripe', 'redirect', ['locale'], 'nb'],
    ['stripe', 'iframe', ['locale'], 'nb'],
    ['paypal', 'redirect', ['payment_source', 'paypal', 'experience_context', 'locale'], 'nb-NO'],
    ['adyen', 'redirect', ['shopperLocale'], 'nb-NO'],
    ['adyen', 'fields', ['shopperLocale'], 'nb-NO'],
    ['mollie', 'redirect', ['locale'], 'nb_NO'],
    ['mollie', 'fields', ['locale'], 'nb_NO'],
    ['checkoutcom', 'redirect', ['locale'], 'nb-NO'],
    ['checkoutcom', 'fields', ['locale'], 'nb-NO'],
  ];

  test.each(places)('is told to %s with %s in its own words', (name, integration, path, word) => {
    expect(at(sent(asked(name, integration, { locale: 'nb-NO' })), ...path)).toBe(word);
    expect(at(sent(asked(name, integration)), ...path)).toBeUndefined();
  });

  const silent = uses.filter(
    ([name, integration]) => !places.some(([each, way]) => each === name && way === integration),
  );

  test.each(silent)('is told to %s with %s by the page alone', (name, integration) => {
    expect(asked(name, integration, { locale: 'nb-NO' })).toEqual(asked(name, integration));
  });

  test.each([
    ['stripe', 'pt-BR', 'pt-BR'],
    ['stripe', 'de-AT', 'de'],
    ['stripe', 'eu', undefined],
    ['mollie', 'de', 'de_DE'],
    ['mollie', 'de-AT', 'de_AT'],
    ['mollie', 'en-NZ', 'en_GB'],
    ['checkoutcom', 'el-GR', 'el'],
    ['checkoutcom', undefined, undefined],
  ] as const)('of %s for %s is %s', (name, locale, word) => {
    expect(localeOf(name, locale)).toBe(word);
  });

  test('without a country is that of the bill, for a gateway that wants both', () => {
    expect(sent(asked('adyen', 'fields', { locale: 'nl' }))).toMatchObject({ shopperLocale: 'nl-NL' });
  });
});

describe('a challenge of the card’s issuer', () => {
  const native = ['authenticationData', 'threeDSRequestData', 'nativeThreeDS'];
  const demand = ['transaction', 'options', 'three_d_secure', 'required'];

  test.each<[string, Integration, Challenge, Path, unknown]>([
    ['adyen', 'fields', 'redirect', native, 'disabled'],
    ['adyen', 'fields', 'inline', native, 'preferred'],
    ['checkoutcom', 'fields', 'redirect', ['3ds', 'enabled'], true],
    ['checkoutcom', 'redirect', 'redirect', ['3ds', 'enabled'], true],
    ['braintree', 'fields', 'inline', demand, true],
    ['square', 'fields', 'inline', ['customer_details', 'customer_initiated'], true],
    ['mercadopago', 'fields', 'inline', ['three_d_secure_mode'], 'optional'],
  ])('is asked of %s with %s as the file has it: %s', (name, integration, challenge, path, word) => {
    expect(at(sent(asked(name, integration, {}, challenge)), ...path)).toBe(word);
  });
});

describe('what the script made of card and browser', () => {
  const more = {
    issuer: '25',
    device: 'armor.1f',
    document: { type: 'CPF', number: '12345678909' },
  };

  test('reaches Mercado Pago whole', () => {
    const request = asked('mercadopago', 'fields', { card: { ...card, ...more } });
    expect(sent(request)).toMatchObject({
      issuer_id: 25,
      payment_method_id: 'visa',
      payer: { email: 'shopper@example.com', identification: more.document },
    });
    expect(request.headers['x-meli-session-id']).toBe('armor.1f');
  });

  test('reaches Braintree as data of the device', () => {
    const request = asked('braintree', 'fields', { card: { ...card, ...more } });
    expect(sent(request)).toMatchObject({ transaction: { device_data: 'armor.1f' } });
  });

  test.each(['mercadopago', 'braintree'])('is nothing to %s where there is none', (name) => {
    const { headers, body } = asked(name, 'fields');
    expect(JSON.stringify([headers, body])).not.toMatch(/device|session-id|issuer|identification/);
  });
});
