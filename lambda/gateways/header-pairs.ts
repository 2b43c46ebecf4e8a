/** The values in a header like `t=1,v1=ab,v1=cd`, by name; nothing if a part is not a name, a sign and a value. */
export function headerPairs(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  const values = new Map<string, string[]>();
  for (const part of text.split(',')) {
    const sign = part.indexOf('=');
    if (sign < 1 || sign === part.length - 1 || part.includes('=', sign + 1)) return undefined;
    addTo(values, part.slice(0, sign), part.slice(sign + 1));
  }
  return values;
}

/** Adds one value to those of a name, in a time that does not grow with their number: anybody can send thousands. */
export function addTo(values: Map<string, string[]>, name: string, value: string): void {
  const known = values.get(name);
  if (known) known.push(value);
  else values.set(name, [value]);
}
