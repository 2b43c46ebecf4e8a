import type { JsonSchema } from '../json-schema.ts';

/** What fits `condition` has to fit `consequence`, and what does not, `otherwise`. */
export function when(condition: JsonSchema, consequence: JsonSchema, otherwise?: JsonSchema): JsonSchema {
  return {
    if: condition,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; nobody waits for a schema.
    then: consequence,
    ...(otherwise && { else: otherwise }),
  };
}

/** A schema for the setting at a path, which has to be there. */
export function at([step, ...rest]: readonly string[], schema: JsonSchema): JsonSchema {
  if (step === undefined) return schema;
  return { properties: { [step]: at(rest, schema) }, required: [step] };
}

/** A schema for a setting at a path, wherever it is there. */
export function wherever([step, ...rest]: readonly string[], schema: JsonSchema): JsonSchema {
  return step === undefined ? schema : { properties: { [step]: wherever(rest, schema) } };
}

/** That a setting is not there. */
export const absent: JsonSchema = { not: {} };
