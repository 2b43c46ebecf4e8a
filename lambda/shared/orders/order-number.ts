import { createHash } from 'node:crypto';

// Digits and consonants that nobody takes for one another, and no words. 28^8 is 378 thousand million.
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ';
const length = 8;

/** What people call an order, such as `K7QF-2MXP`. */
export const orderNumberForm = /^[2-9BCDFGHJKMNP-TV-Z]{4}-[2-9BCDFGHJKMNP-TV-Z]{4}$/;

/**
 * The number of an order for people. It says nothing of how many orders there are. `attempt` counts from 0: another one gives
 * another number, where the first is taken.
 */
export function orderNumber(reference: string, attempt: number): string {
  let rest = BigInt(`0x${createHash('sha256').update(`${reference} ${attempt}`).digest('hex')}`);
  let number = '';
  const base = BigInt(letters.length);
  for (let place = 0; place < length; place += 1) {
    number += letters[Number(rest % base)];
    rest /= base;
  }
  return `${number.slice(0, 4)}-${number.slice(4)}`;
}
