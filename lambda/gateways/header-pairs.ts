/** The values in a header like `t=1,v1=ab,v1=cd`, by name; nothing if a part is not a name, a sign and a value. */
export function headerPairs(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const values = new Map<string, string[]>();
  for (const part of text.split(',')) {
    const [name, value, ...more] = part.split('=');
    if (!name || !value || more.length > 0) return undefined;
    addTo(values, name, value);
  }
  return values;
}

/** Adds one value to those of a name, in a time that does not grow with their number: anybody can send thousands. */
export function addTo(values: Map<string, string[]>, name: string, value: string): void {
  const known = values.get(name);
  if (known) known.push(value);
  else values.set(name, [value]);
}
