import type { AttackGroup } from '../attack.ts';

function flood(what: string, rule: string, method: string, path: string, times: number) {
  return {
    name: `${times} requests ${what} of one address in five minutes`,
    sent: [{ method, path, times }],
    expected: { statuses: [429] },
    defence: { rule },
  };
}

/**
 * More requests than a shopper or a gateway sends. Limits come before every other rule, so a method that no address takes is counted
 * like any other one, and costs the shop the least until then.
 */
export const rates: AttackGroup = {
  title: 'Floods',
  attacks: [
    flood('at the address of reports', 'rate-reports', 'PUT', '/csp-report', 201),
    flood('to pay', 'rate-payments', 'PUT', '/api/session', 201),
    flood('at the checkout', 'rate-payments', 'GET', '/checkout/', 201),
    flood('at the address of callbacks', 'rate-callbacks', 'PUT', '/callbacks/stripe', 1001),
    flood('at any address', 'rate-everywhere', 'PUT', '/', 2001),
  ],
};
