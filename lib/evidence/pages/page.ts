import { head } from '../../report/formats/html/head.ts';
import { html, type Markup } from '../../report/formats/html/markup.ts';
import type { Evidence } from '../evidence.ts';
import { style } from './style.ts';

/** What one page of a bundle shows. */
export interface EvidencePage {
  readonly title: string;
  readonly evidence: Evidence;
  readonly content: Markup;
}

/** The pages of a bundle run nothing and show pictures of the bundle alone: they are whole without script and without network. */
const allowed = ["img-src 'self'"];

/** A page of a bundle, on which the period and the day of judgement always stand. */
export function evidencePage({
  title,
  evidence: { period, asOf, isRedacted },
  content,
}: EvidencePage): string {
  return html`<!doctype html>
<html lang="en">
${head({ title, style, allowed })}
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
