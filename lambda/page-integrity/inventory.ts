import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { pageElementKinds } from '../shared/site/page-elements.ts';

// Both the synthesis, which writes the inventory, and the function, which reads it, have its form from here.

const who = {
  /** Path of each payment page that runs it. */
  pages: z.array(z.string()),
  /** Who answers for it being there (PCI DSS v4.0.1, 6.4.3). */
  authorisedBy: z.string(),
  reason: z.string(),
};

const ownScript = z.strictObject({
  kind: z.literal('own'),
  /** Path of its URL. */
  path: z.string(),
  /** Of its bytes, in hexadecimal. */
  sha256: z.string(),
  /** As an `integrity` attribute would have it. */
  integrity: z.string(),
  ...who,
});

const inlineScript = z.strictObject({
  kind: z.literal('inline'),
  /** As the policy of the page has it. */
  hash: z.string(),
  ...who,
});

const externalScript = z.strictObject({
  kind: z.literal('external'),
  /** A source of the page's policy: whatever it serves may run. */
  source: z.string(),
  /** How the page makes sure of its bytes: the `integrity` of each element, and of what the shop's client loads, by its URL. */
  integrity: z.record(z.string(), z.string()),
  ...who,
});

const page = z.strictObject({
  /** Path of its URL. */
  path: z.string(),
  /** Name of its file in the site. */
  file: z.string(),
  /** Of its bytes, in hexadecimal. */
  sha256: z.string(),
  headers: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  pageElements: z.array(z.strictObject({ kind: z.enum(pageElementKinds), what: z.string() })),
  /** Sources outside the shop that scripts of the page may come from, frames show and forms go to. */
  sources: z.strictObject({
    scripts: z.array(z.string()),
    frames: z.array(z.string()),
    forms: z.array(z.string()),
  }),
});

/** What the payment pages of a shop are authorised to be: pages, their headers, and every script that runs in them. */
export const inventoryForm = z.strictObject({
  version: z.literal(1),
  shop: z.string(),
  environment: z.string(),
  /** Where a script of somebody else runs, only a browser sees what it adds. */
  engine: z.enum(['html', 'browser']),
  pages: z.array(page).check(z.minLength(1)),
  scripts: z.array(z.discriminatedUnion('kind', [ownScript, inlineScript, externalScript])),
});

export type Inventory = z.output<typeof inventoryForm>;
export type InventoryPage = z.output<typeof page>;
export type InventoryScript = Inventory['scripts'][number];

/** Reads the inventory that was deployed with the function. Throws where it has another form. */
export function readInventory(file: string): Inventory {
  const parsed = inventoryForm.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error('the inventory of scripts has another form than the function needs');
  return parsed.data;
}
