import facts from './font-widths.json' with { type: 'json' };

/** Sizes in points, as they are printed: a picture is never scaled down on paper. */
export const sizes = {
  /** Of the word for the kind of a node, of a zone's name and of the number of a flow. */
  small: 7,
  /** Of the name of a node. */
  name: 8,
} as const;

const widths = new Map(
  Object.entries(facts.widths).flatMap(([width, characters]) =>
    [...characters].map((character) => [character, Number(width)] as const),
  ),
);

/** How wide a text is in a size, both in points. What the table does not list counts as its widest character. */
export function widthOf(text: string, size: number): number {
  const units = [...text].reduce((sum, character) => sum + (widths.get(character) ?? facts.unlisted), 0);
  return (units * size) / 1000;
}

/** The text, or as much of it as a width takes with an ellipsis behind. */
export function fitted(text: string, size: number, width: number): string {
  if (widthOf(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('')}…`;
}
