import { readFileSync } from 'node:fs';
import { type Inventory, inventoryForm } from './inventory.ts';

/** Reads the inventory that was deployed with the function. Throws where it has another form. */
export function readInventory(file: string): Inventory {
  const parsed = inventoryForm.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error('the inventory of scripts has another form than the function needs');
  return parsed.data;
}
