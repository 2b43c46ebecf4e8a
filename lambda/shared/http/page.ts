import type { Words } from '../texts/texts.ts';
import { type Answer, html } from './answer.ts';

/** What a page of the function says. */
interface Page {
  readonly title: string;
  /** Pieces of HTML: every text in them went through `text`. */
  readonly content: readonly string[];
  /** The sources to which its form is posted, and to which the answer leads. @default - no form */
  readonly formTargets?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of a function, as an answer: without script and style, which the content security policy would not run. */
export function pageAnswer(status: number, words: Words, page: Page): Answer {
  const title = text(page.title);
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
  ];
  const body = `<main><h1>${title}</h1>${page.content.join('')}</main>`;
  const document = `<!doctype html><html lang="${text(words.language)}"><head>${head.join('')}</head><body>${body}</body></html>\n`;
  return html(status, document, {
    ...page.headers,
    ...spokenHeaders(words),
    'content-security-policy': policy(page.formTargets),
  });
}

/** The headers of an answer with words in it. */
export function spokenHeaders({ language }: Words): Readonly<Record<string, string>> {
  return { 'content-language': language, vary: 'Accept, Accept-Language' };
}

// These pages load nothing, and those with a form post it to the shop or to the gateway that the shopper chose, and nowhere else.
function policy(formTargets: readonly string[] = ["'none'"]): string {
  const directives = ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"];
  return [...directives, `form-action ${formTargets.join(' ')}`].join('; ');
}

/** A paragraph of text. */
export function paragraph(words: string): string {
  return `<p>${text(words)}</p>`;
}

/** A list of texts. */
export function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`;
}

/** Text inside HTML, also inside a quoted attribute. */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
