import facts from '../aws/lambda-concurrency.json' with { type: 'json' };

/** Executions at a time that Lambda leaves to functions without a reservation; it refuses a reservation beyond. */
export const { leastUnreserved } = facts;

/** The lowest quota of which two environments can reserve their parts. */
export const leastQuota = 200;

/** How many messages the order worker handles at a time: gateways count the requests of a shop. */
export const ordersAtOnce = 5;

/** Parts of what may be reserved for the functions that anybody can call, in hundredths; two environments fit side by side. */
const parts = {
  'payment-session': 19,
  'payment-callback': 19,
  'csp-report': 4,
  'shopper-orders': 3,
} as const;

/** The functions that have executions of their own. */
export type ReservedFunction = keyof typeof parts | 'order-worker';

/**
 * Executions at a time of each function that anonymous traffic reaches, and of the order worker, by the quota of the account in
 * the region. A reservation is a limit as well: a flood of one function leaves the others what is theirs.
 */
export function reservations(quota: number): Readonly<Record<ReservedFunction, number>> {
  const part = (hundredths: number) => Math.floor(((quota - leastUnreserved) * hundredths) / 100);
  return {
    'payment-session': part(parts['payment-session']),
    'payment-callback': part(parts['payment-callback']),
    'csp-report': part(parts['csp-report']),
    'shopper-orders': part(parts['shopper-orders']),
    'order-worker': ordersAtOnce,
  };
}
