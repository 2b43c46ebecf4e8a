import type { AttackGroup, AttackRequest, Defence } from '../attack.ts';
import { items, json, order } from '../order.ts';

const form: Defence = { rule: 'request-form' };
const refused = { statuses: [400] } as const;
const host: Defence = { edge: 'host' };

/** CloudFront takes no body of a GET request, and the function no GET request at all. */
function bodied(what: string, request: AttackRequest, lacks: string) {
  return {
    name: `${what} as GET with a body`,
    sent: [{ ...request, method: 'GET' }],
    expected: { statuses: [403, 405], lacks },
    defence: { edge: 'bodies' as const },
    also: { check: 'methods' as const },
  };
}

/** Lengths, methods and hosts that no page and no gateway sends. */
export const requests: AttackGroup = {
  title: 'Lengths, methods and hosts',
  attacks: [
    {
      name: 'an order of more than 8 kB',
      sent: [{ method: 'POST', path: '/api/session', body: 8193 }],
      expected: refused,
      defence: form,
    },
    {
      name: 'a callback of more than 64 kB',
      sent: [{ method: 'POST', path: '/callbacks/stripe', body: 65_537 }],
      expected: refused,
      defence: form,
    },
    {
      name: 'a report of more than 8 kB',
      sent: [{ method: 'POST', path: '/csp-report', body: 20_000 }],
      expected: refused,
      defence: form,
    },
    ...['TRACE', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'BREW'].map((method) => ({
      name: `the method ${method}`,
      sent: [{ method, path: '/' }],
      expected: refused,
      defence: form,
    })),
    {
      name: 'a form that is sent to a page',
      sent: [{ method: 'POST', path: '/checkout/', body: 'a=1' }],
      expected: refused,
      defence: form,
    },
    {
      name: 'another method in a header',
      sent: [
        {
          method: 'GET',
          path: '/api/session',
          headers: {
            'x-http-method-override': 'POST',
            'content-type': 'application/json',
            'x-method': 'POST',
          },
        },
      ],
      expected: { statuses: [404, 405], lacks: order.checkout },
      defence: { check: 'methods' },
    },
    bodied('a question about a price', json('/api/price', { country: 'IE', items }), 'amountMinor'),
    bodied('an order', json('/api/session', order), 'checkout.stripe.com'),
    bodied('a question for a payment', json('/api/payment-state', { checkout: order.checkout }), '"state"'),
    {
      name: 'a host that is somebody else’s',
      sent: [{ path: '/', headers: { host: 'evil.example' } }],
      expected: { statuses: [403, 421], lacks: 'Moss mug' },
      defence: host,
    },
    {
      name: 'another host in a header',
      sent: [{ path: '/', headers: { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' } }],
      expected: { statuses: [200], lacks: 'evil.example' },
      defence: { edge: 'cache key' },
    },
  ],
};
