import { createHash } from 'node:crypto';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import type { Evidence } from '../evidence.ts';
import { style } from './style.ts';

/** What one page of a bundle shows. */
export interface EvidencePage {
  readonly title: string;
  readonly evidence: Evidence;
  readonly content: Markup;
}

/** The pages of a bundle load and run nothing: they are whole without script and without network. */
const policy = [
  "default-src 'none'",
  "img-src 'self'",
  `style-src 'sha256-${createHash('sha256').update(style.text).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** A page of a bundle, on which the period and the day of judgement always stand. */
export function evidencePage({
  title,
  evidence: { period, asOf, isRedacted },
  content,
}: EvidencePage): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<p class="kicker">Evidence for ${period.from} to ${period.to}, dates judged as of ${asOf}${isRedacted ? ', redacted' : ''}. <a href="index.html">All chapters</a></p>
<h1>${title}</h1>
</header>
<main id="content">
${content}
</main>
<footer><p>What stands here was observed in the files that manifest.json lists. Nothing here is a statement about conformity with a
standard: an assessor or the acquirer decides.</p></footer>
</body>
</html>
`.text;
}
