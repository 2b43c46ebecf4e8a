import * as z from 'zod/mini';
import { orderDocumentForm } from '../../lambda/shared/orders/order-document.ts';

/** The JSON Schema of what others are told about a change of an order. */
export function orderChangeSchemaText(): string {
  const schema = z.toJSONSchema(orderDocumentForm, { target: 'draft-2020-12' });
  // A member may be added within a version, so that a receiver has to pass over what it does not know.
  const open = JSON.parse(JSON.stringify(schema), (key, value) =>
    key === 'additionalProperties' ? undefined : value,
  );
  const title = 'A change of an order, as Palisade tells it to the other systems of a shop';
  const { $schema, ...rest } = open;
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
