import type { Egress } from '../../../policy/reachability/egress.ts';
import type { Exposure } from '../../../policy/reachability/exposure.ts';
import type { Report } from '../../report.ts';
import { html, type Markup } from './markup.ts';

/** What the internet reaches, where requests go from there, and what functions reach themselves. */
export function reachable({ reachability }: Report): Markup {
  const { entries, openings, egress } = reachability;
  return html`${entries.length === 0 ? html`<p>Nothing of these templates has an address on the internet.</p>` : entries.map(entryPart)}
${openings.length === 0 ? html`<p>No barrier behind it is open.</p>` : openingTable(openings)}
<h3>What leaves</h3>
${egress.length === 0 ? html`<p>Nothing of these templates connects to anything.</p>` : egress.map(egressPart)}`;
}

function entryPart({ logicalId, type, template, ways }: Exposure): Markup {
  return html`<section><h3><code>${logicalId}</code> (${type})</h3>
<p class="quiet">${template}</p>
<ul>${ways.map((way) => html`<li>${way}</li>`)}</ul></section>
`;
}

function openingTable(openings: readonly Exposure[]): Markup {
  return html`<div class="wide" role="region" aria-label="Open barriers" tabindex="0"><table>
<thead><tr><th scope="col">Resource</th><th scope="col">Type</th><th scope="col">Property</th><th scope="col">Observed</th><th scope="col">Sure</th></tr></thead>
<tbody>${openings.map(
    ({ kind, template, logicalId, type, path, actual }) =>
      html`<tr><td><code>${logicalId}</code><br><span class="quiet">${template}</span></td><td>${type}</td><td><code>${path}</code></td><td><code>${actual}</code></td><td>${kind === 'opening' ? 'yes' : 'only the deployment tells'}</td></tr>
`,
  )}</tbody></table></div>`;
}

function egressPart({ resources, addresses, names, endpoints, leavesOpen }: Egress): Markup {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['Addresses', addresses],
    ['Names that resolve', names],
    ['Endpoints', endpoints],
    ['Left open', leavesOpen],
  ];
  return html`<section><h4>${resources.join(', ')}</h4>
<dl>${lists.map(([word, items]) => html`<dt>${word}</dt><dd>${items.length === 0 ? 'none' : items.map((item) => html`${item}<br>`)}</dd>`)}</dl></section>
`;
}
