import type { PaymentEvent } from '../../gateways/gateway.ts';

/**
 * The gateway's name for the payment of an event. Where the card guard took it for a card's number, what is left of it
 * may be left of another payment's name too, so that it names nothing.
 */
export function paymentName({ paymentId }: PaymentEvent): string | undefined {
  return paymentId !== undefined && !/[*[]/.test(paymentId) ? paymentId : undefined;
}
