import type { AttackGroup, AttackRequest, Defence } from '../attack.ts';
import { form, json, order } from '../order.ts';

const session: Defence = { function: 'payment-session' };
const shopperOrders: Defence = { function: 'shopper-orders' };
const card = '4111 1111 1111 1111';
const { items, ...fields } = order;

function refused(name: string, request: ReturnType<typeof json>, ...statuses: readonly number[]) {
  return { name, sent: [request], expected: { statuses }, defence: session };
}

/** A request of a script of the shop's own page. */
function own(path: string, value: unknown): AttackRequest {
  const request = json(path, value);
  return { ...request, headers: { ...request.headers, origin: 'https://HOST' } };
}

/** Prices and orders of somebody else. */
export const orders: AttackGroup = {
  title: 'Prices and orders',
  attacks: [
    refused('a sum of its own', json('/api/session', { ...order, total: 1 }), 409),
    refused(
      'a price of its own',
      json('/api/session', { ...order, items: [{ ...items[0], price: 1, unitAmount: 1 }], total: 1 }),
      409,
    ),
    refused(
      'a negative number of pieces',
      json('/api/price', { ...order, items: [{ slug: 'moss-mug', quantity: -1 }] }),
      400,
    ),
    refused(
      'half a piece',
      json('/api/price', { ...order, items: [{ slug: 'moss-mug', quantity: 0.5 }] }),
      400,
    ),
    refused(
      'more pieces than a number has digits',
      json('/api/price', { ...order, items: [{ slug: 'moss-mug', quantity: 1e21 }] }),
      400,
    ),
    refused(
      'a product that the shop does not sell',
      json('/api/price', { ...order, items: [{ slug: 'gold-bar', quantity: 1 }] }),
      409,
    ),
    refused(
      'a currency that the shop does not take',
      json('/api/session', { ...order, currency: 'VND' }),
      400,
      409,
    ),
    refused(
      'a gateway that the shop does not have',
      json('/api/session', { ...order, gateway: 'evilpay' }),
      400,
    ),
    {
      name: 'the state of a payment that somebody else may have begun',
      sent: [json('/api/payment-state', { checkout: '00000000-0000-4000-8000-000000000000' })],
      expected: { statuses: [200], lacks: 'order' },
      defence: session,
    },
    {
      name: 'a payment by the name of its checkout in an address',
      sent: [{ path: `/api/payment-state?checkout=${order.checkout}` }],
      expected: { statuses: [404, 405], lacks: '"state"' },
      defence: session,
    },
    {
      name: 'an order by a made-up link',
      sent: [own('/api/orders/view', { token: 'A'.repeat(43) })],
      expected: { statuses: [400, 401, 403, 404, 410] },
      defence: shopperOrders,
    },
  ],
};

/** The number of a card in every field of every form that the shop has. */
export const cardNumbers: AttackGroup = {
  title: 'Numbers of cards',
  attacks: [
    ...Object.keys(fields).map((field) =>
      refused(
        `a card in the field ${field} of an order`,
        json('/api/session', { ...order, [field]: card }),
        422,
      ),
    ),
    ...Object.keys(fields).map((field) =>
      refused(
        `a card in the field ${field} of a form`,
        form('/api/session', { ...fields, 'quantity.moss-mug': '1', [field]: card }),
        422,
      ),
    ),
    refused(
      'a card in the name of a product',
      json('/api/session', { ...order, items: [{ slug: card, quantity: 1 }] }),
      422,
    ),
    refused(
      'a card in place of its token',
      json('/api/session', { ...order, card: { token: '4111111111111111' } }),
      422,
    ),
    refused('a card in a question about a price', json('/api/price', { ...order, country: card }), 400, 422),
    refused('a card in place of a checkout', json('/api/payment-state', { checkout: card }), 400, 422),
    {
      name: 'a card in the question for a link to an order',
      sent: [own('/api/orders/link', { number: card, email: order.email })],
      expected: { statuses: [400, 403, 422], lacks: '4111' },
      defence: shopperOrders,
    },
  ],
};
