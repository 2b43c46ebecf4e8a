import { escapedHtml } from '../../../escaped-html.ts';

/** Text that is already HTML. Only `html` makes it, so nothing gets into a page unescaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | readonly Markup[];

/** Builds HTML; every value that is no markup is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = strings.map(
    (piece, index) => piece + (index < parts.length ? render(parts[index] ?? '') : ''),
  );
  return new Markup(pieces.join(''));
}

function render(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escapedHtml(String(part));
  return part.map(({ text }) => text).join('');
}
