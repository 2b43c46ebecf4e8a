import { createHash } from 'node:crypto';

/**
 * Ends the name of an output whose value another stack reads weakly. A template that has not changed is not deployed again, so a value
 * that changes under the same name never arrives (docs/decisions/0025-outputs-end-in-a-generation.md).
 *
 * @param definition what the value is made from; another definition has another generation
 */
export function generationOf(definition: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 8);
}
