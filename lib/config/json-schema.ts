import * as z from 'zod';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** A schema inside another one: of a setting, of the entries of a list, or of whatever stands under any name. */
export interface SchemaPart {
  /** As people write it, with `NAME` for any name and `[]` for any place in a list. */
  readonly path: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** The schema as JSON Schema, of what a person writes: defaults need not be given. */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
}

/** The JSON Schema that editors complete and explain a file of this name with. */
export function schemaOf(file: string, schema: z.ZodType): JsonSchema {
  const made = jsonSchema(schema);
  made.title = file;
  addTitles(made, '');
  return made;
}

/** The text of a JSON Schema file. */
export function schemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What stands directly below a setting, in each of the forms that it can have. */
export function partsOf(schema: JsonSchema, path: string): readonly SchemaPart[] {
  const { properties = {}, required = [], additionalProperties, items, anyOf = [] } = schema;
  const named = Object.entries(properties).map(([name, part]) =>
    partAt(path === '' ? name : `${path}.${name}`, part, required.includes(name)),
  );
  const unnamed = [
    partAt(`${path}.NAME`, additionalProperties, false),
    partAt(`${path}[]`, Array.isArray(items) ? undefined : items, false),
  ];
  return [...[...named, ...unnamed].flat(), ...anyOf.flatMap((form) => partsOf(form, path))];
}

function partAt(path: string, schema: JsonSchema | boolean | undefined, required: boolean) {
  return typeof schema === 'object' ? [{ path, schema, required }] : [];
}

/** An editor shows the title, here the path, above the description. */
function addTitles(schema: JsonSchema, path: string): void {
  for (const part of partsOf(schema, path)) {
    part.schema.title = part.path;
    addTitles(part.schema, part.path);
  }
}
