/** Something that the language has built in, as this Node.js knows it. */
export interface BuiltIn {
  readonly object: string;
  readonly part: 'static' | 'prototype';
  readonly name: string;
}

/** The names of everything global here, what Node.js adds included. */
export const globalNames: readonly string[] = Object.getOwnPropertyNames(globalThis).filter(isIdentifier);

/** The properties and methods of everything global. */
export const builtIns: readonly BuiltIn[] = globalNames.flatMap((object) => {
  const value: unknown = Reflect.get(globalThis, object);
  if (!isObject(value) || value === globalThis) return [];
  const prototype: unknown = typeof value === 'function' ? value.prototype : undefined;
  return [...partsOf(object, 'static', value), ...partsOf(object, 'prototype', prototype)];
});

const memberNames: ReadonlySet<string> = new Set(builtIns.map(({ name }) => name));

/** Whether an object of the language has a property of this name. */
export function isBuiltInName(name: string): boolean {
  return memberNames.has(name);
}

function partsOf(object: string, part: BuiltIn['part'], value: unknown): readonly BuiltIn[] {
  if (!isObject(value)) return [];
  return Object.getOwnPropertyNames(value)
    .filter(isIdentifier)
    .map((name) => ({ object, part, name }));
}

function isObject(value: unknown): value is object & { readonly prototype?: unknown } {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
