import type { Attack, AttackGroup, Defence } from '../attack.ts';
import type { Check } from '../checks.ts';
import { buyer, form, items, json, order, own, placed } from '../order.ts';

const card = '4111 1111 1111 1111';
const [mug] = items;

function refused(
  check: Check,
  name: string,
  request: ReturnType<typeof json>,
  ...statuses: readonly number[]
) {
  return { name, sent: [request], expected: { statuses }, defence: { check } };
}

const price = (cart: object) => json('/api/price', { country: 'IE', currency: 'EUR', ...cart });

/** Prices that a shopper would set, and orders that a shop could not deliver. */
export const orders: AttackGroup = {
  title: 'Prices',
  attacks: [
    refused('total', 'a sum of its own', json('/api/session', { ...order, total: 1 }), 409),
    refused(
      'total',
      'a sum and a price of its own',
      json('/api/session', { ...order, items: [{ ...mug, price: 1, unitAmount: 1 }], total: 1 }),
      409,
    ),
    {
      name: 'a price of its own in place of the catalogue’s',
      sent: [price({ items: [{ ...mug, priceMinor: 1 }] })],
      expected: { statuses: [200], lacks: '"priceMinor":1}' },
      defence: { check: 'prices' },
    },
    {
      name: 'a price of its own in a form',
      sent: [
        form('/api/price', {
          country: 'IE',
          currency: 'EUR',
          items: JSON.stringify([{ ...mug, priceMinor: 1 }]),
        }),
      ],
      expected: { statuses: [200], lacks: '"priceMinor":1}' },
      defence: { check: 'prices' },
    },
    refused('form', 'a negative number of pieces', price({ items: [{ ...mug, quantity: -1 }] }), 400),
    refused('form', 'half a piece', price({ items: [{ ...mug, quantity: 0.5 }] }), 400),
    refused(
      'form',
      'more pieces than a number has digits',
      price({ items: [{ ...mug, quantity: 1e21 }] }),
      400,
    ),
    refused(
      'products',
      'a product that the shop does not sell',
      price({ items: [{ slug: 'gold-bar', quantity: 1 }] }),
      409,
    ),
    refused(
      'currencies',
      'a currency that the shop does not take',
      json('/api/session', { ...order, currency: 'VND' }),
      400,
      409,
    ),
    refused(
      'gateways',
      'a gateway that the shop does not have',
      json('/api/session', { ...order, gateway: 'evilpay' }),
      400,
    ),
  ],
};

function afterOrder(name: string, check: Check, request: ReturnType<typeof json>, lacks: string): Attack {
  const expected = { statuses: [400, 403, 404, 405, 410], lacks };
  return { name, sent: [...placed, request], expected, defence: { check } };
}

/** Orders of somebody else, found by whatever of them is told elsewhere. */
export const strangersOrders: AttackGroup = {
  title: 'Orders of somebody else, and secrets in addresses',
  attacks: [
    afterOrder(
      'a payment by the number that gateways know its order by',
      'checkout',
      json('/api/payment-state', { checkout: '$REFERENCE' }),
      '"state"',
    ),
    {
      name: 'more of a payment than its state, by the name of its checkout',
      sent: [...placed, json('/api/payment-state', { checkout: '$CHECKOUT' })],
      expected: { statuses: [200], lacks: 'moss-mug' },
      defence: { check: 'state' },
    },
    afterOrder(
      'an order by a link that nobody signed',
      'links',
      own('/api/orders/view', { token: `$REFERENCE.9999999999.${'A'.repeat(43)}` }),
      'Moss mug',
    ),
    afterOrder(
      'an order by its link, from another site',
      'own site',
      {
        ...own('/api/orders/view', { token: '$TOKEN' }),
        headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      },
      'Moss mug',
    ),
    afterOrder(
      'an order by its link in an address',
      'bodies',
      { path: '/api/orders/view?token=$TOKEN' },
      'Moss mug',
    ),
    afterOrder(
      'a link to an order by the name of its checkout in an address',
      'bodies',
      { path: '/api/orders/link?checkout=$CHECKOUT' },
      '/order/#',
    ),
    afterOrder(
      'a payment by the name of its checkout in an address',
      'methods',
      { path: '/api/payment-state?checkout=$CHECKOUT' },
      '"state"',
    ),
  ],
};

const untold: Defence = { edge: 'cache key' };

/** The number of a card in every field of every form that the shop has, and where no form has one. */
export const cardNumbers: AttackGroup = {
  title: 'Numbers of cards',
  attacks: [
    ...Object.keys(buyer).map((field) =>
      refused(
        'cards',
        `a card in the field ${field} of an order`,
        json('/api/session', { ...order, [field]: card }),
        422,
      ),
    ),
    ...Object.keys(buyer).map((field) =>
      refused(
        'cards',
        `a card in the field ${field} of a form`,
        form('/api/session', { ...buyer, 'quantity.moss-mug': '1', [field]: card }),
        422,
      ),
    ),
    refused(
      'cards',
      'a card in the name of a product',
      json('/api/session', { ...order, items: [{ slug: card, quantity: 1 }] }),
      422,
    ),
    refused(
      'cards',
      'a card in place of its token',
      json('/api/session', { ...order, card: { token: '4111111111111111' } }),
      422,
    ),
    refused(
      'cards',
      'a card in a field that no form has',
      json('/api/session', { ...order, note: card }),
      422,
    ),
    refused('cards', 'a card in a question about a price', price({ items, region: card }), 422),
    refused('checkout', 'a card in place of a checkout', json('/api/payment-state', { checkout: card }), 400),
    ...['x-card-number', 'referer', 'cookie', 'accept-language'].map((name) => ({
      name: `a card in the header ${name}`,
      sent: [{ path: '/', headers: { [name]: `card=${card}` } }],
      expected: { statuses: [200], lacks: '4111' },
      defence: untold,
    })),
    {
      name: 'a card in an address',
      sent: [{ path: `/checkout/?card=${card.replaceAll(' ', '')}` }],
      expected: { statuses: [200], lacks: '4111' },
      defence: untold,
    },
  ],
};
