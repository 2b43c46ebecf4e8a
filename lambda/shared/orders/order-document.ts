import * as z from 'zod/mini';
import { type Order, orderStates, reviewReasons, type Shopper } from './order.ts';
import { changeId, type OrderChange } from './order-change.ts';

/** The version of the schema of what is told. A member may be added within a version; none goes, and none changes its meaning. */
const documentVersion = 1;

const count = z.int().check(z.nonnegative());

/** The tax inside an amount. */
const includedTax = z.object({ percent: z.number().check(z.nonnegative()), amountMinor: count });

/** What others are told about a change of an order, as its JSON Schema has it. */
export const orderDocumentForm = z.object({
  type: z.enum([...orderStates.map((state) => `order.${state}` as const), 'order.updated']),
  timestamp: z.iso.datetime(),
  data: z.object({
    version: z.literal(documentVersion),
    id: z.string(),
    shop: z.string(),
    environment: z.string(),
    reference: z.string(),
    number: z.string(),
    sequence: z.int().check(z.positive()),
    state: z.enum(orderStates),
    previousState: z.enum(orderStates),
    shippable: z.boolean(),
    cancelled: z.boolean(),
    reviewReasons: z.array(z.enum(reviewReasons)),
    amountMinor: count,
    currency: z.string(),
    capturedMinor: count,
    refundedMinor: count,
    disputedMinor: count,
    placedAt: z.iso.datetime(),
    lines: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        quantity: count,
        priceMinor: count,
        tax: z.optional(includedTax),
      }),
    ),
    shipping: z.optional(z.object({ title: z.string(), amountMinor: count, tax: z.optional(includedTax) })),
    discount: z.optional(z.object({ title: z.string(), amountMinor: count })),
    tax: z.optional(z.object({ amountMinor: count, isIncluded: z.boolean() })),
    catalogue: z.optional(z.string()),
    quote: z.optional(z.string()),
    shopper: z.optional(
      z.object({
        name: z.string(),
        email: z.string(),
        line1: z.string(),
        line2: z.optional(z.string()),
        postalCode: z.string(),
        city: z.string(),
        region: z.optional(z.string()),
        country: z.string(),
      }),
    ),
  }),
});
export type OrderDocument = z.output<typeof orderDocumentForm>;

/** Whose orders they are. */
export interface ShopName {
  readonly shop: string;
  readonly environment: string;
}

/** What others are told about a change: the facts as they were then, with what the order holds and who placed it. */
export function orderDocument(
  change: OrderChange,
  { order, shopper }: { readonly order: Order; readonly shopper?: Shopper | undefined },
  { shop, environment }: ShopName,
): OrderDocument {
  const { sequence, at, previousState, state, isCancelled, money } = change;
  const { reference, number, amountMinor, currency, createdAt } = order;
  return {
    type: state === previousState ? 'order.updated' : `order.${state}`,
    timestamp: at,
    data: {
      ...{ version: documentVersion, id: changeId(change), shop, environment, reference, number, sequence },
      ...{ state, previousState, cancelled: isCancelled, reviewReasons: [...change.reviewReasons] },
      shippable: state === 'paid' && change.reviewReasons.length === 0,
      ...{ amountMinor, currency, placedAt: createdAt },
      ...{ capturedMinor: money.capturedMinor, refundedMinor: money.refundedMinor },
      disputedMinor: money.disputedMinor,
      lines: order.lines.map(({ slug, title, quantity, priceMinor, tax }) => ({
        ...{ slug, title, quantity, priceMinor, ...(tax && { tax }) },
      })),
      ...(order.shipping && { shipping: order.shipping }),
      ...(order.discount && { discount: order.discount }),
      ...(order.tax && { tax: order.tax }),
      ...(order.catalogue !== undefined && { catalogue: order.catalogue }),
      ...(order.quote !== undefined && { quote: order.quote }),
      ...(shopper && { shopper: { ...shopper } }),
    },
  };
}
