/** How much a catalogue may hold: it is read whole, and each price times the most pieces of an order stays exact. */
export const catalogueLimits = {
  mostProducts: 5000,
  /** Of the text without blanks between its parts: a load balancer takes at most 1 MB of a function. */
  mostBytes: 900_000,
  /** In the smallest unit of a currency. */
  highestPrice: 100_000_000_000,
  longestTitle: 120,
} as const;

/** The longest name of a product: a slug of a page's address. */
export const slugForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const longestSlug = 64;
