import { expect, test } from '@jest/globals';
import type { PageAnswer, PaymentState, CheckoutRequest as Sent } from '../../client/wire.ts';
import type { PageStep } from '../../lambda/gateways/session-request.ts';
import type { CheckoutRequest } from '../../lambda/payment-session/checkout-request.ts';
import type { PaymentState as ToldState } from '../../lambda/payment-session/payment-state.ts';

/** The compiler takes each of these only where the function and the client mean the same by it. */
const wire = {
  page: (told: PageStep): Omit<PageAnswer, 'integration'> => told,
  request: (sent: Omit<Sent, 'items'> & Pick<CheckoutRequest, 'items'>): CheckoutRequest => sent,
  state: (told: ToldState['state']): PaymentState => told,
  stateBack: (known: PaymentState): ToldState['state'] => known,
};

test('the client reads what the function answers, and sends what it takes', () => {
  expect(Object.keys(wire)).toEqual(['page', 'request', 'state', 'stateBack']);
});
