import type { AttackRequest } from './attack.ts';

/** An order as the boutique's page sends it; attacks change a member of it. */
export const order = {
  name: 'Ada Lovelace',
  email: 'ada@mail.example',
  line1: '12 Potter Lane',
  line2: 'Flat 3',
  postalCode: 'D02 X285',
  city: 'Dublin',
  region: 'Leinster',
  country: 'IE',
  gateway: 'stripe',
  checkout: '5f0c7a0e-3b59-4d0e-9c43-0d5f4f1f2b11',
  locale: 'en',
  currency: 'EUR',
  items: [{ slug: 'moss-mug', quantity: 1 }],
} as const;

/** The same without its products, which forms name otherwise. */
export const { items, ...buyer } = order;

/** A request of a script. */
export function json(path: string, value: unknown): AttackRequest {
  const body = typeof value === 'string' ? value : JSON.stringify(value);
  return { method: 'POST', path, headers: { 'content-type': 'application/json' }, body };
}

/** A request of a script of the shop's own page. */
export function own(path: string, value: unknown): AttackRequest {
  const request = json(path, value);
  return { ...request, headers: { ...request.headers, origin: 'https://HOST' } };
}

/** A request of a form. */
export function form(path: string, fields: Readonly<Record<string, string>>): AttackRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { method: 'POST', path, headers, body: String(new URLSearchParams(fields)) };
}

/** An order under a random name, and the secret link to it, which holds the order's reference. */
export const placed: readonly AttackRequest[] = [
  json('/api/session', { ...order, checkout: '$CHECKOUT' }),
  {
    ...own('/api/orders/link', { checkout: '$CHECKOUT' }),
    keeps: { TOKEN: ['#', '"'], REFERENCE: ['#', '.'] },
  },
];
