import { answeredEvent } from '../../../lambda/gateways/events.ts';
import type { Exchange, HttpResponse } from '../../../lambda/gateways/exchange.ts';
import { explainRejection } from '../../../lambda/gateways/explain-rejection.ts';
import type { Confirmation, MerchantAccount, Reading } from '../../../lambda/gateways/gateway.ts';
import {
  type EventClass,
  eventClasses,
  type IgnoreReason,
  type PaymentEvent,
  type UnverifiedNotification,
} from '../../../lambda/gateways/payment-event.ts';
import { titleOf } from '../../../lambda/gateways/registry.ts';
import { isTaken, type Order } from '../../../lambda/shared/orders/order.ts';
import type { History } from './history.ts';
import type { HistoryDelivery } from './history-delivery.ts';
import {
  createSimulatedOrder,
  type Effected,
  type Relation,
  type SimulatedOrder,
} from './simulated-order.ts';

/** What became of one delivery. */
export interface SimulatedDelivery {
  readonly outcome: 'accepted' | 'ignored' | 'refused';
  readonly class?: EventClass;
  /** The gateway's own word for the kind of event. */
  readonly type: string;
  readonly amountMinor?: number;
  readonly currency?: string;
  /** Why it was not accepted. */
  readonly why?: string;
}

/** What became of a history. */
export interface Simulation {
  readonly deliveries: readonly SimulatedDelivery[];
  readonly order: Order;
}

/** Runs the adapter and the ledger over a history. Deliveries without a signature are taken as verified on request. */
export function simulate(history: History, isUnsigned: boolean): Simulation {
  const simulated = createSimulatedOrder(history);
  const outcomes = new Map<number, SimulatedDelivery>();
  const waiting = new Map<number, Told>();
  history.deliveries.forEach((delivery, index) => {
    const told = toldBy({ history, delivery, index, simulated, isUnsigned });
    if ('outcome' in told) outcomes.set(index, told);
    else settle(index, told, false);
    // What came before may be about a payment that only this delivery gave to the order.
    for (const [earlier, each] of waiting) settle(earlier, each, false);
  });
  for (const [index, told] of waiting) settle(index, told, true);

  function settle(index: number, told: Told, isEnd: boolean): void {
    const outcome = outcomeOf(told, simulated, isEnd);
    if (outcome === 'waiting') waiting.set(index, told);
    else {
      waiting.delete(index);
      outcomes.set(index, outcome);
    }
  }

  const deliveries = history.deliveries.flatMap((_, index) => outcomes.get(index) ?? []);
  return { deliveries, order: simulated.order() };
}

/** What a delivery that proved authentic says. */
interface Told {
  readonly type: string;
  readonly events: readonly PaymentEvent[];
}

interface Step {
  readonly history: History;
  readonly delivery: HistoryDelivery;
  readonly index: number;
  readonly simulated: SimulatedOrder;
  readonly isUnsigned: boolean;
}

function toldBy(step: Step): Told | SimulatedDelivery {
  const [first, second] = accountsOf(step.history);
  const told = toldIn(step, first);
  // Without a mode, deliveries of both count: whatever is of the other one is read again in that.
  const isOtherMode = 'events' in told && told.events.every(({ ignored }) => ignored === 'other_mode');
  return isOtherMode && second ? toldIn(step, second) : told;
}

function accountsOf({ gateway, integration = 'server', mode, settings, secrets, order }: History) {
  const modes = mode === undefined ? (['live', 'test'] as const) : [mode];
  // Some accounts have but one currency, which a history need not repeat in the settings.
  const filled = { currency: order.currency, ...settings };
  return modes.map((each): MerchantAccount => {
    const config = {
      name: gateway.name,
      mode: each,
      integration,
      threeDSecure: 'redirect',
      settings: filled,
    } as const;
    return { config, secrets };
  }) as [MerchantAccount, MerchantAccount?];
}

function toldIn(step: Step, account: MerchantAccount): Told | SimulatedDelivery {
  const { history, isUnsigned, delivery } = step;
  const { gateway } = history;
  const read = gateway.read(delivery.delivery, account);
  if (isUnsigned) return toldOf(step, account, read);
  const signed = gateway.diagnosis.signedTime?.read(delivery.delivery);
  const now = delivery.at ?? new Date((signed ?? 0) * 1000);
  const receipt = gateway.receive(delivery.delivery, account, now);
  if ('events' in receipt || 'notification' in receipt) return toldOf(step, account, receipt);
  const why = explainRejection({ gateway, delivery: delivery.delivery, account, now }, receipt.result);
  return { outcome: 'refused', type: typeOf(read), why: `${receipt.result}: ${why}` };
}

function typeOf(reading: Reading): string {
  return 'events' in reading ? (reading.events[0]?.type ?? 'unreadable') : reading.notification.type;
}

// As a queue of the shop would, one after the other.
function toldOf(step: Step, account: MerchantAccount, reading: Reading): Told | SimulatedDelivery {
  if ('events' in reading) {
    const events = reading.events.flatMap((event) => withAnswers(step, account, event));
    return { type: typeOf(reading), events };
  }
  const { notification } = reading;
  const { type } = notification;
  const answered = ask(step, account, notification);
  if (answered !== undefined) return { type, events: answered };
  const events = step.history.gateway.readUnverified?.(step.delivery.delivery, account) ?? [];
  if (events.length > 0) return { type, events };
  const about = [notification.resource, notification.id].join(' ').trim();
  const title = titleOf(step.history.gateway.name);
  const why = `${title} has to be asked about ${about}, and the answers do not tell`;
  return { outcome: 'ignored', type, why };
}

function withAnswers(step: Step, account: MerchantAccount, event: PaymentEvent): readonly PaymentEvent[] {
  const answered = event.ask && step.delivery.answers.length > 0 ? ask(step, account, event.ask) : undefined;
  return answered?.map((each) => answeredEvent(event, each)) ?? [event];
}

/** What the gateway says of a notification; nothing where the answers do not tell. */
function ask(
  { history, delivery, index, simulated }: Step,
  account: MerchantAccount,
  notification: UnverifiedNotification,
): readonly PaymentEvent[] | undefined {
  const answers = [...delivery.answers];
  // What was asked later is what counts, so that each delivery has a time of its own.
  const time = new Date((delivery.at?.getTime() ?? 0) + index);
  const exchange = history.gateway.confirm?.(notification, account, time);
  const confirmation = exchange && run(exchange, answers);
  if (confirmation?.outcome === 'confirmed') return confirmation.events;
  if (confirmation?.outcome !== 'capturable') return undefined;
  const { event, capture } = confirmation;
  const captured =
    answers.length > 0 && mayCapture(event, simulated.order()) ? run(capture(), answers) : undefined;
  return captured?.outcome === 'confirmed' ? captured.events : [event];
}

// When the answers have run out, the gateway knows nothing of what it is asked.
function run(exchange: Exchange<Confirmation>, answers: HttpResponse[]): Confirmation {
  let step = exchange.next();
  while (!step.done) step = exchange.next(answers.shift() ?? { status: 404, body: '' });
  return step.value;
}

function mayCapture({ orderReference, amountMinor, currency }: PaymentEvent, order: Order): boolean {
  const isFitting = amountMinor === order.amountMinor && currency === order.currency;
  return orderReference === order.reference && isFitting && !isTaken(order.state);
}

const relations: Readonly<Record<Exclude<Relation, 'own' | 'waiting'>, string>> = {
  'other order': 'it names another order',
  'no order': 'it names no order, as every payment of this shop does',
  'other payment': 'it is about a payment of another order',
};

const reasons: Readonly<Record<IgnoreReason, string>> = {
  unknown_kind: 'the table of event kinds has no row for it',
  other_mode: 'it is of the other mode',
  other_account: 'it is for another merchant account, or its fields can be read in two ways',
  unreadable: 'it cannot be read',
};

function outcomeOf(
  { type, events }: Told,
  simulated: SimulatedOrder,
  isEnd: boolean,
): SimulatedDelivery | 'waiting' {
  const related = events.map((event) => ({ event, relation: simulated.relationOf(event, isEnd) }));
  if (related.some(({ relation }) => relation === 'waiting')) return 'waiting';
  const own = related.filter(({ relation }) => relation === 'own');
  for (const { event, relation } of related) if (relation !== 'own') simulated.disown(event);
  const applied = own.map(({ event }) => simulated.apply(event));
  const effected = applied.flatMap((each) => (each === undefined || each === 'again' ? [] : [each]));
  if (effected.length > 0) return accepted(effected);
  return { outcome: 'ignored', type, why: whyIgnored(related, applied.includes('again')) };
}

function whyIgnored(
  related: readonly { readonly event: PaymentEvent; readonly relation: Relation }[],
  isRepeated: boolean,
): string {
  const [reason] = related.flatMap(({ event }) => event.ignored ?? []);
  if (isRepeated) return 'it came before';
  if (reason !== undefined) return reasons[reason];
  const [relation] = related.flatMap(({ relation }) =>
    relation === 'own' || relation === 'waiting' ? [] : relation,
  );
  return relation === undefined ? 'it says nothing' : relations[relation];
}

/** A delivery that tells several things is called by the weightiest. */
function accepted(effected: readonly Effected[]): SimulatedDelivery {
  const weightiest =
    eventClasses.find((name) => effected.some((each) => each.class === name)) ?? 'informational';
  const told = effected.filter((each) => each.class === weightiest);
  const amounts = told.flatMap(({ event }) => amountIn(event, weightiest));
  const [first] = told;
  const currencies = new Set(amounts.map(({ currency }) => currency));
  const [currency] = currencies;
  const amountMinor = amounts.reduce((sum, each) => sum + each.amountMinor, 0);
  return {
    outcome: 'accepted',
    class: weightiest,
    type: first?.event.type ?? '',
    ...(currencies.size === 1 && currency !== undefined && { amountMinor, currency }),
  };
}

// An event that means something else once money was captured has its amount from that meaning only.
function amountIn({ amountMinor, currency, classOnceCaptured, onlyAfter }: PaymentEvent, name: EventClass) {
  const isOtherMeaning = classOnceCaptured !== undefined && classOnceCaptured !== name;
  // What a snapshot tells of no more has no amount.
  const isSilent = isOtherMeaning || onlyAfter !== undefined || name === 'informational';
  if (amountMinor === undefined || currency === undefined || isSilent) return [];
  return [{ amountMinor, currency }];
}
