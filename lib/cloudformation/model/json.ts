/** What a template is made of once it is parsed. */
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;
export type JsonRecord = { readonly [key: string]: Json };

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is neither a list nor an object, nor nothing. */
export function isScalar(value: unknown): value is string | number | boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}

/** The entry that a record itself has: templates may say `constructor` wherever they name something. */
export function own<Entry>(record: Readonly<Record<string, Entry>>, key: string): Entry | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The record below `key`, or an empty one: templates leave sections out. */
export function section(record: JsonRecord, key: string): JsonRecord {
  const value = own(record, key);
  return isRecord(value) ? value : {};
}

/** The record or the list that a text holds as JSON; nothing where it holds neither. */
export function parsedJson(text: string): JsonRecord | readonly Json[] | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as JsonRecord | readonly Json[];
  } catch {
    return undefined;
  }
}

/** The same content with the keys of each record in the order of their characters, so that texts of it can be compared. */
export function inKeyOrder(node: Json): Json {
  if (isList(node)) return node.map(inKeyOrder);
  if (!isRecord(node)) return node;
  return Object.fromEntries(
    Object.entries(node)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, item]) => [key, inKeyOrder(item)]),
  );
}
