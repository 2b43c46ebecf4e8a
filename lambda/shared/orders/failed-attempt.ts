import type { PaymentEvent } from '../../gateways/payment-event.ts';
import { paymentName } from './inbound-event.ts';
import type { Attempt } from './order.ts';

/** The attempt after a gateway has said that a payment failed: if that was its own, it has failed, and another card may be charged at once. */
export function afterFailure(attempt: Attempt, gateway: string, event: PaymentEvent): Attempt {
  if (event.class !== 'failed' || attempt.gateway !== gateway || !isOfAttempt(attempt, event)) return attempt;
  return failedAttempt(attempt);
}

/** An attempt of which it is known that it has charged nothing. */
export function failedAttempt({ mayHaveCharged: _, ...attempt }: Attempt): Attempt {
  return { ...attempt, hasFailed: true };
}

/** Names of single payments, in the gateways' words; others name all that an order was paid with. */
const payments: readonly string[] = ['payment', 'transaction'];

// Without a name, it is the failure of this attempt only where that of none before can come now.
function isOfAttempt({ inquiry, startedAt, followsUncertain }: Attempt, event: PaymentEvent): boolean {
  if (inquiry && payments.includes(inquiry.resource)) return paymentName(event) === inquiry.id;
  return !followsUncertain && event.at !== undefined && event.at >= Date.parse(startedAt);
}
