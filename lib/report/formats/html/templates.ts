import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';

/** The files that were judged, with the hashes by which they can be recognized, and those that were left out. */
export function templates({ templates: files, excluded, beside, storefronts }: Report): Markup {
  const missing = storefronts.filter(({ missingStacks }) => missingStacks.length > 0);
  return html`${excluded.length === 0 ? '' : html`<p>Left out: ${excluded.join(', ')}</p>`}
${beside.length === 0 ? '' : html`<p>Beside a manifest.json that does not name them, not judged: ${beside.join(', ')}</p>`}
${missing.map(
  ({ shop, environment, missingStacks }) =>
    html`<p>${shop}, ${environment} was judged without its stacks ${missingStacks.join(', ')}.</p>`,
)}
<ul class="seen">${files.map(
    ({ name, resources, sha256 }) =>
      html`<li>${name} <span class="quiet">${resources} resources, SHA-256</span> <code>${sha256}</code></li>`,
  )}</ul>`;
}

/** Types of resources about which the rules say nothing. */
export function notJudged({ notJudged: types }: Report): Markup {
  if (types.length === 0) return html`<p>None: a rule judges each type of resource.</p>`;
  return html`<p>No rule has these among its subjects. At most a rule looks at one of them for another resource.</p>
<ul class="columns">${types.map(({ type, resources }) => html`<li><code>${type}</code>: ${resources}</li>`)}</ul>`;
}
