import type { Answer } from '../shared/http/answer.ts';
import type { Order } from '../shared/orders/order.ts';
import { orderLink, orderOfToken } from '../shared/orders/order-link.ts';
import { checkoutIn, referenceOf } from '../shared/orders/order-reference.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';
import { isForgotten, orderView } from '../shared/orders/order-view.ts';
import { answered, type Refusal } from './answers.ts';
import { memberOf, type ShopperRequest } from './request.ts';

/** What links to orders are made and read with. */
export interface Links {
  readonly shopUrl: string;
  readonly now: () => Date;
  /** The keys that sign, the current one first. */
  readonly keys: () => Promise<readonly string[]>;
  readonly findOrder: OrderStore['find'];
}

// Whoever comes back from the gateway does so on the same day; later it takes a link, or somebody of the shop.
const afterOrderMilliseconds = 24 * 60 * 60 * 1000;

/** Gives a link to the browser that placed an order: it alone knows the name under which it did. */
export async function makeLink(links: Links, request: ShopperRequest): Promise<Answer | Refusal> {
  const checkout = checkoutIn(memberOf(request, 'checkout') ?? '');
  const order = checkout === undefined ? undefined : await shown(links, referenceOf(checkout));
  const now = links.now();
  if (!order || now.getTime() - Date.parse(order.attempt.startedAt) > afterOrderMilliseconds) {
    return { problem: 'no_such_order' };
  }
  return answered(orderLink(order.reference, { ...links, keys: await links.keys(), now }));
}

/** Shows the order that a link leads to. */
export async function viewByLink(links: Links, request: ShopperRequest): Promise<Answer | Refusal> {
  const token = memberOf(request, 'token') ?? '';
  const reference = orderOfToken(token, { ...links, keys: await links.keys(), now: links.now() });
  const order = reference === undefined ? undefined : await shown(links, reference);
  return order ? answered({ order: orderView(order) }) : { problem: 'no_such_order' };
}

async function shown({ findOrder }: Links, reference: string): Promise<Order | undefined> {
  const found = await findOrder(reference);
  return found && !isForgotten(found.order) ? found.order : undefined;
}
