import { describe, expect, test } from '@jest/globals';
import {
  challenges,
  type GatewayConfig,
  type Integration,
  integrations,
  modes,
} from '../../../lambda/gateways/gateway-config.ts';
import json from '../../../lambda/gateways/registry.json' with { type: 'json' };
import {
  callbackProvenanceOf,
  challengeRefusal,
  egressHosts,
  gatewayNames,
  integrationRefusal,
  pageScripts,
  pageSources,
  provenanceOf,
  redirectOrigins,
  refusalOf,
  scriptIntegrityOf,
  settingsOf,
  supportedIntegrations,
  titleOf,
} from '../../../lambda/gateways/registry.ts';
import { isAllowed } from '../../../lambda/shared/site/sources.ts';

const canonical = /^(?:https:|data:|'unsafe-inline'|https:\/\/(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z]{2,})$/;
const hostName = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/;
const directives = [
  ...['connect-src', 'font-src', 'form-action', 'frame-src'],
  ...['img-src', 'script-src', 'style-src'],
];
const text = JSON.stringify(json);

const examplesOf = (name: string) =>
  Object.fromEntries(settingsOf(name).map((setting) => [setting.name, setting.example]));

const everyUse: readonly GatewayConfig[] = gatewayNames.flatMap((name) =>
  supportedIntegrations(name).flatMap((integration) =>
    modes.flatMap((mode) =>
      challenges.map((threeDSecure) => ({
        name,
        mode,
        integration,
        threeDSecure,
        settings: examplesOf(name),
      })),
    ),
  ),
);

const configOf = (name: string, rest: Partial<GatewayConfig> = {}): GatewayConfig => ({
  ...{ name, mode: 'live', integration: 'redirect', threeDSecure: 'redirect', settings: examplesOf(name) },
  ...rest,
});

const label = ({ name, mode, integration, threeDSecure }: GatewayConfig) =>
  `${name} ${mode} ${integration} with the challenge ${threeDSecure}`;

describe.each(everyUse.map((each) => [label(each), each] as const))('%s', (_, each) => {
  const sources = Object.values(pageSources(each)).flat();

  test('has only canonical sources, so no placeholder leaks', () => {
    expect(sources.filter((source) => !canonical.test(source))).toEqual([]);
    expect(egressHosts(each).filter((host) => !hostName.test(host))).toEqual([]);
  });

  test('names its directives and sources once, in order', () => {
    const page = pageSources(each);
    expect(Object.keys(page)).toEqual(Object.keys(page).toSorted());
    for (const list of Object.values(page)) expect(list).toEqual([...new Set(list)].toSorted());
    expect(Object.keys(page).filter((directive) => !directives.includes(directive))).toEqual([]);
  });

  test('widens nothing that the gateway registry does not widen', () => {
    const widened = sources.filter((source) => /\*|'unsafe-inline'|^https:$/.test(source));
    expect(widened.filter((source) => !text.includes(JSON.stringify(source)))).toEqual([]);
    if (each.threeDSecure === 'redirect') expect(sources).not.toContain('https:');
  });

  test('gives the page sources, unless card numbers pass the server', () => {
    expect(sources.length > 0).toBe(each.integration !== 'server');
  });

  test('calls at least one host', () => {
    expect(egressHosts(each)).not.toEqual([]);
  });

  test('redirects only to https origins that the form may be sent to', () => {
    const origins = redirectOrigins(each);
    const isLeading =
      each.integration === 'redirect' || `${each.name} ${each.integration}` === 'mollie fields';
    expect(origins.length > 0).toBe(isLeading);
    expect(origins.filter((origin) => new URL(origin).origin !== origin)).toEqual([]);
    if (each.integration === 'redirect') expect(pageSources(each)['form-action']).toEqual(origins);
  });
});

describe.each(gatewayNames)('%s', (name) => {
  test('says of every integration either its sources or why not', () => {
    const supported = supportedIntegrations(name);
    const refused = integrations.filter((integration) => !supported.includes(integration));
    for (const integration of refused)
      expect(integrationRefusal(name, integration)).toMatch(/^\S.*; use \S.*[^.]$/);
    for (const integration of supported) {
      expect(() => integrationRefusal(name, integration)).toThrow(`${name} supports ${integration}`);
    }
  });

  test('advises only integrations that it supports', () => {
    for (const integration of integrations.filter((each) => !supportedIntegrations(name).includes(each))) {
      const advice = integrationRefusal(name, integration).split('; use ')[1]?.split(' or ') ?? [];
      expect(supportedIntegrations(name)).toEqual(expect.arrayContaining(advice as Integration[]));
    }
  });

  test('says how well each of its facts is known', () => {
    const facts = [
      callbackProvenanceOf(name),
      scriptIntegrityOf(name),
      ...supportedIntegrations(name).map((integration) => provenanceOf(name, integration)),
    ];
    for (const { status, source, asOf } of facts) {
      expect(['verified', 'corroborated', 'unverified']).toContain(status);
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  test('asks for settings whose example fits their pattern, and only the whole of it', () => {
    for (const { pattern, example } of settingsOf(name)) {
      expect(example).toMatch(new RegExp(pattern));
      expect(pattern).toMatch(/^\^.*\$$/);
      for (const bad of ['', `${example};`, `${example} x`, `${example}/`, `${example}.evil.example`]) {
        expect(bad).not.toMatch(new RegExp(pattern));
      }
    }
  });

  test('has a title', () => {
    expect(titleOf(name)).toMatch(/^[A-Z]/);
  });
});

test('holds each value of a setting with a closed list to its pattern', () => {
  const closed = Object.values(json.gateways)
    .flatMap(({ settings }) => settings)
    .filter((each) => 'values' in each);
  expect(closed.map(({ name }) => name)).toEqual(['region', 'country']);
  for (const { pattern, values } of closed) {
    for (const value of Object.keys(values ?? {})) expect(value).toMatch(new RegExp(pattern));
    expect(pattern).toBe(`^(?:${Object.keys(values ?? {}).join('|')})$`);
  }
});

test('puts the prefix and the region of an Adyen account into its hosts', () => {
  const settings = { prefix: '1797a841fbb37ca7-AdyenDemo', region: 'us' };
  const adyen = configOf('adyen', { integration: 'fields', settings });
  expect(egressHosts(adyen)).toContain('1797a841fbb37ca7-adyendemo-checkout-live.adyenpayments.com');
  expect(pageSources(adyen)).toEqual({
    'connect-src': [
      'https://checkoutanalytics-live-us.adyen.com',
      'https://checkoutshopper-live-us.adyen.com',
      'https://checkoutshopper-live-us.cdn.adyen.com',
    ],
    'frame-src': ['https://checkoutshopper-live-us.adyen.com'],
    'img-src': ['https://checkoutshopper-live-us.adyen.com', 'https://checkoutshopper-live-us.cdn.adyen.com'],
  });
});

test('needs no settings of an Adyen test account', () => {
  const adyen = configOf('adyen', { mode: 'test', integration: 'fields', settings: {} });
  expect(pageSources(adyen)['frame-src']).toEqual(['https://checkoutshopper-test.adyen.com']);
});

test('puts the country of a Mercado Pago account into its page', () => {
  const page = pageSources(configOf('mercadopago', { settings: { country: 'UY' } }));
  expect(page).toEqual({ 'form-action': ['https://www.mercadopago.com.uy'] });
});

test('widens the frames of Adyen, Braintree, Mercado Pago and Square to any https page for an inline challenge', () => {
  for (const name of ['adyen', 'braintree', 'square', 'mercadopago']) {
    const page = pageSources(configOf(name, { integration: 'fields', threeDSecure: 'inline' }));
    expect(page['frame-src']).toContain('https:');
    expect(page['form-action']).toContain('https:');
  }
});

test('gives each script of a gateway a place in the policy of its page, and a hash where its bytes stay as they are', () => {
  const scripts = everyUse.flatMap((use) => pageScripts(use).map((script) => ({ use, ...script })));
  expect([...new Set(scripts.map(({ use }) => use.name))].toSorted()).toEqual([
    'authorizenet',
    'braintree',
    'checkoutcom',
    'mercadopago',
    'mollie',
    'paystack',
    'razorpay',
    'square',
    'stripe',
  ]);
  for (const { use, url, integrity } of scripts) {
    expect(isAllowed(url, pageSources(use)['script-src'] ?? [])).toBe(true);
    expect(integrity !== undefined).toBe(scriptIntegrityOf(use.name).possible);
    if (integrity !== undefined) expect(integrity).toMatch(/^sha384-[A-Za-z0-9+/]{64}$/);
  }
});

test.each([
  ['live', 'https://songbird.cardinalcommerce.com', 'https://songbirdstag.cardinalcommerce.com'],
  ['test', 'https://songbirdstag.cardinalcommerce.com', undefined],
] as const)('lets the challenge of Braintree load its own scripts in mode %s', (mode, host, foreign) => {
  const page = pageSources(configOf('braintree', { mode, integration: 'fields', threeDSecure: 'inline' }));
  expect(page['script-src']).toContain(host);
  expect(page['script-src']).not.toContain(foreign);
});

test('lets an answer to a card of Mollie lead to where its issuer sees the shopper, and nowhere else', () => {
  expect(redirectOrigins(configOf('mollie', { integration: 'fields' }))).toEqual([
    'https://pay.mollie.com',
    'https://www.mollie.com',
  ]);
  expect(redirectOrigins(configOf('mollie'))).toEqual(['https://www.mollie.com']);
});

test.each([
  ['square', 'redirect'],
  ['braintree', 'redirect'],
  ['mercadopago', 'redirect'],
  ['authorizenet', 'inline'],
] as const)(
  'refuses a challenge in fields of %s that is %s, with what to write instead',
  (name, threeDSecure) => {
    for (const each of challenges) {
      const refusal = challengeRefusal({ name, integration: 'fields', threeDSecure: each });
      if (each === threeDSecure) expect(refusal).toMatch(/^\S.*; (?:write|leave) \S.*[^.]$/);
      else expect(refusal).toBeUndefined();
    }
  },
);

test('knows for each gateway that takes a card where a challenge of its issuer is shown', () => {
  const impossible = everyUse.filter(({ name, integration }) =>
    challenges.every((threeDSecure) => challengeRefusal({ name, integration, threeDSecure }) !== undefined),
  );
  expect(impossible).toEqual([]);
});

test('widens nothing of Stripe for an inline challenge', () => {
  const stripe = configOf('stripe', { integration: 'fields' });
  expect(pageSources({ ...stripe, threeDSecure: 'inline' })).toEqual(pageSources(stripe));
});

test('allows inline styles for the fields of Square and Mollie alone', () => {
  const inline = everyUse.filter((each) =>
    Object.values(pageSources(each)).flat().includes("'unsafe-inline'"),
  );
  expect([...new Set(inline.map(({ name, integration }) => `${name} ${integration}`))]).toEqual([
    'square fields',
    'mollie fields',
  ]);
});

test.each([['evil.example; script-src *'], ['x y'], ['a.b'], [''], ['abc\n']])(
  'refuses the setting %j, which is no part of a host name',
  (prefix) => {
    expect(() => egressHosts(configOf('checkoutcom', { settings: { prefix } }))).toThrow(
      "checkoutcom needs 'prefix'",
    );
  },
);

test('refuses a missing setting', () => {
  expect(() => egressHosts(configOf('checkoutcom', { settings: {} }))).toThrow("checkoutcom needs 'prefix'");
});

test.each(['worldpay', 'wepay', 'twocheckout'])('says why %s is refused', (name) => {
  expect(refusalOf(name)).toMatch(/; use another gateway$/);
  expect(gatewayNames).not.toContain(name);
});

test('has no refusal for supported or unheard-of names', () => {
  for (const name of [...gatewayNames, 'unheard-of', 'constructor']) expect(refusalOf(name)).toBeUndefined();
});

test.each(['unheard-of', 'worldpay', 'constructor', '__proto__'])('throws for the name %s', (name) => {
  const message = `the gateway registry has no gateway '${name}'`;
  expect(() => titleOf(name)).toThrow(message);
  expect(() => supportedIntegrations(name)).toThrow(message);
  expect(() => pageSources({ ...configOf('stripe'), name })).toThrow(message);
});

test('throws for sources of a refused integration', () => {
  expect(() => pageSources(configOf('paypal', { integration: 'fields' }))).toThrow(
    'paypal is refused as fields',
  );
});

test('demands the hash of a script only where the gateway keeps the bytes of a URL as they are', () => {
  expect(gatewayNames.filter((name) => scriptIntegrityOf(name).possible)).toEqual(['adyen', 'braintree']);
});
