import type { HttpResponse } from '../../../../lambda/gateways/exchange.ts';
import { gatewayOf } from '../../../../lambda/gateways/index.ts';
import type { PaymentEvent } from '../../../../lambda/gateways/payment-event.ts';
import { applyEvent } from '../../../../lambda/shared/orders/apply-event.ts';
import type { Order } from '../../../../lambda/shared/orders/order.ts';
import { keyed, lenient, openOrder } from '../../shared/orders/support/orders.ts';
import { accountOf } from '../support/accounts.ts';
import { type Random, randomOf } from '../support/random.ts';
import { talk } from '../support/talk.ts';

/** What a payment is from a moment on, in milliseconds since 1970. */
interface State {
  readonly since: number;
  readonly refunded: number;
  readonly isDisputed: boolean;
}

/** What was asked at a moment, and how the payment was when the gateway answered. */
export interface Answered {
  readonly askedAt: number;
  readonly state: State;
}

/** A payment that changes, and the answers of a gateway that was asked about it in the meantime. */
export interface AskedHistory {
  readonly answers: readonly Answered[];
  /** The answer that was asked for after the last change: it tells what is true. */
  readonly last: Answered;
  readonly random: Random;
}

const begin = Date.UTC(2026, 0);
const [order, amount] = [openOrder.reference, openOrder.amountMinor];

/** Makes the history with a number out of those of a seed. */
export function askedHistory(gateway: string, seed: string, number: number): AskedHistory {
  const random = randomOf(`${seed} ${gateway} ${number}`);
  const states = changes(random);
  const answers = Array.from({ length: 1 + random.integer(6) }, () => askedDuring(random, states));
  const end = (states.at(-1) as State).since;
  // Each change is told, so that whoever hears of the last one asks after it.
  return { answers, last: answered(random, states, end + 1), random };
}

function changes(random: Random): readonly State[] {
  const first: State = { since: begin, refunded: 0, isDisputed: false };
  return Array.from({ length: 1 + random.integer(5) }).reduce<readonly State[]>(
    (states) => [...states, changed(random, states.at(-1) as State)],
    [first],
  );
}

function changed(random: Random, { since, refunded, isDisputed }: State): State {
  const next = { since: since + 1 + random.integer(5_000), refunded, isDisputed };
  if (random.chance(0.5)) return { ...next, isDisputed: !isDisputed };
  // A refund can fail later on, so that the sum shrinks.
  return { ...next, refunded: refunded > 0 && random.chance(0.4) ? 0 : Math.min(amount, refunded + 1000) };
}

function askedDuring(random: Random, states: readonly State[]): Answered {
  const end = (states.at(-1) as State).since;
  return answered(random, states, begin + random.integer(end - begin + 1));
}

// The answer is made some time after the question, when the payment may have changed again.
function answered(random: Random, states: readonly State[], askedAt: number): Answered {
  const madeAt = askedAt + random.integer(2_000);
  const state = states.findLast(({ since }) => since <= madeAt) as State;
  return { askedAt, state };
}

const bodies: Readonly<Record<string, (state: State) => object>> = {
  mollie: ({ refunded, isDisputed }) => ({
    ...{ resource: 'payment', id: 'tr_1', status: 'paid', metadata: { order_reference: order } },
    amount: euros(amount),
    amountRefunded: euros(refunded),
    amountChargedBack: euros(isDisputed ? 1500 : 0),
  }),
  mercadopago: ({ since, refunded, isDisputed }) => ({
    ...{ id: 123, external_reference: order, currency_id: 'EUR', transaction_amount: amount / 100 },
    status: isDisputed ? 'in_mediation' : refunded === amount ? 'refunded' : 'approved',
    transaction_amount_refunded: refunded / 100,
    date_last_updated: new Date(since).toISOString(),
  }),
};

const names: Readonly<Record<string, string>> = { mollie: 'tr_1', mercadopago: '123' };

function euros(minor: number) {
  return { value: (minor / 100).toFixed(2), currency: 'EUR' };
}

/** What a gateway's answer tells. */
function eventsOf(gateway: string, { askedAt, state }: Answered): readonly PaymentEvent[] {
  const { confirm } = gatewayOf(gateway);
  const body = bodies[gateway]?.(state) ?? {};
  const response: HttpResponse = { status: 200, body: JSON.stringify(body) };
  const notification = { type: 'payment', resource: 'payment', id: names[gateway] ?? '' };
  const exchange = confirm?.(notification, accountOf(gateway), new Date(askedAt));
  const told = exchange && talk(exchange, response).result;
  if (told?.outcome !== 'confirmed') throw new Error(`${gateway} did not say`);
  return told.events;
}

/** State and sums of an order to which answers were applied, one after the other. */
export function endOfAnswers(gateway: string, answers: readonly Answered[]): Pick<Order, 'state' | 'money'> {
  const { state, money } = answers
    .flatMap((answer) => eventsOf(gateway, answer))
    .reduce((before, event) => applyEvent(before, keyed(event, gateway), lenient), openOrder);
  return { state, money };
}
