import type { FileKind } from './check-file.ts';
import { type JsonSchema, jsonSchema, partsOf, type SchemaPart } from './json-schema.ts';
import type { UnsupportedSetting } from './unsupported-settings.ts';

/** One setting as the schema knows it. */
export interface Setting {
  /** With `NAME` for any name and `[]` for any place in a list. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly default?: unknown;
  readonly meaning: string;
  /** Whether the kit does today what the setting asks for, or refuses it. */
  readonly isSupported: boolean;
  /** The one value that is supported. */
  readonly only?: string;
}

/** Every setting of a kind of file, in the order of the schema. */
export function settings({
  schema,
  unsupported,
}: Pick<FileKind<unknown>, 'schema' | 'unsupported'>): readonly Setting[] {
  const rowOf = (path: string) => unsupported.find((row) => row.path.replaceAll('*', 'NAME') === path);
  return below(jsonSchema(schema), '', { isPossible: true, rowOf });
}

interface Surroundings {
  /** Whether what stands around a setting can be written at all. */
  readonly isPossible: boolean;
  readonly rowOf: (path: string) => UnsupportedSetting | undefined;
}

function below(schema: JsonSchema, path: string, around: Surroundings): readonly Setting[] {
  const forms = schema.anyOf ?? [schema];
  return forms.flatMap((form) => {
    const parts = partsOf(form, path);
    // A form that needs an unsupported setting cannot be written at all.
    const needsRefused = parts.some((part) => part.required && isRefused(part, around));
    return parts.flatMap((part) =>
      setting(part, { ...around, isPossible: around.isPossible && !needsRefused }),
    );
  });
}

function setting(part: SchemaPart, around: Surroundings): readonly Setting[] {
  const { path, schema, required } = part;
  const row = around.rowOf(path);
  const one = {
    path,
    type: typeOf(schema),
    required,
    ...('default' in schema && { default: schema.default }),
    meaning: schema.description ?? '',
    isSupported: around.isPossible && !isRefused(part, around),
    ...(row?.except !== undefined && { only: row.except }),
  };
  return [one, ...below(schema, path, { ...around, isPossible: around.isPossible && !row })];
}

function isRefused({ path }: SchemaPart, { rowOf }: Surroundings): boolean {
  const row = rowOf(path);
  return row !== undefined && row.except === undefined;
}

/** The type in a few words: for a choice its values. */
function typeOf({ anyOf, enum: values, const: only, type, format }: JsonSchema): string {
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(' or ');
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (only !== undefined) return `\`${only}\``;
  return typeNames[format ?? String(type)] ?? 'anything';
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  date: 'date',
  integer: 'whole number',
  boolean: '`true`, `false`',
  object: 'mapping',
  array: 'list',
};
