import type { AttackGroup } from '../attack.ts';
import { buyer, form, json, order } from '../order.ts';

const evil = 'evil.example';

function unmoved(name: string, path: string, edge: 'functions' | 'cache key' = 'functions') {
  return {
    name,
    sent: [{ path }],
    expected: { statuses: [200, 301, 302, 308, 400, 403, 404], lacks: evil },
    defence: { edge },
  };
}

/** Answers that an attacker would have the edge keep for others, or lead others away by. */
export const caching: AttackGroup = {
  title: 'Caches, redirects and other sites',
  attacks: [
    ...['x-forwarded-host', 'x-host', 'x-original-url', 'x-rewrite-url'].map((name) => ({
      name: `a page that the header ${name} would change for the next shopper`,
      sent: [{ path: '/', headers: { [name]: evil } }, { path: '/' }],
      expected: { statuses: [200], lacks: evil },
      defence: { edge: 'cache key' as const },
    })),
    {
      name: 'a page that an argument would change for the next shopper',
      sent: [{ path: `/?utm=${evil}` }, { path: '/' }],
      expected: { statuses: [200], lacks: evil },
      defence: { edge: 'cache key' },
    },
    {
      name: 'an answer of a function, kept as if it were a style sheet',
      sent: [{ path: '/api/payment-methods/a.css' }, { path: '/api/payment-methods/a.css' }],
      expected: { statuses: [400, 404], lacks: 'x-cache: Hit' },
      defence: { check: 'addresses' },
    },
    {
      name: 'a page that a cookie would change for the next shopper',
      sent: [{ path: '/', headers: { cookie: `lang=${evil}` } }, { path: '/' }],
      expected: { statuses: [200], lacks: evil },
      defence: { edge: 'cache key' },
    },
    {
      name: 'a page that a port in a header would change for the next shopper',
      sent: [
        { path: '/', headers: { 'x-forwarded-port': '1337', 'x-forwarded-scheme': 'http' } },
        { path: '/' },
      ],
      expected: { statuses: [200], lacks: '1337' },
      defence: { edge: 'cache key' },
    },
    unmoved('a redirect to another host by two slashes', `//${evil}/%2e%2e`),
    unmoved('a redirect to another host by a backslash', `/%5c${evil}`),
    unmoved('a redirect to another host by encoded slashes', `/%2f%2f${evil}`),
    unmoved('a redirect to another host by a line that ends', `/%0d%0alocation:%20https://${evil}/x/%2e`),
    unmoved(
      'a redirect to another host by an argument',
      `/checkout/done/?return=https://${evil}/`,
      'cache key',
    ),
    {
      name: 'an answer that another site’s script may read',
      sent: [{ path: '/api/catalogue', headers: { origin: `https://${evil}` } }],
      expected: { statuses: [200], lacks: 'access-control-allow-origin' },
      defence: { edge: 'headers policy' },
    },
    {
      name: 'an order that another site sends',
      sent: [
        {
          ...json('/api/session', order),
          headers: {
            'content-type': 'application/json',
            origin: `https://${evil}`,
            'sec-fetch-site': 'cross-site',
          },
        },
      ],
      expected: { statuses: [403] },
      defence: { check: 'site' },
    },
    {
      name: 'an order that a form of another site sends',
      sent: [
        {
          ...form('/api/session', { ...buyer, 'quantity.moss-mug': '1' }),
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            origin: 'null',
            'sec-fetch-site': 'cross-site',
          },
        },
      ],
      expected: { statuses: [403] },
      defence: { check: 'site' },
    },
  ],
};
