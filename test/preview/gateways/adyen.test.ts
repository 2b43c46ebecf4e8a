import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { adyen } from '../../../lambda/gateways/adyen.ts';
import type { HttpRequest } from '../../../lambda/gateways/exchange.ts';
import type { SessionRequest } from '../../../lambda/gateways/session-request.ts';
import { type AdyenFake, createAdyenFake } from '../../lambda/fakes/gateway-fake.ts';
import { runWith, sendTo } from '../../lambda/fakes/support.ts';
import { accountOf, now, payment } from '../../lambda/gateways/support/accounts.ts';
import { arrive } from '../../lambda/gateways/support/message.ts';

const account = accountOf('adyen');
const start = (changes: Partial<SessionRequest> = {}) =>
  runWith(fake, adyen.session({ ...payment, ...changes }, account));

let fake: AdyenFake;
beforeEach(async () => {
  fake = await createAdyenFake();
});
afterEach(() => fake.close());

test('starts what the adapter asks for, live and test', async () => {
  expect(await start()).toEqual({
    outcome: 'redirect',
    url: 'https://eu.adyen.link/PL1',
    session: { resource: 'payment link', id: 'PL1' },
    inquiry: { resource: 'payment link', id: 'PL1' },
  });
  const fields = accountOf('adyen', { integration: 'fields', mode: 'test' });
  const { data } = (await runWith(fake, adyen.session({ ...payment, attempt: 2 }, fields))) as {
    readonly data?: unknown;
  };
  expect(data).toMatchObject({ sessionId: 'CS2', sessionData: 'data-of-CS2' });
});

test('answers the official SDK, whose requests are led here, as it does the adapter', async () => {
  const { Client, CheckoutAPI, EnvironmentEnum } = require('@adyen/api-library');
  // The SDK speaks to https alone, and so its requests are handed on by a client of our own.
  const sdkFor = (apiKey: string) => {
    const httpClient = {
      request: async (url: string, body: string, config: { readonly apiKey: string }) => {
        const headers = { 'x-api-key': config.apiKey, 'content-type': 'application/json' };
        const answer = await sendTo(fake, { method: 'POST', url, headers, body });
        if (answer.status > 299) throw new Error(`${answer.status}`);
        return answer.body;
      },
    };
    const client = new Client({ apiKey, environment: EnvironmentEnum.TEST }, httpClient);
    return new CheckoutAPI(client);
  };
  const request = {
    amount: { currency: 'EUR', value: 4250 },
    merchantAccount: 'merchantAccount_a',
    reference: 'order-1',
    returnUrl: 'https://shop.example/return',
  };
  const link = await sdkFor('apiKey_a').PaymentLinksApi.paymentLinks(request);
  expect(link).toMatchObject({ id: 'PL1', url: 'https://test.adyen.link/PL1' });
  expect(fake.requests).toMatchObject([{ host: 'checkout-test.adyen.com' }]);
  await expect(sdkFor('other').PaymentLinksApi.paymentLinks(request)).rejects.toThrow('401');
});

test('answers the same request again, and another one under its key not at all', async () => {
  expect(await start()).toEqual(await start());
  expect(await start({ amountMinor: 1 })).toEqual({ outcome: 'refused', status: 422, reason: 'status' });
});

const headers = { 'x-api-key': 'apiKey_a', 'content-type': 'application/json' };
const amount = { value: 1, currency: 'EUR' };
const whole = { amount, reference: 'order-1', returnUrl: 'https://shop.example/return' };

test.each<[string, Partial<HttpRequest>, number]>([
  ['a foreign key', { headers: { ...headers, 'x-api-key': 'other' } }, 401],
  [
    'the path of live at the host of test',
    { url: 'https://checkout-test.adyen.com/checkout/v72/sessions' },
    404,
  ],
  ['a form', { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['no amount', { body: '{}' }, 422],
  ['no reference', { body: JSON.stringify({ amount }) }, 422],
  ['a foreign merchant account', { body: JSON.stringify({ ...whole, merchantAccount: 'other' }) }, 403],
])('refuses %s', async (_, changes, status) => {
  const url = 'https://checkout-test.adyen.com/v72/sessions';
  const request = { method: 'POST', url, headers, body: '{}', ...changes } as const;
  expect(await sendTo(fake, request)).toMatchObject({ status });
});

test.each([
  ['AUTHORISATION', {}, { class: 'authorised', effect: { capturesAtOnce: true }, amountMinor: 4250 }],
  ['AUTHORISATION', { success: 'false' }, { class: 'failed' }],
  ['REFUND', {}, { class: 'moneyOut', amountMinor: 4250 }],
  ['CHARGEBACK', {}, { class: 'atRisk', amountMinor: 4250 }],
])('sends a signed %s with %j', async (eventCode, change, event) => {
  await start();
  const delivery = arrive(fake.callbackFor(eventCode, { change }));
  expect(adyen.receive(delivery, account, now)).toMatchObject({
    result: 'authentic',
    events: [{ type: eventCode, paymentId: 'PSP1', orderReference: 'order-1', ...event }],
  });
});
