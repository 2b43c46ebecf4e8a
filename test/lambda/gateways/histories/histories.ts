import { readFileSync } from 'node:fs';
import type { Order, OrderState, OrderSums } from '../../../../lambda/shared/orders/order.ts';
import { readHistory } from '../../../../lib/cli/order/history.ts';
import { simulate } from '../../../../lib/cli/order/simulation.ts';
import { type Random, randomOf } from '../support/random.ts';

/** A delivery as a history writes it down. */
type Delivery = Readonly<Record<string, unknown>>;

/** What a gateway delivered about one order. */
interface Written {
  readonly order: { readonly reference: string; readonly amountMinor: number; readonly currency: string };
  readonly deliveries: readonly Delivery[];
}

interface Row {
  readonly type: string;
  readonly class?: string;
  readonly history: Written;
}

/** What a history came to: all that shop and shopper see of it. */
export interface End {
  readonly state: OrderState;
  readonly money: OrderSums;
  readonly reviewReasons: readonly string[];
}

/** A history of several rows of a gateway, in the order in which things happened. */
export interface RandomHistory {
  readonly gateway: string;
  readonly written: Written;
  readonly random: Random;
}

/** Makes the history with a number out of those of a seed. */
export function randomHistory(gateway: string, seed: string, number: number): RandomHistory {
  const random = randomOf(`${seed} ${gateway} ${number}`);
  const rows = weighty(gateway);
  const chosen = Array.from({ length: 1 + random.integer(5) }, () => random.pick(rows));
  const [first] = chosen;
  if (!first) throw new Error('a history has at least one row');
  const { order } = first.history;
  const text = JSON.stringify(chosen.flatMap(({ history }) => history.deliveries));
  // The kit's own payments at Paystack have references that name the order.
  const named = gateway === 'paystack' ? text.replaceAll('"PAY1"', `"${order.reference}.1"`) : text;
  const deliveries: readonly Delivery[] = JSON.parse(named);
  return { gateway, random, written: { order, deliveries: deliveries.map(timed) } };
}

// Each delivery has the time at which the gateway was asked about it, whenever what it answered then is applied.
function timed(delivery: Delivery, index: number): Delivery {
  return { ...delivery, at: 1_767_225_600 + 60 * (index + 1) };
}

const rows = new Map<string, readonly Row[]>();

// Informational rows are tried apart, and would fill the histories. Whether the kit captures at PayPal rests on what it knew at
// that moment, so that an approval is no event of which the order does not matter.
function weighty(gateway: string): readonly Row[] {
  const known = rows.get(gateway);
  if (known) return known;
  const all: readonly Row[] = JSON.parse(
    readFileSync(new URL(`../event-kinds/${gateway}.json`, import.meta.url), 'utf8'),
  );
  const found = all.filter((row) => row.class !== 'informational' && row.type !== 'CHECKOUT.ORDER.APPROVED');
  rows.set(gateway, found);
  return found;
}

/** Runs adapter and ledger over deliveries. */
export function endOf(gateway: string, written: Written): End {
  const { state, money, reviewReasons } = orderOf(gateway, written);
  return { state, money, reviewReasons };
}

function orderOf(gateway: string, { order, deliveries }: Written): Order {
  const text = JSON.stringify({ order, gateway, deliveries });
  return simulate(readHistory(text, 'history.json', true), true).order;
}

/** The same deliveries in another order, some of them again, and between those of an order that nobody confuses with it. */
export function disturbed({ gateway, written, random }: RandomHistory): Written {
  const again = written.deliveries.filter(() => random.chance(0.4));
  // A delivery that names neither an order nor a payment is about the only one that there is.
  const isNamed =
    JSON.stringify(written.deliveries).includes(written.order.reference) &&
    !paymentsIn(gateway, written).includes('');
  const other = isNamed && random.chance(0.5) ? ofOtherOrder(gateway, written) : [];
  return { ...written, deliveries: random.shuffle([...written.deliveries, ...again, ...other]) };
}

const otherReference = 'ozzzzzzzzzzzzzzzzzzz';

function ofOtherOrder(gateway: string, written: Written): readonly Delivery[] {
  const named = [written.order.reference, ...paymentsIn(gateway, written)].filter((id) => id !== '');
  const text = named.reduce(
    (rest, id) =>
      rest.replaceAll(new RegExp(`(?<![\\w-])${id.replace(/\W/g, '\\$&')}(?![\\w-])`, 'g'), otherOf(id)),
    JSON.stringify(written.deliveries),
  );
  return JSON.parse(text.replaceAll(written.order.reference, otherReference));
}

/** The names of the payments of an order; an empty one for what names none. */
function paymentsIn(gateway: string, written: Written): readonly string[] {
  const keys = Object.keys(orderOf(gateway, written).ledger.payments);
  return keys.map((key) => key.slice(key.indexOf(':') + 1));
}

function otherOf(id: string): string {
  return id.startsWith('o') && id.length === 20 ? otherReference : `${id}7`;
}
