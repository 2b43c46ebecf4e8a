import { type Payment, refundableOf } from './payments.ts';

/** What can happen to a payment. Each gateway tells some of it to the shop. */
export type Happening = 'approved' | 'paid' | 'declined' | 'over' | 'refunded' | 'disputed' | 'won' | 'lost';

/**
 * Has something happen to a payment; `amountMinor` is that of a refund, and all that is left of the payment without it. Throws a
 * sentence where that cannot happen to it.
 */
export type Happen = (happening: Happening, payment: Payment, amountMinor?: number) => void;

/** Nothing can happen to a payment that does not follow from what it is: the sentence says why. */
export class ImpossibleError extends Error {}

/** Changes a payment as something happens to it. */
export function apply(happening: Happening, payment: Payment, amountMinor = refundableOf(payment)): void {
  const why = objections[happening](payment, amountMinor);
  if (why !== undefined) throw new ImpossibleError(`${payment.id} cannot be ${happening}: ${why}`);
  if (happening === 'refunded') {
    payment.refunds.push({ number: payment.refunds.length + 1, amountMinor });
  } else if (happening === 'disputed') payment.dispute = 'open';
  else if (happening === 'won' || happening === 'lost') payment.dispute = happening;
  else payment.state = happening === 'declined' ? 'failed' : happening;
}

type Objection = (payment: Payment, amountMinor: number) => string | undefined;

const isPaid: Objection = ({ state }) => (state === 'paid' ? undefined : `it is ${state}`);
const isUndecided: Objection = ({ state }) =>
  state === 'paid' || state === 'over' ? `it is ${state}` : undefined;
const isDisputed: Objection = ({ dispute }) => (dispute === 'open' ? undefined : 'it has no open dispute');

/** Why something cannot happen to a payment. */
const objections: Readonly<Record<Happening, Objection>> = {
  approved: isUndecided,
  paid: isUndecided,
  declined: isUndecided,
  over: isUndecided,
  refunded: (payment, amountMinor) => isPaid(payment, amountMinor) ?? exceeds(payment, amountMinor),
  disputed: (payment, amountMinor) =>
    isPaid(payment, amountMinor) ?? (payment.dispute && `its dispute is ${payment.dispute}`),
  won: isDisputed,
  lost: isDisputed,
};

function exceeds(payment: Payment, amountMinor: number): string | undefined {
  const left = refundableOf(payment);
  const isPart = Number.isSafeInteger(amountMinor) && amountMinor > 0 && amountMinor <= left;
  return isPart ? undefined : `only ${left} of it can go back, and not ${amountMinor}`;
}
