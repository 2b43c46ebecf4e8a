import { type Attempt, isTaken, type Order } from './order.ts';
import { isCancelled } from './order-decisions.ts';

const hour = 60 * 60 * 1000;

/**
 * How long after an attempt the gateway is asked what became of it, where nothing was heard. Callbacks arrive within
 * seconds; the later ones are for gateways that send them again for days, and for payments by bank.
 */
const afterAttempt: readonly number[] = [1, 6, 24, 72].map((hours) => hours * hour);

/** How often the gateway is asked about money that is reserved, and for how long: card issuers free it after 30 days at most. */
const [betweenInquiries, longestReserved] = [24 * hour, 30 * 24 * hour];

/** From when on a person has to look at money that is reserved and not taken: some issuers free it after seven days. */
const reservedTooLong = 5 * 24 * hour;
// A card was sent, and no gateway has said for a day what became of it.
const chargedUnheard = 24 * hour;
/** From when on a person has to look at an attempt about which the gateway answers nobody: callbacks have come by then. */
const muteUnheard = 72 * hour;

/** When the gateway has to be asked about an order the next time after a moment; never where nothing is left to hear. */
export function nextInquiry(order: Order, after: Date): Date | undefined {
  const { state, attempt } = order;
  if (state === 'authorised') {
    return firstAfter(after, Date.parse(order.stateSince), reservedSteps);
  }
  const isAwaited = !isTaken(state) && !isCancelled(order);
  return isAwaited ? firstAfter(after, Date.parse(attempt.startedAt), stepsOf(attempt)) : undefined;
}

function stepsOf({ inquiry, mayHaveCharged, isMute }: Attempt): readonly number[] {
  if (inquiry !== undefined || mayHaveCharged) return afterAttempt;
  return isMute ? [muteUnheard] : [];
}

/** Whether money has been reserved for so long that a person has to look at the gateway. */
export function isReservedTooLong({ state, stateSince }: Order, now: Date): boolean {
  return state === 'authorised' && now.getTime() - Date.parse(stateSince) >= reservedTooLong;
}

/** Whether an attempt may have been paid, and nobody can find out any more but a person who looks at the gateway. */
export function isOutcomeUnknown(order: Order, now: Date): boolean {
  const { state, attempt } = order;
  if (isTaken(state) || isCancelled(order)) return false;
  const age = now.getTime() - Date.parse(attempt.startedAt);
  const isCharged = state === 'open' && attempt.mayHaveCharged === true;
  return (isCharged && age >= chargedUnheard) || (attempt.isMute === true && age >= muteUnheard);
}

const reservedSteps: readonly number[] = Array.from(
  { length: longestReserved / betweenInquiries },
  (_, step) => (step + 1) * betweenInquiries,
);

function firstAfter(after: Date, begin: number, steps: readonly number[]): Date | undefined {
  const next = steps.find((step) => begin + step > after.getTime());
  return next === undefined ? undefined : new Date(begin + next);
}
