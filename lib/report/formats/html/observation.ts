import { groupBy } from '../../../group-by.ts';
import type { Finding } from '../../../policy/finding.ts';
import { html, type Markup } from './markup.ts';
import { statusWord } from './status.ts';

/** Findings that saw the same at the same property of several resources, in the order in which they come. */
export function seenAlike(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const keyOf = ({ status, path, actual, expected, about }: Finding) =>
    JSON.stringify([status, path, actual, expected, about ?? '']);
  return [...groupBy(findings, keyOf).values()];
}

/** What findings that saw the same have to say: the verdict, the property, what stood there and what ought to. */
export function observation([first]: readonly Finding[]): Markup {
  if (!first) return html``;
  const { status, path, actual, expected, about } = first;
  const where = path === '' ? '' : html`<code>${path}</code> is `;
  const meant = about === undefined ? '' : html` <span class="quiet">(${about})</span>`;
  return html`${statusWord(status)} ${where}<code>${actual}</code>; expected: ${expected}${meant}`;
}
