import * as z from 'zod/mini';
import { checkRules } from '../shared/orders/check-policy.ts';

/** The shop's policy as the function is told it. An issuer that calls the card's code wrong is never passed over. */
export const checkPolicyForm = z.strictObject({
  avsStreet: z.enum(checkRules),
  avsPostalCode: z.enum(checkRules),
  cvc: z.enum(['mismatch', 'unconfirmed']),
});
