/** One element of a page, as its text or a browser has it. */
export interface Element {
  /** In lower case. */
  readonly tag: string;
  readonly attributes: readonly Attribute[];
  /** The text directly inside it, as a browser hashes it. */
  readonly text: string;
}

/** One attribute; its name in lower case, without a namespace. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** The value of an attribute. */
export function attributeOf({ attributes }: Element, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}
