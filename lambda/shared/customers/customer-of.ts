import type { Delivery } from '../../gateways/delivery.ts';
import type { Log } from '../log/log.ts';
import { cookieNames, cookieOf } from './cookies.ts';
import type { SessionStore } from './session-store.ts';

/** What it is found out with who is signed in. */
export interface CustomerReading {
  readonly findSession: SessionStore['find'];
  readonly log: Log;
}

/**
 * Makes what tells who is signed in while an order is placed. Where that cannot be found out the order is a guest's: a shop that cannot
 * read sessions still sells.
 */
export function createCustomerOf({ findSession, log }: CustomerReading) {
  return async (delivery: Delivery): Promise<string | undefined> => {
    const sessionId = cookieOf(delivery, cookieNames.session);
    if (sessionId === undefined) return undefined;
    try {
      return (await findSession(sessionId))?.subject;
    } catch (error) {
      log.error('who is signed in could not be found out', error);
      return undefined;
    }
  };
}
