import { type JsonSchema, jsonSchema, partsOf, type SchemaPart } from './json-schema.ts';
import { type UnsupportedSetting, unsupportedSettings } from './unsupported-settings.ts';

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

/** Every setting of a storefront file, in the order of the schema. */
export function settings(): readonly Setting[] {
  return below(jsonSchema(), '', true);
}

function below(schema: JsonSchema, path: string, isPossible: boolean): readonly Setting[] {
  const forms = schema.anyOf ?? [schema];
  return forms.flatMap((form) => {
    const parts = partsOf(form, path);
    // A form that needs an unsupported setting cannot be written at all.
    const possible = isPossible && !parts.some((part) => part.required && isRefused(part));
    return parts.flatMap((part) => setting(part, possible));
  });
}

function setting(part: SchemaPart, isPossible: boolean): readonly Setting[] {
  const { path, schema, required } = part;
  const row = rowOf(path);
  const one = {
    path,
    type: typeOf(schema),
    required,
    ...('default' in schema && { default: schema.default }),
    meaning: schema.description ?? '',
    isSupported: isPossible && !isRefused(part),
    ...(row?.except !== undefined && { only: row.except }),
  };
  return [one, ...below(schema, path, isPossible && !row)];
}

function isRefused({ path }: SchemaPart): boolean {
  const row = rowOf(path);
  return row !== undefined && row.except === undefined;
}

function rowOf(path: string): UnsupportedSetting | undefined {
  return unsupportedSettings.find((row) => row.path.replaceAll('*', 'NAME') === path);
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
