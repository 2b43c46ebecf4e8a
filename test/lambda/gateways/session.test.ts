import { describe, expect, test } from '@jest/globals';
import type { HttpResponse } from '../../../lambda/gateways/exchange.ts';
import type { MerchantAccount } from '../../../lambda/gateways/gateway.ts';
import { modes } from '../../../lambda/gateways/gateway-config.ts';
import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { orderOfAttempt } from '../../../lambda/gateways/order-reference.ts';
import { egressHosts, gatewayNames, supportedIntegrations } from '../../../lambda/gateways/registry.ts';
import { idempotencyKey, redirect } from '../../../lambda/gateways/session.ts';
import type { Session } from '../../../lambda/gateways/session-request.ts';
import { accountOf, payment, secretOf } from './support/accounts.ts';
import { ok, talk } from './support/talk.ts';

const card = { token: 'card-token', brand: 'visa' };

/** Every way to start a payment, with a card where a second step takes one. */
const starts = gatewayNames.flatMap((name) =>
  supportedIntegrations(name)
    .filter((integration) => integration !== 'server')
    .flatMap((integration) => modes.map((mode) => accountOf(name, { integration, mode }))),
);

const label = ({ config }: MerchantAccount) => `${config.name} ${config.mode} ${config.integration}`;
const start = (account: MerchantAccount) =>
  gatewayOf(account.config.name).session({ ...payment, card }, account);

/** Answers whatever is asked with the same, until the exchange ends. */
function answered(account: MerchantAccount, response: HttpResponse): Session {
  const exchange = start(account);
  let step = exchange.next();
  for (let asked = 0; !step.done && asked < 5; asked += 1) step = exchange.next(response);
  if (!step.done) throw new Error('the exchange does not end');
  return step.value;
}

describe.each(starts.map((account) => [label(account), account] as const))('%s', (_, account) => {
  test('asks only hosts that the network lets it reach, and keeps secrets out of addresses', () => {
    const step = start(account).next();
    if (step.done) throw new Error('asks nothing');
    const url = new URL(step.value.url);
    expect([url.protocol, url.search]).toEqual(['https:', '']);
    expect(egressHosts(account.config)).toContain(url.host);
    const keys = Object.entries(gatewayOf(account.config.name).secretFields).filter(
      ([, field]) => field.for === 'requests' || field.for === 'both',
    );
    const hidden = keys
      .map(([name]) => name)
      .filter((name) => !['merchantId', 'clientId', 'publicKey'].includes(name));
    for (const name of hidden) expect(step.value.url).not.toContain(account.secrets[0][name]);
  });

  test.each([
    [500, '<html>', 'status'],
    [401, '{"url":"https://checkout.stripe.com/"}', 'status'],
    [200, 'no json', 'unreadable'],
    [200, '{}', 'unreadable'],
  ])('is refused after an answer of %i with %j', (status, body, reason) => {
    expect(answered(account, { status, body })).toEqual({ outcome: 'refused', status, reason });
  });

  test('says which member of its secret is missing, and no other member', () => {
    const [required = ''] = Object.keys(account.secrets[0]).filter((name) => isAsked(account, name));
    const secret = { ...secretOf(account.config.name), [required]: '' };
    const failing = accountOf(account.config.name, { ...account.config, secrets: [secret] });
    expect(() => answered(failing, ok('{}'))).toThrow(
      `the secret of ${account.config.name} has no '${required}'`,
    );
  });

  test('makes no request with the previous version of its secret', () => {
    const both = accountOf(account.config.name, {
      ...account.config,
      secrets: [secretOf(account.config.name, 'a'), secretOf(account.config.name, 'b')],
    });
    expect(start(both).next()).toEqual(start(account).next());
  });
});

function isAsked({ config }: MerchantAccount, name: string): boolean {
  const field = gatewayOf(config.name).secretFields[name];
  return ['requests', 'both'].includes(field?.for ?? '') && field?.optional !== true;
}

test.each(['server', 'fields', 'iframe'] as const)('starts no payment for paypal with %s', (integration) => {
  expect(() => gatewayOf('paypal').session(payment, accountOf('paypal', { integration }))).toThrow(
    `the kit starts no payment for paypal with the integration ${integration}`,
  );
});

test.each([
  [{ orderReference: 'order:1' }, "'order:1' is no order reference"],
  [{ orderReference: '4242424242424242' }, "'4242424242424242' is no order reference"],
  [{ orderReference: '' }, "'' is no order reference"],
  [{ attempt: 0 }, '0 is no number of an attempt'],
  [{ amountMinor: 0 }, '0 is no amount to pay'],
  [{ amountMinor: 0.5 }, '0.5 is no amount to pay'],
  [{ currency: 'eur' }, "'eur' is no currency"],
  [{ country: 'NLD' }, "'NLD' is no country"],
  [{ returnUrl: 'http://shop.example' }, "'http://shop.example' is no https address"],
])('starts no payment with %j', (changes, message) => {
  expect(() => gatewayOf('stripe').session({ ...payment, ...changes }, accountOf('stripe'))).toThrow(message);
});

const response = ok('{}');

test.each([
  ['https://checkout.stripe.com/c/pay/1', 'redirect'],
  ['https://checkout.stripe.com.evil.example/c/pay/1', 'refused'],
  ['https://checkout.stripe.com@evil.example/', 'refused'],
  ['https://user@checkout.stripe.com/', 'refused'],
  ['https://checkout.stripe.com:8443/', 'refused'],
  ['http://checkout.stripe.com/', 'refused'],
  ['//checkout.stripe.com/', 'refused'],
  ['javascript:alert(1)', 'refused'],
  ['no address', 'refused'],
])('an answer that leads to %s is a %s', (url, outcome) => {
  expect(redirect(url, response, accountOf('stripe'))).toMatchObject({ outcome });
});

test('names a foreign redirect as the reason', () => {
  expect(
    talk(gatewayOf('stripe').session(payment, accountOf('stripe')), { url: 'https://evil.example/' }).result,
  ).toEqual({
    outcome: 'refused',
    status: 200,
    reason: 'foreign redirect',
  });
});

test('gives each attempt an idempotency key of its own, and each repetition the same', () => {
  expect(idempotencyKey(payment)).toBe(idempotencyKey({ ...payment, amountMinor: 1 }));
  expect(idempotencyKey(payment)).not.toBe(idempotencyKey({ ...payment, attempt: 2 }));
  expect(idempotencyKey({ ...payment, orderReference: 'a-1', attempt: 11 })).not.toBe(
    idempotencyKey({ ...payment, orderReference: 'a-11', attempt: 1 }),
  );
});

test.each([
  ['order-1.2', 'order-1'],
  ['order-1', 'order-1'],
  [undefined, undefined],
])('the order of the reference %s is %s', (reference, order) => {
  expect(orderOfAttempt(reference)).toBe(order);
});
