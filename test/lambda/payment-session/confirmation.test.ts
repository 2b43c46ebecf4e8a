import { expect, test } from '@jest/globals';
import { attributeOf } from '../../../lambda/shared/site/code.ts';
import { elementsOf } from '../../../lambda/shared/site/html.ts';
import { accountOf } from '../gateways/support/accounts.ts';
import { checkout, formEvent, shopWith } from './support/shop.ts';

const catalogue = {
  products: [
    { slug: 'moss-mug', title: 'Moss mug', prices: { EUR: 2800 } },
    { slug: 'ash-vase', title: 'Ash vase', prices: { EUR: 8600 } },
  ],
  shipping: [{ countries: ['FR'], title: 'Parcel', prices: { EUR: [{ from: 0, price: 500 }] } }],
  tax: [{ countries: ['FR'], rates: { standard: 20 } }],
};

/** What a page without a script sends: a field for each product, and no name of the order. */
const plain = {
  items: '',
  checkout: '',
  'quantity.moss-mug': '2',
  'quantity.ash-vase': '0',
  gateway: 'paypal',
};

const paypal = () =>
  shopWith({
    accounts: [accountOf('paypal')],
    catalogue,
    answers: ({ url }) =>
      url.endsWith('/token')
        ? { status: 200, body: '{"access_token":"a"}' }
        : {
            status: 200,
            body: '{"id":"P1","status":"PAYER_ACTION_REQUIRED","links":[{"rel":"payer-action","href":"https://www.paypal.com/checkoutnow?token=P1"}]}',
          },
  });

const textsOf = (body: string, tag: string) =>
  elementsOf(body)
    .filter((element) => element.tag === tag)
    .map(({ text }) => text.replaceAll(/[\u00a0\u202f]/g, ' '));

/** What the form of the page sends when its button is pressed. */
function formOf(body: string): Readonly<Record<string, string>> {
  const inputs = elementsOf(body).filter(({ tag }) => tag === 'input');
  return Object.fromEntries(
    inputs.map((input) => [attributeOf(input, 'name') ?? '', attributeOf(input, 'value') ?? '']),
  );
}

test('an order of a page without a script is shown with its whole price before anything is begun', async () => {
  const shop = paypal();
  const { statusCode, body, multiValueHeaders } = await shop.post(formEvent({ ...plain, locale: 'fr-FR' }));
  expect(statusCode).toBe(200);
  expect(textsOf(body, 'dt')).toEqual(['2 × Moss mug', 'Parcel', 'À payer']);
  expect(textsOf(body, 'dd')).toEqual(['56,00 €', '5,00 €', '61,00 €']);
  expect(textsOf(body, 'p')).toEqual(
    expect.arrayContaining([
      'Dont 10,16 € de taxes.',
      'Elle sera envoyée à : Ada Lovelace, Rue du Bac 12, 75007 Paris, FR',
    ]),
  );
  expect(textsOf(body, 'button')).toEqual(['Commander et payer avec PayPal']);
  expect(multiValueHeaders['content-security-policy']?.[0]).toContain(
    "form-action 'self' https://www.paypal.com",
  );
  expect([shop.orders.steps, shop.requests]).toEqual([[], []]);
});

test('its button orders just that, under a name of its own, and pressed twice it is one order', async () => {
  const shop = paypal();
  const { body } = await shop.post(formEvent(plain));
  const sent = formOf(body);
  expect(sent).toMatchObject({ checkout, total: '6100', currency: 'EUR', gateway: 'paypal' });
  for (const click of [1, 2]) {
    const { statusCode, multiValueHeaders } = await shop.post(formEvent({ ...sent, line2: '' }));
    expect([click, statusCode, multiValueHeaders['location']]).toEqual([
      click,
      303,
      ['https://www.paypal.com/checkoutnow?token=P1'],
    ]);
  }
  expect(shop.orders.all.size).toBe(1);
  expect(shop.order()).toMatchObject({ amountMinor: 6100, attempt: { number: 1 } });
});

test.each([
  ['nothing was chosen', { 'quantity.moss-mug': '0' }, 'We could not read your cart'],
  ['a number is none', { 'quantity.moss-mug': 'two' }, 'We could not read your cart'],
  ['a product is sold no longer', { 'quantity.gone': '1' }, 'Your cart has changed'],
  ['a field is empty', { name: '' }, 'Please check what you entered'],
  ['nothing is sent there', { country: 'US' }, 'We do not deliver there'],
  ['a card stands in a field', { line2: '4242 4242 4242 4242' }, 'Please take the card number out'],
])('where %s, that is said and no order is shown', async (_, changes, title) => {
  const { body, statusCode } = await paypal().post(formEvent({ ...plain, ...changes }));
  expect([statusCode >= 400, textsOf(body, 'h1')]).toEqual([true, [title]]);
});

test('a script names its order itself', async () => {
  const asScript = { accept: 'application/json', 'sec-fetch-mode': 'cors' };
  const { statusCode, body } = await paypal().post(formEvent(plain, asScript));
  expect([statusCode, JSON.parse(body)]).toMatchObject([
    400,
    { code: 'malformed_request', errors: [{ field: 'checkout', code: 'missing' }] },
  ]);
});

test('words of a catalogue and of a shopper are text in it, and no HTML', async () => {
  const shop = shopWith({
    accounts: [accountOf('paypal')],
    catalogue: { products: [{ slug: 'moss-mug', title: '<b>Mug</b>', prices: { EUR: 2800 } }] },
  });
  const { body } = await shop.post(formEvent({ ...plain, name: '"><script>x</script>' }));
  expect(elementsOf(body).map(({ tag }) => tag)).not.toEqual(expect.arrayContaining(['b']));
  expect(elementsOf(body).map(({ tag }) => tag)).not.toEqual(expect.arrayContaining(['script']));
  expect(formOf(body)['name']).toBe('"><script>x</script>');
});
