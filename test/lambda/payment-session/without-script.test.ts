import { expect, test } from '@jest/globals';
import { elementsOf } from '../../../lambda/shared/site/html.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { formEvent, getEvent, jsonEvent, shopWith } from './support/shop.ts';

const fieldsShop = () =>
  shopWith({
    accounts: [accountOf('stripe', { integration: 'fields' }), accountOf('paypal'), accountOf('mollie')],
    answers: () => ({ status: 200, body: '{"id":"pi_1","client_secret":"pi_1_secret"}' }),
  });

test('a browser without script that chose a form of the page is shown which ways to pay work, and nothing is begun', async () => {
  const shop = fieldsShop();
  const { statusCode, multiValueHeaders, body } = await shop.post(formEvent({ locale: 'nb-NO' }));
  expect(statusCode).toBe(400);
  expect(multiValueHeaders).toMatchObject({
    'content-type': ['text/html; charset=utf-8'],
    'content-language': ['nb'],
  });
  const texts = (tag: string) =>
    elementsOf(body)
      .filter((element) => element.tag === tag)
      .map(({ text }) => text);
  expect(texts('h1')).toEqual(['Denne betalingsmåten trenger JavaScript']);
  expect(texts('li')).toEqual(['PayPal', 'Mollie']);
  expect(elementsOf(body).find(({ tag }) => tag === 'a')?.attributes).toEqual([
    expect.objectContaining({ name: 'href', value: 'https://shop.example/checkout/' }),
  ]);
  expect([shop.orders.steps, shop.requests]).toEqual([[], []]);
});

test('a script that posts the form, or JSON, is given what the form of the page needs', async () => {
  const asForm = formEvent({}, { accept: '*/*', 'sec-fetch-mode': 'cors' });
  for (const event of [asForm, jsonEvent()]) {
    const answer = await fieldsShop().post(event);
    expect(JSON.parse(answer.body)).toMatchObject({ outcome: 'page', gateway: 'stripe' });
  }
});

test.each([
  [{ locale: 'de-AT' }, { 'accept-language': 'fr' }, 'de'],
  [{ locale: 'pl' }, { 'accept-language': 'fr' }, 'fr'],
  [{ locale: '<script>' }, { 'accept-language': 'fr' }, 'fr'],
  [{ locale: '' }, { 'accept-language': 'nn-NO, en;q=0.5' }, 'nb'],
  [{}, {}, 'en'],
])(
  'the language is the one of the form %j, or else of the browser %j: %s',
  async (form, headers, language) => {
    const { multiValueHeaders, body } = await shopWith().post(formEvent({ name: '', ...form }, headers));
    expect(multiValueHeaders).toMatchObject({
      'content-language': [language],
      vary: ['Accept, Accept-Language'],
    });
    expect(body).toContain(`<html lang="${language}">`);
  },
);

test('what the gateway shows of the order is in the language of the shopper', async () => {
  const shop = shopWith();
  await shop.post(formEvent({ locale: 'fr-CA' }));
  expect(shop.request().body).toContain(encodeURIComponent('Commande').slice(0, 8));
  expect(decodeURIComponent(shop.request().body?.replaceAll('+', ' ') ?? '')).toMatch(
    /Commande [0-9A-Z]{4}-[0-9A-Z]{4} chez shop\.example/,
  );
});

test('an address that the function does not have is refused, also for a person', async () => {
  const shop = shopWith();
  const asScript = await shop.post(getEvent('/api/nothing'));
  expect([asScript.statusCode, JSON.parse(asScript.body).code]).toEqual([400, 'no_such_address']);
  const asPerson = await shop.post(
    getEvent('/api/nothing', { accept: 'text/html', 'sec-fetch-mode': 'navigate' }),
  );
  expect(asPerson.body).toContain('There is nothing at this address');
});
