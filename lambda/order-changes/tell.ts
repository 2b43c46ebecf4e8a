import type { Shopper } from '../shared/orders/order.ts';
import type { OrderChange } from '../shared/orders/order-change.ts';
import { type OrderDocument, orderDocument, type ShopName } from '../shared/orders/order-document.ts';
import type { OrderStore } from '../shared/orders/order-store.ts';

/** Who is told, and of what. */
export interface TellDependencies {
  readonly findOrder: OrderStore['find'];
  readonly findShopper: (reference: string) => Promise<Shopper | undefined>;
  readonly shop: ShopName;
  /** Each throws unless it has taken the document. */
  readonly receivers: readonly ((document: OrderDocument) => Promise<void>)[];
}

/** Makes a function that tells all receivers of a change. Where one of them fails, all are told again later. */
export function createTell({
  findOrder,
  findShopper,
  shop,
  receivers,
}: TellDependencies): (change: OrderChange) => Promise<void> {
  return async (change) => {
    const stored = await findOrder(change.reference);
    // An order that is gone by its expiry or by a person's request has nothing left to be told of.
    if (!stored) return;
    const shopper = await findShopper(change.reference);
    const document = orderDocument(change, { order: stored.order, shopper }, shop);
    for (const receive of receivers) await receive(document);
  };
}
