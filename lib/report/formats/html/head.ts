import { digestOf } from '../../../contract/digests.ts';
import { html, type Markup } from './markup.ts';

/** What the head of a page says. */
interface Head {
  readonly title: string;
  readonly style: Markup;
  /** What the page may load or run besides its style, as directives of its policy. */
  readonly allowed: readonly string[];
}

/** The head of a page that needs no network: its own policy admits nothing but what is named. */
export function head({ title, style, allowed }: Head): Markup {
  const policy = [
    "default-src 'none'",
    `style-src ${hashSource(style)}`,
    ...allowed,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${style}</style>
</head>`;
}

/** What a content security policy calls one inline style or script. */
export function hashSource({ text }: Markup): string {
  return `'${digestOf(text)}'`;
}
